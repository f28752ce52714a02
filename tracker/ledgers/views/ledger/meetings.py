"""调度会: begun, written down row by row with every word kept, ended with a record."""

from collections.abc import Sequence

from flask import Response, flash, url_for
from flask import request as asked
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.core import clock
from tracker.core.errors import ConflictError, InvalidError, NotFoundError
from tracker.ledgers.access.meetings import meeting_for, meeting_to_write
from tracker.ledgers.actions import meetings as actions
from tracker.ledgers.forms.meetings import BeginForm, MeetingForm, meeting_form
from tracker.ledgers.pages.meetings import KeptPart, MeetingsPage
from tracker.ledgers.queries.meetings import meetings_seen, said_at, spoken_at
from tracker.ledgers.render.meetings import meeting_as_word
from tracker.ledgers.rules.meetings import FACTS, Clash, Typing
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.ledger.meetings_shown import (
    fill_form,
    items_of,
    record_of,
    record_page,
    typing_page,
)
from tracker.reports import queries as report_queries
from tracker.tasks.forms.fields import offer
from tracker.web.addresses import asked_id
from tracker.web.database import reading, transaction
from tracker.web.downloads import WORD, download
from tracker.web.htmx import go_to
from tracker.web.render import render

MEETING = "<int(max=2147483647):meeting_id>"
_UNFIT, _MOVED_ON = 422, 409
_SEEN = "seen-"
_LONGEST_PAGE = 32


@bp.get("/meetings")
@requires(Permission.LEDGER_READ)
def meetings() -> Response:
    form = _begin_form()
    if form is not None:
        form.held_on.data = clock.today()
    return _list(form)


@bp.post("/meetings")
@requires(Permission.REPORT_IMPORT)
def begin_meeting() -> BaseResponse:
    form = _begin_form()
    if form is None or not form.validate_on_submit():
        return _list(form, _UNFIT)
    with transaction() as session:
        units = report_queries.units_to_import_into(session, viewer())
        unit = next((one for one in units if one.id == form.unit_id.data), None)
        if unit is None:
            raise NotFoundError
        meeting = actions.begin_meeting(session, viewer(), unit, form.facts, at=clock.now())
        meeting_id = meeting.id
    return go_to(url_for("ledgers.meeting", meeting_id=meeting_id))


@bp.get(f"/meetings/{MEETING}")
@requires(Permission.LEDGER_READ)
def meeting(meeting_id: int) -> Response:
    with reading() as session:
        found = meeting_for(session, viewer(), meeting_id)
        writes = may(viewer(), Permission.REPORT_IMPORT, found.unit_id)
        if found.ended_at is not None or not writes:
            return render(record_page(session, found))
        items = items_of(session, found)
        form = meeting_form(one.id for one in items)
        fill_form(form, found, said_at(session, found))
        return render(typing_page(session, found, form, items))


@bp.get(f"/meetings/{MEETING}.docx")
@requires(Permission.LEDGER_READ)
def meeting_file(meeting_id: int) -> Response:
    """Give the record as a Word file; there is none before the meeting has ended."""
    with reading() as session:
        found = meeting_for(session, viewer(), meeting_id)
        if found.ended_at is None:
            raise ConflictError("会议还没有结束，结束以后才有会议记录。")
        content = meeting_as_word(record_of(session, found))
    name = f"{found.unit.name}{found.held_on:%Y%m%d}{found.kind.label}记录.docx"
    return download(content, name, WORD)


@bp.post(f"/meetings/{MEETING}")
@requires(Permission.REPORT_IMPORT)
def write_meeting(meeting_id: int) -> BaseResponse:
    """Keep everything typed; then end the meeting, or let go of it, when that was asked."""
    do = asked.form.get("do", "keep")
    if do == "drop":
        return _drop(meeting_id)
    with reading() as session:
        found = meeting_for(session, viewer(), meeting_id)
        form = meeting_form(one.id for one in items_of(session, found))
    if not form.validate_on_submit():
        return _again(meeting_id, form)
    with transaction() as session:
        found = meeting_to_write(session, viewer(), meeting_id)
        typing = _typing()
        clashes = actions.note_said(session, viewer(), found, form.said, typing)
        if clash := actions.note_meeting(found, form.facts, viewer(), typing):
            clashes.append(clash)
    if clashes:
        return _again(meeting_id, form, clashes)
    if do == "end":
        return _end(meeting_id, form)
    flash("已保存，可以接着填。", "good")
    return go_to(url_for("ledgers.meeting", meeting_id=meeting_id))


@bp.post(f"/meetings/{MEETING}/kept")
@requires(Permission.REPORT_IMPORT)
def keep_said(meeting_id: int) -> Response:
    """Keep what was typed in one row, or about the meeting itself, while it is being typed."""
    row = asked_id(asked.args.get("task", ""))
    form = meeting_form([row] if row else [])
    if not form.validate_on_submit():
        words = "；".join(text for texts in form.errors.values() for text in texts)
        return Response(f"没有存上：{words}", _UNFIT, mimetype="text/plain")
    with transaction() as session:
        found = meeting_to_write(session, viewer(), meeting_id)
        typing = _typing()
        clashes = actions.note_said(session, viewer(), found, form.said, typing)
        if not row and (clash := actions.note_meeting(found, form.facts, viewer(), typing)):
            clashes.append(clash)
    return _clashed(clashes[0]) if clashes else Response("已自动保存", mimetype="text/plain")


def _typing() -> Typing:
    """Answer from which page a save comes, and what that page showed when it was opened."""
    marks = (one for one in asked.form.items() if one[0].startswith(_SEEN))
    items = ((_item(name.removeprefix(_SEEN)), mark) for name, mark in marks)
    seen = {item: mark for item, mark in items if item is not None}
    return Typing(asked.form.get("page", "")[:_LONGEST_PAGE], seen)


def _item(told: str) -> int | None:
    """Answer the task that a mark belongs to, or ``FACTS``; None when it is neither."""
    return FACTS if told == str(FACTS) else asked_id(told)


def _clashed(clash: Clash) -> Response:
    """Show what another page kept beside what was typed; the next save counts."""
    answer = render(KeptPart(clash.item, clash.kept.mark, clash), _MOVED_ON)
    answer.headers["HX-Retarget"] = f"#part-{clash.item}"
    answer.headers["HX-Reswap"] = "outerHTML"
    return answer


def _end(meeting_id: int, form: MeetingForm) -> BaseResponse:
    """Take each row over in a transaction of its own, then close the record; a cut line lets one end it again."""
    try:
        with transaction() as session:
            found = meeting_to_write(session, viewer(), meeting_id)
            actions.check_ready(session, found, today=clock.today())
            ids = list(spoken_at(session, found))
    except InvalidError as error:
        form.refuse(error)
        return _again(meeting_id, form)
    refused = sum(bool(_take(meeting_id, one)) for one in ids)
    with transaction() as session:
        actions.end_meeting(meeting_to_write(session, viewer(), meeting_id), at=clock.now())
    words = (
        f"会议已结束，有{refused}项没有写进进展，原因在下面。"
        if refused
        else "会议已结束，情况已写进各项任务的进展。"
    )
    flash(words, "warn" if refused else "good")
    return go_to(url_for("ledgers.meeting", meeting_id=meeting_id))


def _take(meeting_id: int, task_id: int) -> str:
    with transaction() as session:
        found = meeting_to_write(session, viewer(), meeting_id)
        return actions.take_said(session, viewer(), found, task_id, at=clock.now())


def _drop(meeting_id: int) -> BaseResponse:
    try:
        with transaction() as session:
            actions.drop_meeting(session, meeting_to_write(session, viewer(), meeting_id))
    except ConflictError as error:
        flash(error.message, "warn")
        return go_to(url_for("ledgers.meeting", meeting_id=meeting_id))
    flash("已删除，台账里的内容没有变。", "good")
    return go_to(url_for("ledgers.meetings"))


def _begin_form() -> BeginForm | None:
    with reading() as session:
        units = report_queries.units_to_import_into(session, viewer())
    if not units:
        return None
    form = BeginForm()
    offer(form.unit_id, [(one.id, one.name) for one in units])
    if asked.method == "GET":
        form.unit_id.data = units[0].id
    return form


def _list(form: BeginForm | None, status: int = 200) -> Response:
    with reading() as session:
        rows = tuple(
            (one, count, url_for("ledgers.meeting", meeting_id=one.id))
            for one, count in meetings_seen(session, viewer())
        )
    page = MeetingsPage(
        rows,
        form,
        url_for("ledgers.begin_meeting"),
        url_for("ledgers.print_out", which="meeting"),
    )
    return render(page, status)


def _again(meeting_id: int, form: MeetingForm, clashes: Sequence[Clash] = ()) -> Response:
    with reading() as session:
        found = meeting_for(session, viewer(), meeting_id)
        page = typing_page(session, found, form, items_of(session, found), clashes)
        return render(page, _MOVED_ON if clashes else _UNFIT)
