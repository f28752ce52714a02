"""批量延期: ticked rows get a later deadline, asked for and, where it was decided, agreed to, each with its result."""

from collections.abc import Iterator
from dataclasses import replace

from flask import flash, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.ledgers.actions.applying import Hand, deed_for
from tracker.ledgers.forms.ticked import ProlongForm
from tracker.ledgers.pages.assigning import TickedPage
from tracker.ledgers.rules.assigning import basis_words, check_not_stated
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.ledger.ticked import (
    Ticked,
    due_in_words,
    none_ticked,
    refusal_of,
    ticked_lines,
    ticked_tasks,
)
from tracker.tasks import actions
from tracker.tasks.access import task_at_work
from tracker.tasks.forms.fields import offer
from tracker.tasks.models import ExtensionState, Task
from tracker.tasks.queries import Office, extensions_of, office_of
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.lifecycle import REVIEWS, State
from tracker.tasks.views.taking import with_form
from tracker.tasks.views.uploads import KeptFiles, keep_signed_form
from tracker.web.database import reading
from tracker.web.htmx import go_to
from tracker.web.render import render

_VERB = "延期"
_HEADS = ("责任领导", "现在的时限")
_STATES = (State.ASSIGNED, State.ACTIVE, *REVIEWS)
_UNFIT = 422


@bp.get("/prolong")
@requires(Permission.REPORT_IMPORT)
def prolonging() -> BaseResponse:
    with reading() as session:
        ticked = ticked_tasks(session, _STATES, _VERB)
        form, _ = _form(session, ticked)
    if ticked.none:
        return none_ticked(_VERB)
    form.done_on.data = clock.today()
    return render(_page(form, ticked, {}))


@bp.post("/prolong")
@requires(Permission.REPORT_IMPORT)
def prolong() -> BaseResponse:
    """Ask for more time for every ticked task and record what was decided; what is refused stays ticked with the reason."""
    with reading() as session:
        ticked = ticked_tasks(session, _STATES, _VERB)
        form, office = _form(session, ticked)
    if not form.validate_on_submit() or not ticked.tasks:
        return render(_page(form, ticked, {}), _UNFIT)
    try:
        files = keep_signed_form(form.signed_form.data)
    except InvalidError as error:
        form.refuse(error)
        return render(_page(form, ticked, {}), _UNFIT)
    told = {one.id: _prolong(form, one.id, office, files) for one in ticked.tasks}
    if any(told.values()):
        with reading() as session:
            ticked = ticked_tasks(session, _STATES, _VERB)  # with the days that hold now
        return render(_page(form, ticked, told), _UNFIT)
    if form.granted:
        flash(f"已登记{len(told)}项延期，原时限留在办理经过里。", "good")
        return go_to(url_for("tasks.ledger"))
    flash(f"已提出{len(told)}项延期申请，可以打印延期审批表送签。", "good")
    return go_to(url_for("ledgers.prints", ids=list(told)))


def _form(session: Session, ticked: Ticked) -> tuple[ProlongForm, Office | None]:
    form = ProlongForm()
    office = office_of(session, ticked.tasks[0].unit, clock.today()) if ticked.tasks else None
    leaders = [one for one in office.people if one.leads] if office else []
    offer(form.decided_by, [(one.person_id, one.words) for one in leaders])
    return form, office


def _prolong(form: ProlongForm, task_id: int, office: Office | None, files: KeptFiles) -> str:
    """Prolong one task; a request that waits for it already is answered, not asked again."""

    def write(session: Session) -> None:
        work = task_at_work(session, viewer(), task_id)
        check_not_stated(work.task.original_due_text, from_paper=work.task.due_from_paper)
        hand = Hand(viewer(), clock.now(), clock.today(), means=Means(form.means.data))
        asked = replace(deed_for(work, hand, done_on=form.done_on.data), note=form.reason.data)
        if not (form.granted and _waits(session, work.task)):
            actions.ask_extension(session, work, asked, proposed_on=form.proposed_on.data)
        if form.granted:
            work = task_at_work(session, viewer(), task_id)
            deed = with_form(session, work, _decision(form, office), files.signed)
            actions.grant_extension(session, work, deed, due_on=form.proposed_on.data)
            session.flush()  # the content of the form is locked now
            files.keep_again()

    return refusal_of(write)


def _waits(session: Session, task: Task) -> bool:
    return any(one.state is ExtensionState.ASKED for one in extensions_of(session, task))


def _decision(form: ProlongForm, office: Office | None) -> Deed:
    """Answer the deed of whoever agreed: a meeting, the viewer, or somebody for whom it is recorded."""
    meeting, chosen = form.meeting.data or "", form.decided_by.data
    on = form.done_on.data if meeting else None
    basis = basis_words(meeting, on, form.paper_number.data or "")
    own = replace(Hand(viewer(), clock.now(), form.done_on.data).deed, note=basis)
    if meeting:
        return replace(own, means=Means.MEETING, for_name=meeting)
    if chosen == viewer().person_id:
        return own
    officer = next(one for one in (office.people if office else ()) if one.person_id == chosen)
    return replace(
        own, means=Means.PAPER, for_id=chosen, for_name=officer.name, for_post=officer.post
    )


def _page(form: ProlongForm, ticked: Ticked, told: dict[int, str]) -> TickedPage:
    return TickedPage(
        word="批量延期",
        verb=_VERB,
        button="办理勾选任务的延期",
        picture="calendar-plus",
        fields="ledgers/fields/_prolong.html",
        heads=_HEADS,
        form=form,
        lines=ticked_lines(ticked, told, _cells, done="已延期" if form.granted else "已提出申请"),
        left_out=ticked.left_out,
        url=url_for("ledgers.prolong"),
        files=True,
    )


def _cells(task: Task) -> Iterator[tuple[str, str]]:
    return zip(_HEADS, (task.leader_text, due_in_words(task)), strict=True)
