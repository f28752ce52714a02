"""更正: a page on which somebody puts their own words right, or a clerk those of others."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Response, flash, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import ForbiddenError, InvalidError, NotFoundError, StaleError
from tracker.tasks import actions
from tracker.tasks.access import TaskAtWork, task_at_work
from tracker.tasks.forms.correcting import CorrectForm, SignedCorrectForm, correct_form
from tracker.tasks.models import Figure, Task
from tracker.tasks.pages import Refusal
from tracker.tasks.pages.correcting import CorrectPage
from tracker.tasks.rules.corrections import DAYS, FIGURE, Subject
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.parties import may_take, who_can
from tracker.tasks.rules.people import Parties, only_named
from tracker.tasks.views.blueprint import ID, bp
from tracker.tasks.views.desk import desk_for
from tracker.tasks.views.taking import with_form
from tracker.tasks.views.uploads import keep_signed_form
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render

_WHAT = f"/tasks/{ID}/correct/<subject>/<int:row_id>"
_REFUSED, _MOVED_ON, _UNFIT = 403, 409, 422


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of a row as they stand, by field, and the form in which they are changed."""

    task: Task
    subject: Subject
    row_id: int
    old: dict[str, str]
    form: CorrectForm
    parties: Parties


@bp.get(_WHAT)
@requires(Permission.TASK_STEP)
def correct(task_id: int, subject: str, row_id: int) -> Response:
    with reading() as session:
        shown = _shown(session, task_id, _subject(subject), row_id)
    for name, words in shown.old.items():
        shown.form[name].data = _typed(name, words)
    if shown.form.corrected_on:
        shown.form.corrected_on.data = clock.today()
    return _page(shown)


@bp.post(_WHAT)
@requires(Permission.TASK_STEP)
def put_right(task_id: int, subject: str, row_id: int) -> BaseResponse:
    with reading() as session:
        shown = _shown(session, task_id, _subject(subject), row_id)
    form = shown.form
    if not form.validate_on_submit():
        return _page(shown, status=_UNFIT)
    try:
        files = keep_signed_form(_paper(form))
        with transaction() as session:
            now = task_at_work(session, viewer(), task_id, version=form.version.data)
            deed = with_form(session, now, _deed(shown), files.signed)
            actions.correct(session, now, deed, shown.subject, row_id, form.words)
            session.flush()  # the content is locked now
            files.keep_again()
    except InvalidError as error:
        own_day = error.field == "done_on" and form.corrected_on
        form.refuse(InvalidError(error.message, "corrected_on") if own_day else error)
        return _page(shown, status=_UNFIT)
    except ForbiddenError as error:
        refusal = Refusal(error.reason, error.who_can)
        return _page(shown, status=_REFUSED, refusal=refusal)
    except StaleError as error:
        return _page(shown, status=_MOVED_ON, moved_by=error.changed_by or "别人")
    flash("已更正，原来的内容留在办理经过里。", "good")
    return go_to(url_for("tasks.show", task_id=task_id))


def _shown(session: Session, task_id: int, subject: Subject, row_id: int) -> Shown:
    """Answer the words as they stand, and the form to change them.

    Raises:
        NotFoundError: the task has no such words.
        ForbiddenError: the viewer neither wrote them nor is a clerk.
    """
    desk = desk_for(session, viewer(), task_id)
    work = TaskAtWork(desk.task, desk.trail, desk.parties)
    words = actions.words_of(session, work, subject, row_id)
    parties = actions.parties_to_correct(work.parties, subject, words)
    own = may_take(Step.CORRECT, viewer().person_id, parties)
    signed = not own and desk.records
    if not (own or signed):
        raise ForbiddenError("更正由写的人或台账管理员办理。", who_can(Step.CORRECT, parties))
    figures = {name: _named(session, name) for name in words.old if name.startswith(FIGURE)}
    form = correct_form(subject, figures, signed=signed)
    return Shown(desk.task, subject, row_id, dict(words.old), form, parties)


def _named(session: Session, name: str) -> str:
    """Answer what a figure counts, as the label of its field."""
    one = session.get_one(Figure, int(name.removeprefix(FIGURE)))
    return f"{one.kind.label}（{one.kind.unit}）" + (f"：{one.name}" if one.name else "")


def _typed(name: str, words: str) -> Any:
    if name in DAYS:
        return date.fromisoformat(words) if words else None
    return Decimal(words) if name.startswith(FIGURE) else words


def _subject(value: str) -> Subject:
    try:
        return Subject(value)
    except ValueError as error:
        raise NotFoundError from error


def _paper(form: CorrectForm) -> FileStorage | None:
    return form.signed_form.data if isinstance(form, SignedCorrectForm) else None


def _deed(shown: Shown) -> Deed:
    """Answer the deed: the viewer's own, or recorded for whoever signed the paper."""
    who, form = viewer(), shown.form
    own = Deed(
        actor_id=who.person_id,
        actor_name=who.name,
        at=clock.now(),
        done_on=form.corrected_on.data if form.corrected_on else clock.today(),
        note=form.reason.data,
    )
    if not isinstance(form, SignedCorrectForm):
        return own
    name = form.signed_by.data
    colleagues = [(one.person_id, one.name) for one in shown.parties.colleagues]
    return replace(own, means=Means.PAPER, for_id=only_named(name, colleagues), for_name=name)


def _hints(shown: Shown) -> tuple[str, ...]:
    """Answer what a correction of these words brings with it, before it is saved."""
    me, hints = viewer().person_id, []
    judges = any(may_take(one, me, shown.parties) for one in (Step.REVIEW, Step.ACCEPT))
    of_work = shown.subject in {Subject.PROGRESS, Subject.EVIDENCE, Subject.OUTCOME}
    if of_work and judges and me not in shown.parties.workers:
        hints.append("您更正以后，就算参与了本次整改，不能再由您初审、审定。")
    if any(name.startswith(FIGURE) for name in shown.old) and shown.task.closed_on is not None:
        hints.append(
            "这项任务已经销号：更正后，各年度的合计按更正后的数算；以前报送的数不变，"
            "与台账不一致的会标出来。"
        )
    return tuple(hints)


def _page(
    shown: Shown, *, status: int = 200, refusal: Refusal | None = None, moved_by: str = ""
) -> Response:
    task, form, whose = shown.task, shown.form, shown.subject
    form.version.data, form.version.raw_data = task.version, None
    url = url_for("tasks.put_right", task_id=task.id, subject=whose.value, row_id=shown.row_id)
    page = CorrectPage(
        task=task,
        subject=whose,
        form=form,
        names=form.names,
        signed=isinstance(form, SignedCorrectForm),
        hints=_hints(shown),
        old=shown.old,
        url=url,
        task_url=url_for("tasks.show", task_id=task.id),
        ledger_url=url_for("tasks.ledger"),
        refusal=refusal,
        moved_by=moved_by,
    )
    return render(page, status)
