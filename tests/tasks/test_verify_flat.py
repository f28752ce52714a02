"""Checking every trail holds a few of their rows at a time, however many there are."""

import gc

from sqlalchemy import Row, func, insert, select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.tasks import open_task
from tracker.tasks.models import Trace
from tracker.tasks.queries import trails_with_seals

TASKS, ROWS_EACH = 6, 1_000


def lengthen(session: Session) -> None:
    """Copy the first row of every trail until each has a thousand."""
    columns = [one for one in Trace.__table__.columns if one.name != "id"]
    for position in (2**power for power in range(10)):
        moved = [
            one + position if one.name == "position" else one
            for one in columns  # each round doubles the trails
        ]
        there = select(*moved).where(Trace.position + position <= ROWS_EACH)
        session.execute(insert(Trace).from_select([one.name for one in columns], there))


def rows_in_memory() -> int:
    return sum(isinstance(one, Row) for one in gc.get_objects())


def test_a_long_trail_is_read_in_portions(session: Session, cast: Cast) -> None:
    for number in range(TASKS):
        open_task(session, cast, title=f"第{number}项", text=f"第{number}项没有对账。")
    lengthen(session)
    assert session.scalar(select(func.count(Trace.id))) == TASKS * ROWS_EACH
    before, held, lengths = rows_in_memory(), [], []
    for one in trails_with_seals(session):
        lengths.append(len(one.rows or ()))
        held.append(rows_in_memory() - before)
    assert lengths == [ROWS_EACH] * TASKS
    # The trail in hand, and a portion read ahead; all of them would be six thousand.
    assert max(held) <= 3 * ROWS_EACH, held
    assert max(held) > 0, "rows are seen where they are"
