"""措施完成情况: ticking off as a whole or village by village, one save for the whole table."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, flash, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import ConflictError, ForbiddenError, InvalidError, StaleError
from tracker.tasks import actions, queries
from tracker.tasks.access import task_at_work
from tracker.tasks.forms.measures import PlanForm, TicksForm, plan_form, ticks_form
from tracker.tasks.models import Measure
from tracker.tasks.pages import Refusal
from tracker.tasks.pages.measures import MeasureBlock, MeasuresPage, TickRow
from tracker.tasks.queries import Ticks
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.lifecycle import Step, steps_from
from tracker.tasks.rules.measures import Cell, Tick, told_by_place
from tracker.tasks.rules.parties import who_can
from tracker.tasks.views.blueprint import ID, bp
from tracker.tasks.views.deeds import as_stand_in, own_deed
from tracker.tasks.views.desk import Desk, desk_for
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render

Write = Callable[[Session], None]
_REFUSED, _MOVED_ON, _UNFIT = 403, 409, 422


@dataclass(frozen=True, slots=True)
class Board:
    """The task on the desk with its ticks, both forms, and what the units below are called."""

    desk: Desk
    ticks: Ticks
    ticking: TicksForm
    planning: PlanForm
    units_below: str

    @property
    def may_tick(self) -> bool:
        """Answer whether the viewer may tick measures off now, or record it for the handler."""
        possible = Step.TICK in steps_from(self.desk.task.state)
        return possible and (self.desk.agrees(Step.TICK) or self.desk.records)

    @property
    def may_plan(self) -> bool:
        """Answer whether the viewer may set days and villages."""
        return Step.AMEND in steps_from(self.desk.task.state) and self.desk.agrees(Step.AMEND)

    @property
    def before(self) -> dict[Cell, Tick]:
        """Answer what is ticked off."""
        whole: dict[Cell, Tick] = {
            (one.id, None): Tick(one.done_on) for one in self.desk.task.measures if one.done_on
        }
        places = {cell: Tick(one.done_on, one.note) for cell, one in self.ticks.done.items()}
        return whole | places


@bp.get(f"/tasks/{ID}/measures")
@requires(Permission.TASK_STEP)
def measures(task_id: int) -> BaseResponse:
    board = _board(task_id)
    if not (board.may_tick or board.may_plan):
        parties = board.desk.parties
        raise ForbiddenError("登记措施完成情况不由您办理。", who_can(Step.TICK, parties))
    board.ticking.show(board.before)
    board.ticking.done_on.data = clock.today()
    for one in board.desk.task.measures:
        board.planning[f"due-{one.id}"].data = one.due_on
    board.planning.places.data = "\n".join(one.name for one in board.ticks.places)
    return _page(board)


@bp.post(f"/tasks/{ID}/measures")
@requires(Permission.TASK_STEP)
def tick_measures(task_id: int) -> BaseResponse:
    board = _board(task_id)
    form = board.ticking

    def write(session: Session) -> None:
        work = task_at_work(session, viewer(), task_id, version=form.version.data)
        actions.tick(session, work, _deed(board), form.wanted)

    return _written(board, form, write, "措施完成情况已保存。")


@bp.post(f"/tasks/{ID}/measures/plan")
@requires(Permission.TASK_STEP)
def plan_measures(task_id: int) -> BaseResponse:
    board = _board(task_id)
    form = board.planning

    def write(session: Session) -> None:
        work = task_at_work(session, viewer(), task_id, version=form.version.data)
        deed = own_deed(viewer(), clock.now())
        actions.plan_measures(session, work, deed, days=form.days, places=form.names)

    return _written(board, form, write, "措施时限和村（单位）已保存。")


def _written(board: Board, form: TicksForm | PlanForm, write: Write, done: str) -> BaseResponse:
    if not form.validate_on_submit():
        return _page(board, _UNFIT)
    try:
        with transaction() as session:
            write(session)
    except InvalidError as error:
        form.refuse(error)
        return _page(board, _UNFIT)
    except ForbiddenError as error:
        return _page(board, _REFUSED, refusal=Refusal(error.reason, error.who_can))
    except StaleError as error:
        return _page(board, _MOVED_ON, moved_by=error.changed_by or "别人")
    except ConflictError as error:
        return _page(board, _MOVED_ON, refusal=Refusal(error.message, ()))
    flash(done, "good")
    return go_to(url_for("tasks.measures", task_id=board.desk.task.id))


def _board(task_id: int) -> Board:
    with reading() as session:
        desk = desk_for(session, viewer(), task_id)
        ticks = queries.ticks_of(session, desk.task)
        office = queries.office_of(session, desk.task.unit, clock.today())
    own = desk.task.unit_id
    below = "\n".join(name for unit_id, name in office.units if unit_id != own)
    places = (None, *(one.id for one in ticks.places))
    cells = [(one.id, place) for one in desk.task.measures for place in places]
    planning = plan_form(one.id for one in desk.task.measures)
    return Board(desk, ticks, ticks_form(cells), planning, below)


def _deed(board: Board) -> Deed:
    """Answer the deed: one's own, as stand-in, or recorded for the handler."""
    desk, form, at = board.desk, board.ticking, clock.now()
    deed = own_deed(viewer(), at)
    if desk.agrees(Step.TICK) or not desk.records:
        return as_stand_in(deed, Step.TICK, desk.parties)
    handler = desk.task.handler
    return Deed(
        actor_id=deed.actor_id,
        actor_name=deed.actor_name,
        at=at,
        done_on=deed.done_on,
        means=Means(form.means.data or Means.CHAT.value),
        for_id=handler.id if handler else None,
        for_name=handler.name if handler else desk.task.handler_text,
        for_post=desk.task.handler_post,
    )


def _page(
    board: Board, status: int = 200, *, refusal: Refusal | None = None, moved_by: str = ""
) -> Response:
    desk, task = board.desk, board.desk.task
    for form in (board.ticking, board.planning):
        form.version.data, form.version.raw_data = task.version, None
    recorded = not desk.agrees(Step.TICK)
    page = MeasuresPage(
        task=task,
        blocks=tuple(_block(board, one) for one in task.measures),
        ticks=board.ticking,
        plan=board.planning if board.may_plan else None,
        ticks_url=url_for("tasks.tick_measures", task_id=task.id) if board.may_tick else None,
        plan_url=url_for("tasks.plan_measures", task_id=task.id),
        task_url=url_for("tasks.show", task_id=task.id),
        ledger_url=url_for("tasks.ledger"),
        recorded_for=task.handler_text if recorded else "",
        units_below=board.units_below,
        today=clock.today(),
        refusal=refusal,
        moved_by=moved_by,
    )
    return render(page, status)


def _block(board: Board, measure: Measure) -> MeasureBlock:
    places, form = board.ticks.places, board.ticking
    return MeasureBlock(
        measure=measure,
        whole=TickRow("整条措施完成", *form.row((measure.id, None))),
        places=tuple(TickRow(one.name, *form.row((measure.id, one.id))) for one in places),
        told=told_by_place(board.ticks.count(measure), len(places)),
        due=board.planning[f"due-{measure.id}"],
    )
