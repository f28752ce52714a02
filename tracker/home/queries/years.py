"""The problems of a ledger year by year, counted where they stand today."""

from collections.abc import Sequence

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from tracker.home.rules.pictures import YearCount
from tracker.tasks.models import Problem, Task
from tracker.tasks.rules.lifecycle import OWED, State

_MOST_YEARS = 6
_Target = aliased(Task)


def problems_by_year(session: Session, unit_id: int) -> Sequence[YearCount]:
    """Count a ledger's problems of the latest years, the earliest first (one statement).

    A problem is open while anything is owed on one of its tasks, lasting while one is 长期坚持, else settled; one
    of which every task was ended is left out. A joined task stands where the one that took it over stands.
    """
    state = func.coalesce(_Target.state, Task.state)
    owed = state.in_((*OWED, State.PAUSED)) | Task.id.is_(None)
    need = case((owed, 2), (state == State.SUSTAINED, 1), else_=0)
    each = (
        select(
            Problem.year,
            (func.count(Problem.repeat_of_id) > 0).label("again"),
            func.max(need).label("need"),
        )
        .outerjoin(Task, Task.problem_id == Problem.id)
        .outerjoin(_Target, _Target.id == Task.joined_to_id)
        .where(Problem.unit_id == unit_id)
        .group_by(Problem.id, Problem.year)
        .having(func.sum(case((state == State.ENDED, 0), else_=1)) > 0)
        .subquery()
    ).c
    rows = session.execute(
        select(
            each.year,
            func.count(),
            func.sum(case((each.need == 0, 1), else_=0)),
            func.sum(case((each.need == 1, 1), else_=0)),
            func.sum(case((each.again, 1), else_=0)),
        )
        .group_by(each.year)
        .order_by(each.year.desc())
        .limit(_MOST_YEARS)
    )
    return [YearCount(*row) for row in reversed(rows.all())]
