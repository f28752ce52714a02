"""填报表 coming back: many files at once, changes shown old → new, accepted at once or one by one."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.core.text import clean_file_name
from tracker.documents.reader.gate import LARGEST_FILE
from tracker.documents.reader.grid import read_grids
from tracker.documents.rules.failures import FileReadingError
from tracker.documents.rules.sheet import shown
from tracker.ledgers.access.returns import round_at_work, round_for
from tracker.ledgers.actions.returns import (
    Arrived,
    accept_changes,
    leave_changes,
    sent_rows,
    take_back,
)
from tracker.ledgers.forms.returns import DecideReturnsForm, ReturnedFilesForm
from tracker.ledgers.models import ReturnChange, ReturnRound
from tracker.ledgers.pages.returns import ChangeGroup, ChangeRow, ReturnRoundPage
from tracker.ledgers.queries.returns import changes_of, files_of
from tracker.ledgers.rules.file_names import form_named
from tracker.ledgers.rules.returns import ChangeState, Open, Reading, read_return
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.keeping import keep_for
from tracker.ledgers.views.returns.sending import ROUND
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render

_UNFIT = 422
_MOST_FILES = 60


@bp.get(f"/{ROUND}")
@requires(Permission.REPORT_IMPORT)
def return_round(round_id: int) -> Response:
    with reading() as session:
        return _page(session, round_for(session, viewer(), round_id))


@bp.post(f"/{ROUND}/files")
@requires(Permission.REPORT_IMPORT)
def take_returned_files(round_id: int) -> BaseResponse:
    form = ReturnedFilesForm()
    with reading() as session:
        found = round_for(session, viewer(), round_id)
        if not form.chosen or len(form.chosen) > _MOST_FILES:
            word = (
                f"一次最多{_MOST_FILES}份，请分几次选。" if form.chosen else "请选择交回的填报表。"
            )
            form.files.errors = [word]
            return _page(session, found, form, _UNFIT)
    for file in form.chosen:
        _take_one(round_id, file)
    return go_to(url_for("ledgers.return_round", round_id=round_id))


@bp.post(f"/{ROUND}/decide")
@requires(Permission.REPORT_IMPORT)
def decide_returns(round_id: int) -> BaseResponse:
    form = DecideReturnsForm()
    leaving = "leave" in request.form
    if not form.validate_on_submit() and not leaving:
        with reading() as session:
            return _page(session, round_for(session, viewer(), round_id), None, _UNFIT, form)
    with transaction() as session:
        round_at_work(session, viewer(), round_id)
        chosen = _chosen(changes_of(session, round_id))
        waiting = [one for one in chosen if one.state is ChangeState.WAITING]
        troubles: list[str] = []
        if leaving:
            leave_changes(waiting, at=clock.now())
        else:
            troubles = accept_changes(
                session, waiting, by=viewer(), at=clock.now(), done_on=form.done_on.data
            )
    _tell(len(waiting) - len(troubles), troubles, leaving=leaving)
    return go_to(url_for("ledgers.return_round", round_id=round_id))


def _take_one(round_id: int, file: FileStorage) -> None:
    """Take one file in and tell what became of it; a bad one does not keep the others out."""
    name = clean_file_name(file.filename or "")
    content = file.read()
    try:
        sheets = read_grids(content, name)
    except FileReadingError as fault:
        flash(f"{name}：{fault.sentence}", "bad")
        return
    try:
        with transaction() as session:
            found = round_at_work(session, viewer(), round_id)
            told = read_return(sheets, sent_rows(found))
            if not told.forms:
                flash(f"{name}：{told.remarks[-1]}", "bad")
                return
            kept = keep_for(session, found.unit_id, content)
            file_in = Arrived(name, kept, told)
            count = take_back(session, found, file_in, at=clock.now(), today=clock.today())
            doubt = _doubt_of_name(name, found, told)
    except InvalidError as refusal:
        flash(f"{name}：{refusal.message}", "bad")
        return
    if count is None:
        flash(f"{name}：这份文件已经收过，没有变化。", "info")
        return
    words = f"有{count}项新内容待核对" if count else "与已登记的一致，没有新内容"
    remarks = "".join((*told.remarks, doubt))
    flash(f"{name}：{words}。{remarks}", "warn" if remarks else "good")


def _doubt_of_name(name: str, found: ReturnRound, told: Reading) -> str:
    """Answer what is odd about a file whose name is that of one form and whose rows are those of another."""
    named = form_named(name, {one.id: (one.position, one.name) for one in found.forms})
    if named is None or named in told.forms:
        return ""
    inside = "、".join(one.name for one in found.forms if one.id in told.forms)
    return f"文件名与内容不一致，里面是{inside}的行，已按内容收下，请核对是否发错。"


def _chosen(changes: Sequence[ReturnChange]) -> list[ReturnChange]:
    if "all" in request.form:
        return list(changes)
    asked = set(request.form.getlist("change"))
    return [one for one in changes if str(one.id) in asked]


def _tell(count: int, troubles: Sequence[str], *, leaving: bool) -> None:
    if not count and not troubles:
        flash("没有选择要办理的行。", "info")
    elif count:
        flash(f"{count}项没有采用。" if leaving else f"已代录{count}项进展。", "good")
    for one in troubles:
        flash(f"没有登记：{one}", "bad")


def _page(
    session: Session,
    found: ReturnRound,
    form: ReturnedFilesForm | None = None,
    status: int = 200,
    decide: DecideReturnsForm | None = None,
) -> Response:
    changes = changes_of(session, found.id)
    missing = [one for one in found.forms if one.returned_on is None]
    if decide is None:
        decide = DecideReturnsForm(formdata=None)
        decide.done_on.data = clock.today()
    page = ReturnRoundPage(
        round=found,
        form=form or ReturnedFilesForm(formdata=None),
        decide=decide,
        waiting=tuple(_groups(one for one in changes if one.state is ChangeState.WAITING)),
        decided=tuple(_groups(one for one in changes if one.state is not ChangeState.WAITING)),
        files=files_of(session, found.id),
        missing=missing,
        missing_text=_missing_text(found, [one.name for one in missing]),
        limit_mb=LARGEST_FILE // 1024 // 1024,
    )
    return render(page, status)


def _groups(changes: Iterable[ReturnChange]) -> Iterable[ChangeGroup]:
    for _, group in groupby(changes, key=lambda one: one.form_id):
        rows = list(group)
        yield ChangeGroup(rows[0].form, tuple(_row(one) for one in rows))


def _row(change: ReturnChange) -> ChangeRow:
    told = tuple(
        (one, change.old.get(one.value, ""), change.new[one.value])
        for one in Open
        if one.value in change.new
    )
    return ChangeRow(change, told)


def _missing_text(found: ReturnRound, names: Sequence[str]) -> str:
    """Answer who has not reported, as a text to copy into a chat."""
    if not names:
        return ""
    return f"“{found.name}”请在{shown(found.due_on)}前发回，还没有收到：{'、'.join(names)}。"
