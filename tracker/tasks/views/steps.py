"""The doors of all steps: a form shown when the step can be taken, taken in one transaction."""

from flask import Response, flash, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    StaleError,
)
from tracker.tasks.access import task_at_work
from tracker.tasks.forms import (
    ApproveForm,
    DecideExtensionForm,
    EvidenceFields,
    HandInForm,
    ReportForm,
    StepForm,
)
from tracker.tasks.models import Evidence, Progress, Trace
from tracker.tasks.pages import Moved, Refusal, StepPage, events_of
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.orders import ReturnKind
from tracker.tasks.views.blueprint import ID, bp
from tracker.tasks.views.deeds import as_stand_in, deed_of_form
from tracker.tasks.views.doors import DOORS, Door
from tracker.tasks.views.filling import Wish, fill, stamp
from tracker.tasks.views.shown import ShownStep, shown_step
from tracker.tasks.views.taking import Taking, hold_others, with_form
from tracker.tasks.views.uploads import hash_of_signed_form, hashes_of_files, keep_files
from tracker.web.addresses import asked_id
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to, is_fragment_request
from tracker.web.render import render, render_as

# Where rules speak of a field that this form calls otherwise.
_FIELDS = {"file": "files", "evidence": "files"}
_REFUSED, _MOVED_ON, _UNFIT = 403, 409, 422


@bp.get(f"/tasks/{ID}/<slug>")
@requires(Permission.LEDGER_READ)
def step(task_id: int, slug: str) -> BaseResponse:
    """Show the form of a step; whoever only watches is told by name who can take it, not that a role is lacking."""
    door, today = _door(slug), clock.today()
    with reading() as session:
        shown = shown_step(session, viewer(), task_id, door, today=today)
        wish = _wish(session, task_id)
    if shown.step is None:
        flash(_not_now(shown), "warn")
        return go_to(url_for("tasks.show", task_id=task_id))
    shown.check_right()
    fill(shown, today, wish)
    return _answer(shown.page(again=False), 200)


@bp.post(f"/tasks/{ID}/<slug>")
@requires(Permission.TASK_STEP)
def take_step(task_id: int, slug: str) -> BaseResponse:
    with reading() as session:
        shown = shown_step(session, viewer(), task_id, _door(slug), today=clock.today())
    try:
        shown.check_right()
    except ForbiddenError as error:
        return _refused(shown, error)
    if not shown.form.validate_on_submit():
        return _answer(shown.page(), _UNFIT)
    deed = deed_of_form(viewer(), clock.now(), shown.form, shown.office)
    deed = as_stand_in(deed, shown.taken, shown.desk.parties)
    try:
        _take(shown, deed)
    except InvalidError as error:
        shown.form.refuse(InvalidError(error.message, _FIELDS.get(error.field or "", error.field)))
        return _answer(shown.page(), _UNFIT)
    except ForbiddenError as error:
        return _refused(shown, error)
    except (StaleError, ConflictError):
        return _moved_on(shown, deed)
    flash(_done(shown), "good")
    return go_to(url_for("tasks.show", task_id=task_id))


def _not_now(shown: ShownStep) -> str:
    """Answer why a step cannot be taken as things stand, and what is waited for by whom."""
    state, due = shown.desk.task.state.label, shown.desk.due()
    waiting = f"现在等待：{due.word}，{due.who}。" if due else "没有待办的步骤。"
    return f"这项任务现在是“{state}”，不能办理“{shown.look.word}”。{waiting}"


def _done(shown: ShownStep) -> str:
    """Answer what has been done, in words; a return is no 审定, a refusal no 批复."""
    form, taken = shown.form, shown.taken
    if isinstance(form, ApproveForm) and not form.agrees:
        return f"已{ReturnKind(form.decision.data).label}。"
    if isinstance(form, DecideExtensionForm) and taken is not None:
        return f"已办理：{taken.label}。"
    return f"已办理：{shown.look.word}。"


def _refused(shown: ShownStep, error: ForbiddenError) -> Response:
    """Show why and who can above the form, with what was typed; a dialog swaps only what is unfit."""
    status = _UNFIT if is_fragment_request() else _REFUSED
    return _answer(shown.page(refusal=Refusal(error.reason, error.who_can)), status)


def _wish(session: Session, task_id: int) -> Wish:
    """Answer what the link asked for: ``replaces`` names a piece of this task, ``recorded`` opens 代录."""
    piece_id = asked_id(request.args.get("replaces", ""))
    piece = session.get(Evidence, piece_id) if piece_id else None
    fits = piece is not None and piece.task_id == task_id and piece.counts
    return Wish(piece if fits else None, recorded="recorded" in request.args)


def _door(slug: str) -> Door:
    if slug not in DOORS:
        raise NotFoundError
    return DOORS[slug]


def _take(shown: ShownStep, deed: Deed) -> None:
    """Keep the files, then write everything or nothing."""
    form, who, task_id = shown.form, viewer(), shown.desk.task.id
    files = keep_files(form)
    with transaction() as session:
        hold_others(session, shown.desk.task, form)
        work = task_at_work(session, who, task_id, version=form.version.data)
        deed = with_form(session, work, deed, files.signed)
        shown.door.take(Taking(session, who, work, deed, form, files.pieces))
        session.flush()  # every content is locked now
        files.keep_again()


def _moved_on(before: ShownStep, deed: Deed) -> BaseResponse:
    """Answer a form that came too late: done before by the same hand, or both texts side by side."""
    task_id, seen = before.desk.task.id, before.form.seen.data
    with reading() as session:
        now = shown_step(session, viewer(), task_id, before.door, today=clock.today())
        since = now.desk.trail[seen:]
        same = any(_is_same(one, now, deed) and _wrote(session, one, now.form) for one in since)
    if same:
        flash("这一步已经办理过了，没有重复登记。", "info")
        return go_to(url_for("tasks.show", task_id=task_id))
    stamp(now)
    own = bool(since) and since[-1].actor_id == viewer().person_id
    moved = Moved(events_of(since), possible=now.step is not None, own=own)
    return _answer(now.page(moved=moved), _MOVED_ON)


def _is_same(trace: Trace, shown: ShownStep, deed: Deed) -> bool:
    """Answer whether a trace tells of this very form, sent before by the same hand."""
    told = (trace.actor_id, trace.done_on, trace.note, trace.for_name, trace.means)
    return (
        told == (deed.actor_id, deed.done_on, deed.note, deed.for_name, deed.means)
        and trace.step in shown.door.ends
        and shown.form.is_told_by(trace, shown.desk.task)
    )


def _wrote(session: Session, trace: Trace, form: StepForm) -> bool:
    """Answer whether the rows that a trace names hold everything that stands in a form."""
    signed = session.get(Evidence, trace.signed_form_id) if trace.signed_form_id else None
    if hash_of_signed_form(form) != (signed.file_hash if signed else None):
        return False
    if isinstance(form, EvidenceFields) and not _brought(session, trace.task_id, form):
        return False
    if isinstance(form, ReportForm):
        figures = [joinedload(Progress.figures)]
        return form.says(session.get_one(Progress, trace.facts["progress"], options=figures))
    if isinstance(form, HandInForm):
        return form.describes(session.get_one(Evidence, trace.facts["evidence"]))
    return True


def _brought(session: Session, task_id: int, form: EvidenceFields) -> bool:
    """Answer whether a task holds every file that came with a form."""
    hashes = hashes_of_files(form)
    held = select(Evidence.file_hash).where(
        Evidence.task_id == task_id, Evidence.file_hash.in_(hashes)
    )
    return hashes == set(session.scalars(held))


def _answer(page: StepPage, status: int) -> Response:
    if is_fragment_request():
        return render_as("tasks/_step.html", page, status)
    return render(page, status)
