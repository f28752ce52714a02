"""批量调整责任: ticked rows get another handler or leader, through the same steps as one by one, each with its result."""

from dataclasses import replace

from flask import flash, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.ledgers.actions.applying import Hand
from tracker.ledgers.forms.ticked import AdjustForm
from tracker.ledgers.pages.assigning import TickedPage
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.ledger.ticked import (
    Ticked,
    none_ticked,
    refusal_of,
    ticked_lines,
    ticked_tasks,
)
from tracker.tasks import actions, queries
from tracker.tasks.access import task_at_work
from tracker.tasks.actions.handover import HandoverOrder, hand_over
from tracker.tasks.forms.fields import offer
from tracker.tasks.queries import office_of
from tracker.tasks.rules.handover import Outcome, Part, Pick
from tracker.tasks.rules.lifecycle import OPEN
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render

_VERB = "调整责任"
_HEADS = ("现在的责任领导", "现在的责任人")
_UNFIT = 422


@bp.get("/adjust")
@requires(Permission.REPORT_IMPORT)
def adjusting() -> BaseResponse:
    with reading() as session:
        ticked = ticked_tasks(session, OPEN, _VERB)
        form = _form(session, ticked)
    if ticked.none:
        return none_ticked("调整")
    form.done_on.data = clock.today()
    return render(_page(form, ticked, {}))


@bp.post("/adjust")
@requires(Permission.REPORT_IMPORT)
def adjust_all() -> BaseResponse:
    """Give every ticked task to the one chosen; what is refused stays ticked with the reason."""
    with reading() as session:
        ticked = ticked_tasks(session, OPEN, _VERB)
        form = _form(session, ticked)
    if not form.validate_on_submit() or not ticked.tasks:
        return render(_page(form, ticked, {}), _UNFIT)
    part = Part(form.part.data)
    if part is Part.LEADER and form.to_id.data not in form.leaders:
        form.refuse(InvalidError("这个人没有责任领导或书记的任职，请另选。", "to_id"))
        return render(_page(form, ticked, {}), _UNFIT)
    try:
        told = _hand_over(form, ticked) if part is Part.LEADER else _reassign(form, ticked)
    except InvalidError as error:
        form.refuse(error)
        return render(_page(form, ticked, {}), _UNFIT)
    if any(told.values()):
        return render(_page(form, ticked, told), _UNFIT)
    flash(f"已调整{len(told)}项的{part.label}。", "good")
    return go_to(url_for("tasks.ledger"))


def _form(session: Session, ticked: Ticked) -> AdjustForm:
    form = AdjustForm()
    office = office_of(session, ticked.tasks[0].unit, clock.today()) if ticked.tasks else None
    people = office.people if office else ()
    offer(form.to_id, [(one.person_id, one.words) for one in people if one.works])
    form.leaders = frozenset(one.person_id for one in people if one.leads)
    return form


def _reassign(form: AdjustForm, ticked: Ticked) -> dict[int, str]:
    """Change the handlers (调整责任人), each in a transaction of its own; answer the refusals by task, empty when done."""
    return {one.id: _reassign_one(form, one.id) for one in ticked.tasks}


def _reassign_one(form: AdjustForm, task_id: int) -> str:
    deed = replace(Hand(viewer(), clock.now(), form.done_on.data).deed, note=form.basis.data)

    def write(session: Session) -> None:
        work = task_at_work(session, viewer(), task_id)
        actions.reassign(session, work, deed, handler_id=form.to_id.data)

    return refusal_of(write)


def _hand_over(form: AdjustForm, ticked: Ticked) -> dict[int, str]:
    """Change the leaders in one handover, which keeps a list to print; answer the refusals by task, empty when done.

    Raises:
        InvalidError: nobody can be handed over to, or the day lies ahead.
    """
    order = HandoverOrder(
        from_id=None,
        from_name="原责任领导",
        from_post="",
        to_id=form.to_id.data,
        pending=False,
        effective_on=form.done_on.data,
        basis=form.basis.data,
    )
    picks = [Pick(one.id, Part.LEADER, one.leader_id) for one in ticked.tasks]
    deed = Hand(viewer(), clock.now(), form.done_on.data).deed
    with transaction() as session:
        kept = hand_over(session, viewer(), ticked.tasks[0].unit, order, picks, deed)
        rows = queries.rows_of_handover(session, kept)
        return {
            one.task_id: "" if one.outcome is Outcome.MOVED else one.reason or one.outcome.label
            for one in rows
        }


def _page(form: AdjustForm, ticked: Ticked, told: dict[int, str]) -> TickedPage:
    return TickedPage(
        word="批量调整责任",
        verb=_VERB,
        button="调整勾选的任务",
        picture="person-plus",
        fields="ledgers/fields/_adjust.html",
        heads=_HEADS,
        form=form,
        lines=ticked_lines(
            ticked,
            told,
            lambda one: zip(_HEADS, (one.leader_text, one.handler_text), strict=True),
            done="已调整",
        ),
        left_out=ticked.left_out,
        url=url_for("ledgers.adjust_all"),
    )
