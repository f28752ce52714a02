"""The rows ticked in the ledger: those of one ledger in which the viewer is clerk, why others stay out, and what became of each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask import flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import viewer
from tracker.core.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    StaleError,
)
from tracker.documents.rules.sheet import shown
from tracker.ledgers.pages.assigning import LeftOut, TickedLine
from tracker.ledgers.rules.assigning import MOST
from tracker.tasks import queries
from tracker.tasks.models import Task
from tracker.tasks.queries import seen_by, whole
from tracker.tasks.rules.lifecycle import State
from tracker.web.addresses import asked_id
from tracker.web.database import transaction
from tracker.web.htmx import go_to


@dataclass(frozen=True, slots=True)
class Ticked:
    """The tasks to work on, by number, and those left out."""

    tasks: tuple[Task, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def none(self) -> bool:
        """Answer whether nothing was ticked at all."""
        return not self.tasks and not self.left_out


def none_ticked(verb: str) -> BaseResponse:
    """Lead back to the ledger, where something can be ticked."""
    flash(f"请先在台账里勾选要{verb}的任务。", "warn")
    return go_to(url_for("tasks.ledger"))


def asked_ids() -> tuple[int, ...]:
    """Answer the ids of the ticked rows, each once; anything odd is left out."""
    ids = (asked_id(one) for one in request.values.getlist("ids"))
    return tuple(dict.fromkeys(one for one in ids if one is not None))


def ticked_tasks(session: Session, states: Iterable[State], verb: str) -> Ticked:
    """Answer the ticked tasks with which something can be done in their state.

    All stand in one ledger, that of the first one: people and units to choose from are those of its office.
    """
    ids, allowed = asked_ids(), frozenset(states)
    if not ids:
        return Ticked((), ())
    rows = session.scalars(whole(seen_by(viewer()).where(Task.id.in_(ids[: MOST + 1]))))
    found = sorted(rows.unique(), key=lambda one: (one.year, one.number))
    mine = queries.clerk_units(viewer())
    unit = next((one.unit_id for one in found if one.unit_id in mine), None)
    tasks: list[Task] = []
    left: list[LeftOut] = []
    for one in found:
        reason = _reason(one, unit, allowed, verb, full=len(tasks) >= MOST)
        if reason:
            url = url_for("tasks.show", task_id=one.id)
            left.append(LeftOut(one.number, one.title, url, reason))
        else:
            tasks.append(one)
    return Ticked(tuple(tasks), tuple(left))


def refusal_of(write: Callable[[Session], None]) -> str:
    """Write about one row in a transaction of its own; answer why it was refused, or nothing."""
    try:
        with transaction() as session:
            write(session)
    except ForbiddenError as error:
        who = f"可以办理的有：{'、'.join(error.who_can)}。" if error.who_can else ""
        return error.reason + who
    except StaleError as error:
        return f"这一条刚由{error.changed_by or '别人'}改过，请刷新后再办。"
    except (InvalidError, ConflictError) as error:
        return error.message
    except NotFoundError:
        return "这一条已经看不到了。"
    return ""


def ticked_lines(
    ticked: Ticked,
    told: Mapping[int, str],
    cells: Callable[[Task], Iterable[tuple[str, str]]],
    *,
    done: str,
) -> tuple[TickedLine, ...]:
    """Answer the ticked tasks as lines, each with what became of it; ``told`` holds the refusals, empty when done."""
    return tuple(_line(one, told, tuple(cells(one)), done) for one in ticked.tasks)


def due_in_words(task: Task) -> str:
    """Answer a deadline as a line shows it: as written, with the day behind."""
    day = shown(task.due_on)
    return f"{task.due_text}（{day}）" if task.due_text and day else task.due_text or day


def _line(
    task: Task, told: Mapping[int, str], cells: tuple[tuple[str, str], ...], done: str
) -> TickedLine:
    url = url_for("tasks.show", task_id=task.id)
    if task.id not in told:
        return TickedLine(task, url, cells)
    refused = told[task.id]
    return TickedLine(
        task, url, cells, ticked=bool(refused), result=refused or done, done=not refused
    )


def _reason(
    task: Task, unit: int | None, allowed: frozenset[State], verb: str, *, full: bool
) -> str:
    if task.unit_id != unit:
        return "不是同一个台账的任务，或您不是它的台账管理员，请另外办理。"
    if task.state not in allowed:
        return f"现在是“{task.state.label}”，不能{verb}。"
    return f"一次最多办{MOST}项，请分几次。" if full else ""
