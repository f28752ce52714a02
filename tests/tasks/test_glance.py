"""The year at a glance counts what came in during the year apart from what the report before it lists."""

from datetime import UTC, datetime

from tests.cast import Cast
from tests.factories.tasks import open_task
from tests.tasks.conftest import SignIn
from tracker.core import clock
from tracker.core.db import Database

BOTH, NEW = "问题年度 2025，整改年度 2026", "，其中本年度新增 1 个"


def test_both_years_are_named_and_what_is_new(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    autumn = datetime(2025, 10, 9, 2, tzinfo=UTC)
    with clock.frozen(autumn), database.transaction() as session:
        open_task(session, cast)
    before = sign_in_as("zhoumin").get("/glance").text
    assert (BOTH in before, NEW in before) == (True, False)
    with database.transaction() as session:
        open_task(session, cast, year=2026, title="巡察反馈", text="巡察反馈的问题。")
    assert BOTH + NEW in sign_in_as("zhoumin").get("/glance").text
    assert BOTH not in sign_in_as("wutao").get("/glance").text, "a neighbour counts their own"
