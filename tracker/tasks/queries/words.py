"""Finding tasks by words: in number, title and names, and in the text of their problems.

Both databases keep the pairs of neighbouring characters of these texts (migration 0011). They tell where a word may
stand; whether it does is looked up in the text itself.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.tasks.models import Problem, Task

_OF_TASK: tuple[InstrumentedAttribute[Any], ...] = (
    Task.number,
    Task.title,
    Task.handler_text,
    Task.leader_text,
    Task.lead_unit_text,
)
_OF_PROBLEM: tuple[InstrumentedAttribute[Any], ...] = (Problem.text, Problem.category)
Kind = type[Problem] | type[Task]
_PAIR = 2  # characters
# Rows that share one entry of SQLite's, named by the first id that it may hold; each has a bit of its own.
_BLOCK = 60
_ENOUGH = 8  # pairs; more of them hardly narrow


def tells(text: str) -> ColumnElement[bool]:
    """Answer whether a text stands in a task or in its problem, as a condition on it."""
    # PostgreSQL answers "exists" by looking through all problems there are; a value it fetches for each task.
    of_problem = select(_stands_in(_OF_PROBLEM, text)).where(Problem.id == Task.problem_id)
    return or_(_stands_in(_OF_TASK, text), of_problem.correlate(Task).scalar_subquery())


def few_that_tell(session: Session, text: str, most: int) -> frozenset[int] | None:
    """Answer the ids of all tasks that tell a text, seen or not; None when they are more than ``most``.

    A frequent text is given up as soon as it is known to be one (one statement).
    """
    may_tell = _way_to_look_up(session, text)
    of_problem = may_tell(Problem, text).where(_stands_in(_OF_PROBLEM, text))
    of_problem = of_problem.join(Task, Task.problem_id == Problem.id).with_only_columns(Task.id)
    own = may_tell(Task, text).where(_stands_in(_OF_TASK, text))
    # A task is found twice at the most; both databases stop reading at the limit.
    ids = frozenset(session.scalars(union_all(of_problem, own).limit(2 * most + 1)))
    return ids if len(ids) <= most else None


def _stands_in(columns: Sequence[InstrumentedAttribute[Any]], text: str) -> ColumnElement[bool]:
    return or_(*(one.contains(text, autoescape=True) for one in columns))


def _way_to_look_up(session: Session, text: str) -> Callable[[Kind, str], Select[int]]:
    if len(text) < _PAIR:
        return _all
    lite = session.get_bind().dialect.name == "sqlite"
    return _kept_by_lite if lite else _kept_by_postgresql


def _all(model: Kind, _text: str) -> Select[int]:
    return select(model.id)


def _kept_by_postgresql(model: Kind, text: str) -> Select[int]:
    """Select the ids of rows in which all pairs of a text stand; the expression is that of the index."""
    name = model.__tablename__
    columns = _OF_PROBLEM if model is Problem else _OF_TASK
    said = " || chr(10) || ".join(f"coalesce({name}.{one.key}, '')" for one in columns)
    pairs: ColumnElement[Any] = literal_column(f"word_pairs({said})")
    return select(model.id).where(pairs.op("@>")(func.word_pairs(text)))


def _kept_by_lite(model: Kind, text: str) -> Select[int]:
    """Select the same by the blocks in which all pairs are kept, and by the bit of each row in them."""
    places = [
        table(f"{model.__tablename__}_pair", column("pair"), column("block"), column("bits")).alias(
            f"pair_{number}"
        )
        for number in range(min(len(text) - 1, _ENOUGH))
    ]
    first, *others = places
    found: Any = first
    bits: ColumnElement[Any] = first.c.bits
    for one in others:
        found = found.join(one, one.c.block == first.c.block)
        bits = bits.bitwise_and(one.c.bits)
    told = _folded(text)
    found = found.join(model, model.id.between(first.c.block, first.c.block + _BLOCK - 1))
    has_bit = bits.bitwise_rshift(model.id - first.c.block).bitwise_and(1) == 1
    each = (one.c.pair == told[at : at + _PAIR] for at, one in enumerate(places))
    return select(model.id).select_from(found).where(*each, has_bit)


def _folded(text: str) -> str:
    """Answer a text as SQLite's ``lower`` and ``like`` see it: letters beyond ASCII stay as they are."""
    return "".join(one.lower() if one.isascii() else one for one in text)
