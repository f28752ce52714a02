"""The auditor is told how many steps of a year were typed for somebody else."""

from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient

from tests.cast import Cast
from tests.factories.tasks import at_work, bring_to, recorded
from tracker.core import clock
from tracker.core.db import Database
from tracker.tasks import actions
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import NewProgress
from tracker.yearend.queries import entries_of


def test_steps_are_counted_by_the_day_done_and_recorded_ones_apart(
    database: Database, cast: Cast, sign_in_as: Callable[[str], FlaskClient]
) -> None:
    today = clock.today()
    clerk, handler = cast["zhoumin"], cast["liqiang"]
    with database.transaction() as session:
        task = bring_to(session, cast, State.ACTIVE)
        own = entries_of(session, cast.town, today.year, today)
        work = at_work(session, clerk, task)
        told = NewProgress(text="电话里说已经装好")
        actions.report(session, work, recorded(clerk, handler), told)
        now = entries_of(session, cast.town, today.year, today)
        before = entries_of(session, cast.town, today.year, today - timedelta(days=1))
        elsewhere = entries_of(session, cast.units["baishi"], today.year, today)
    assert (own.total, own.recorded) == (3, 0)
    assert (now.total, now.recorded) == (4, 1)
    assert (before.total, before.recorded) == (elsewhere.total, elsewhere.recorded) == (0, 0)
    shown = sign_in_as("sunzheng").get(f"/yearend?unit=qinghe&year={today.year}").text
    assert f"{today.year}年办理记录 4 条，其中补录（代他人录入）1 条" in shown
