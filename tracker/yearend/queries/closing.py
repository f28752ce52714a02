"""Which years of a ledger are sealed, and which open tasks already go into the next year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.core.many import among
from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.lifecycle import Step
from tracker.yearend.models import YearClosing
from tracker.yearend.queries.facts import year_facts
from tracker.yearend.rules.closing import LooseEnds, loose_ends
from tracker.yearend.rules.facts import TaskFact, YearFacts

_DECEMBER = 12


def closings_of(session: Session, unit_id: int, year: int) -> Sequence[YearClosing]:
    """Answer every sealing of a unit's year, the newest first, those undone too (one statement)."""
    return session.scalars(
        select(YearClosing)
        .where(YearClosing.unit_id == unit_id, YearClosing.year == year)
        .order_by(YearClosing.id.desc())
    ).all()


def sealed_years(session: Session, unit_id: int) -> Sequence[YearClosing]:
    """Answer the sealings of a unit that hold, the newest year first (one statement)."""
    return session.scalars(
        select(YearClosing)
        .where(YearClosing.unit_id == unit_id, YearClosing.opened_at.is_(None))
        .order_by(YearClosing.year.desc())
    ).all()


@dataclass(frozen=True, slots=True)
class Going:
    """A task at the end of a year: its version for a form, and the last step by which it goes on, if it does."""

    version: int
    carried: Trace | None


def going_on(session: Session, task_ids: Iterable[int], year: int) -> Mapping[int, Going]:
    """Answer of each task whether it goes on beyond a year, as told in its December or later (one statement)."""
    told = and_(
        Trace.task_id == Task.id,
        Trace.step == Step.CARRY_OVER,
        Trace.done_on >= date(year, _DECEMBER, 1),
    )
    rows = session.execute(
        select(Task.id, Task.version, Trace)
        .outerjoin(Trace, told)
        .where(among(Task.id, task_ids))
        .order_by(Task.id, Trace.position)
    )
    return {task_id: Going(version, trace) for task_id, version, trace in rows}


@dataclass(frozen=True, slots=True)
class YearEnd:
    """A unit's year at its end: facts, what is loose, what goes on, and every sealing, the newest first."""

    unit: Unit
    facts: YearFacts
    loose: LooseEnds
    going: Mapping[int, Going]
    closings: tuple[YearClosing, ...]

    @property
    def waiting(self) -> tuple[TaskFact, ...]:
        """Answer the open tasks that have no reason yet."""
        return tuple(one for one in self.loose.left if self.going[one.id].carried is None)

    @property
    def carried(self) -> Iterator[tuple[TaskFact, Trace]]:
        """Answer the open tasks that go into the next year, each with the step that says so."""
        for one in self.loose.left:
            step = self.going[one.id].carried
            if step is not None:
                yield one, step

    @property
    def sealed(self) -> YearClosing | None:
        """Answer the sealing that holds."""
        return next((one for one in self.closings if one.opened_at is None), None)


def year_end_of(session: Session, unit: Unit, year: int, today: date) -> YearEnd:
    """Read a unit's year up to its last day (two statements more than the facts)."""
    facts = year_facts(session, unit, year, min(today, date(year, 12, 31)))
    loose = loose_ends(facts)
    return YearEnd(
        unit=unit,
        facts=facts,
        loose=loose,
        going=going_on(session, [one.id for one in loose.left], year),
        closings=tuple(closings_of(session, unit.id, year)),
    )
