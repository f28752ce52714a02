"""文书箱: drafting, issuing, answering, voiding letters."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.core import clock
from tracker.core.errors import ForbiddenError, InvalidError
from tracker.documents.reader.workshop import office_program
from tracker.ledgers.access.letters import keeps, letter_at_work, letter_for
from tracker.ledgers.actions.letters import (
    Hand,
    amend_letter,
    draft_letter,
    drop_letter,
    issue_letter,
    note_answer,
    void_letter,
)
from tracker.ledgers.forms.letters import AnswerForm, DraftForm, DropForm, IssueForm, VoidForm
from tracker.ledgers.models import Letter
from tracker.ledgers.pages.letters import DraftPage, LetterForms, LetterPage, letter_look
from tracker.ledgers.queries.letters import last_word, next_number
from tracker.ledgers.queries.prints.tasks import print_tasks
from tracker.ledgers.rules.letters import (
    LetterDeed,
    LetterKind,
    deeds_from,
    proposed_word,
)
from tracker.ledgers.rules.letters.wording import drafted
from tracker.ledgers.views.blueprint import bp
from tracker.tasks.access import task_for
from tracker.tasks.models import Task
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.workdays.queries import load_calendar

_ID = "<int(max=2147483647):letter_id>"
_UNFIT = 422
_TIME_TO_ANSWER = timedelta(days=3)
_FORMS: dict[LetterDeed, type[Any]] = {
    LetterDeed.AMEND: DraftForm,
    LetterDeed.ISSUE: IssueForm,
    LetterDeed.ANSWER: AnswerForm,
    LetterDeed.VOID: VoidForm,
    LetterDeed.DROP: DropForm,
}
_NAMES = {LetterDeed.AMEND: "draft"}


@bp.get("/letters/new/<int(max=2147483647):task_id>")
@requires(Permission.REPORT_IMPORT)
def new_letter(task_id: int) -> Response:
    asked = request.args.get("kind", "")
    kind = LetterKind(asked) if asked in {one.value for one in LetterKind} else LetterKind.REMINDER
    today = clock.today()
    with reading() as session:
        task = _task_to_write_about(session, task_id)
        reply_by = load_calendar(session, task.unit_id).on_or_after(today + _TIME_TO_ANSWER)
        told = drafted(kind, print_tasks(session, [task.id], today)[0], today, reply_by)
    form = DraftForm(formdata=None, obj=told, version=0)
    form.kind.data = kind.value
    return render(_draft_page(form, task))


@bp.post("/letters/new/<int(max=2147483647):task_id>")
@requires(Permission.REPORT_IMPORT)
def keep_new_letter(task_id: int) -> BaseResponse:
    form = DraftForm()
    with transaction() as session:
        task = _task_to_write_about(session, task_id)
        if not form.validate_on_submit():
            return render(_draft_page(form, task), _UNFIT)
        letter = draft_letter(session, task, form.order(), _hand())
    flash("已放入文书箱，签发时编号。", "good")
    return _to(letter.id if letter else None)


@bp.get(f"/letters/{_ID}")
@requires(Permission.LEDGER_READ)
def letter(letter_id: int) -> Response:
    with reading() as session:
        found = letter_for(session, viewer(), letter_id)
        return render(_page(session, found))


@bp.post(f"/letters/{_ID}/<deed>")
@requires(Permission.REPORT_IMPORT)
def work_on_letter(letter_id: int, deed: str) -> BaseResponse:
    asked = next((one for one in _FORMS if one.value == deed), None)
    if asked is None:
        return _to(letter_id)
    form = _FORMS[asked]()
    try:
        if not form.validate_on_submit():
            return _again(letter_id, asked, form)
        with transaction() as session:
            found = letter_at_work(session, viewer(), letter_id, version=form.version.data)
            _TAKE[asked](session, found, form, _hand())
    except InvalidError as error:
        form.refuse(error)
        return _again(letter_id, asked, form)
    flash(f"已{asked.label}。", "good")
    return _to(letter_id)


def _again(letter_id: int, deed: LetterDeed, form: Any) -> Response:
    """Show the letter again with what was typed and what is wrong with it."""
    with reading() as session:
        found = letter_at_work(session, viewer(), letter_id, version=None)
        page = _page(session, found)
    forms = replace(page.forms, **{_NAMES.get(deed, deed.value): form})
    return render(replace(page, forms=forms), _UNFIT)


def _page(session: Session, found: Letter) -> LetterPage:
    return LetterPage(
        letter=found,
        state=letter_look(found.state),
        task_url=url_for("tasks.show", task_id=found.task_id),
        forms=_forms(session, found) if keeps(viewer(), found) else LetterForms(),
        pdf=office_program() is not None,
    )


def _forms(session: Session, found: Letter) -> LetterForms:
    deeds, today = deeds_from(found.state), clock.today()
    forms: dict[str, Any] = {}
    for deed in deeds:
        form = _FORMS[deed](formdata=None, version=found.version)
        _fill(session, found, form, today)
        forms[_NAMES.get(deed, deed.value)] = form
    return LetterForms(**forms)


def _fill(session: Session, found: Letter, form: Any, today: date) -> None:
    """Fill a form with what is known, so that it need not be typed again."""
    if isinstance(form, DraftForm):
        form.process(formdata=None, obj=found)
        form.kind.data, form.version.data = found.kind.value, found.version
    if isinstance(form, IssueForm):
        form.word.data = last_word(session, found) or proposed_word(found.unit.name)
        form.year.data, form.issued_on.data = today.year, today
        form.number.data = next_number(session, found.unit_id, form.word.data, today.year)
    if isinstance(form, AnswerForm):
        form.received_by.data, form.answer.data = found.received_by, found.answer
        form.received_on.data = found.received_on or today


def _task_to_write_about(session: Session, task_id: int) -> Task:
    task = task_for(session, viewer(), task_id)
    if not may(viewer(), Permission.REPORT_IMPORT, task.unit_id):
        raise ForbiddenError("文书由本台账的管理员起草。", ["台账管理员"])
    return task


def _draft_page(form: DraftForm, task: Task) -> DraftPage:
    return DraftPage(
        form=form,
        url=url_for("ledgers.keep_new_letter", task_id=task.id),
        task_number=task.number,
        task_url=url_for("tasks.show", task_id=task.id),
    )


def _hand() -> Hand:
    return Hand(viewer().name, clock.now(), clock.today())


def _to(letter_id: int | None) -> BaseResponse:
    if letter_id is None:
        return go_to(url_for("ledgers.letters"))
    return go_to(url_for("ledgers.letter", letter_id=letter_id))


def _amend(session: Session, found: Letter, form: Any, hand: Hand) -> None:
    amend_letter(session, found, form.order(), hand)


def _issue(session: Session, found: Letter, form: Any, hand: Hand) -> None:
    issue_letter(session, found, form.order(), hand)


def _answer(session: Session, found: Letter, form: Any, hand: Hand) -> None:
    note_answer(
        session,
        found,
        hand,
        received_by=form.received_by.data,
        received_on=form.received_on.data,
        answer=form.answer.data or "",
    )


def _void(session: Session, found: Letter, form: Any, hand: Hand) -> None:
    void_letter(session, found, hand, reason=form.reason.data)


def _drop(session: Session, found: Letter, _form: Any, hand: Hand) -> None:
    drop_letter(session, found, hand)


_TAKE: dict[LetterDeed, Callable[[Session, Letter, Any, Hand], None]] = {
    LetterDeed.AMEND: _amend,
    LetterDeed.ISSUE: _issue,
    LetterDeed.ANSWER: _answer,
    LetterDeed.VOID: _void,
    LetterDeed.DROP: _drop,
}
