"""The ledger page: columns chosen and remembered, views kept and shared, the ledger of an earlier day."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from tests.cast import Cast
from tests.factories.tasks import at_work, deed, open_task, order
from tests.ledgers.conftest import Made, SignIn
from tests.listening import statements
from tracker.core import clock
from tracker.core.db import Database
from tracker.ledgers.models import LedgerView
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.views import CHOOSABLE, FIRST
from tracker.tasks import actions
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State

VIEW = {"name": "整改中的"}


def ticked(*keys: Key) -> dict[str, str]:
    """Answer what the form of columns sends when these are ticked, in this order."""
    places = {f"place-{key}": str(place) for place, key in enumerate(keys, 1)}
    return {f"show-{key}": "y" for key in keys} | places


def large_heads(browser: Any, query: str = "") -> list[str]:
    """Answer the headings of the large sheet of an export."""
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"/ledgers/export{query}").data))
    return [cell.value for cell in book["台账（全表A3）"][3] if cell.value]


def test_every_column_of_the_office_can_be_chosen() -> None:
    assert len(CHOOSABLE) == 19
    assert set(FIRST) <= set(CHOOSABLE)


def test_chosen_columns_stand_in_their_order_and_are_remembered_for_one_person(
    sign_in_as: SignIn, made: Made
) -> None:
    made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    answer = browser.post("/ledgers/columns?q=督促", data=ticked(Key.STANDARD, Key.NUMBER))
    assert answer.location.startswith("/ledger?q=")
    text = browser.get("/ledger").text
    assert "每月逐村对账一次，有记录" in text
    assert text.index(">完成标准</th>") < text.index(">编号")
    assert "每月逐村对账一次" not in sign_in_as("liqiang").get("/ledger").text
    assert large_heads(browser) == ["完成标准", "问题编号"]
    browser.post("/ledgers/columns", data={"do": "usual"})
    assert "每月逐村对账一次" not in browser.get("/ledger").text
    assert len(large_heads(browser)) == 19


def test_columns_that_tell_no_row_from_another_are_refused(sign_in_as: SignIn) -> None:
    answer = sign_in_as("zhoumin").post("/ledgers/columns", data=ticked(Key.STANDARD))
    assert answer.status_code == 422
    assert "至少保留一栏" in answer.text


@pytest.mark.parametrize(
    ("slug", "word", "told"),
    [("problems", "问题清单", "上级编号"), ("tasks", "任务清单", "整改措施"), ("duties", "责任清单", "配合单位")],
)  # fmt: skip
def test_three_lists_are_views_of_the_one_ledger(
    sign_in_as: SignIn, made: Made, slug: str, word: str, told: str
) -> None:
    made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    page = browser.get(f"/ledger?view={slug}&state=active").text
    assert f">{told}</th>" in page
    assert word in page
    assert told in large_heads(browser, f"?view={slug}")
    assert "序号" not in large_heads(browser, f"?view={slug}")


def test_a_view_keeps_filters_and_is_its_owner_s_until_it_is_shared(
    database: Database, sign_in_as: SignIn, made: Made
) -> None:
    made(State.ACTIVE)
    clerk = sign_in_as("zhoumin")
    kept = clerk.post("/ledgers/views/new?state=active&view=duties&page=3", data=VIEW)
    assert "state=active" in kept.location
    assert "page=" not in kept.location
    assert "配合单位" in clerk.get(kept.location).text
    assert "整改中的" not in sign_in_as("wanglixin").get("/ledger").text
    clerk.post("/ledgers/views/new", data={"name": "大家看的", "shared": "y"})
    assert "大家看的" in sign_in_as("wanglixin").get("/ledger").text
    assert "大家看的" not in sign_in_as("wutao").get("/ledger").text
    with database.reading() as session:
        row = session.scalars(select(LedgerView).where(LedgerView.name == "整改中的")).one()
    assert row.asked == {"state": "active"}


def test_only_a_clerk_shares_and_no_name_stands_twice(sign_in_as: SignIn) -> None:
    leader = sign_in_as("wanglixin")
    refused = leader.post("/ledgers/views/new", data={"name": "我的", "shared": "y"})
    assert refused.status_code == 422
    assert "只有台账管理员" in refused.text
    assert leader.post("/ledgers/views/new", data={"name": "我的"}).status_code == 303
    again = leader.post("/ledgers/views/new", data={"name": "我的"})
    assert again.status_code == 422
    assert "请换一个名字" in again.text
    assert leader.post("/ledgers/views/new", data={"name": "问题清单"}).status_code == 422


def test_a_view_goes_by_its_owner_or_a_clerk_and_by_nobody_else(
    database: Database, sign_in_as: SignIn
) -> None:
    clerk = sign_in_as("zhoumin")
    clerk.post("/ledgers/views/new", data={"name": "共用", "shared": "y"})
    clerk.post("/ledgers/views/new", data={"name": "自用"})
    with database.reading() as session:
        ids = {one.name: one.id for one in session.scalars(select(LedgerView))}
    shared, own = (f"/ledgers/views/{ids[name]}/drop" for name in ("共用", "自用"))
    assert sign_in_as("wanglixin").post(shared).status_code == 403
    assert sign_in_as("wutao").post(shared).status_code == 404
    assert sign_in_as("liuyang").post(own).status_code == 404
    assert sign_in_as("liuyang").post(shared).status_code == 303
    assert clerk.post(own).status_code == 303
    with database.reading() as session:
        assert session.scalars(select(LedgerView)).all() == []


def test_the_ledger_of_an_earlier_day_shows_how_things_stood(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    with clock.frozen(clock.now() - timedelta(days=20)), database.transaction() as session:
        open_task(session, cast, title="账目公开不及时")
    with database.transaction() as session:
        task = session.scalars(select(Task)).one()
        work = at_work(session, cast["zhoumin"], task)
        actions.assign(session, work, deed(cast["zhoumin"]), order(cast))
    browser = sign_in_as("zhoumin")
    then = (clock.today() - timedelta(days=5)).isoformat()
    before = (clock.today() - timedelta(days=60)).isoformat()
    assert "待签收" in browser.get("/ledger?state=assigned").text
    page = browser.get(f"/ledger?as_of={then}&state=unassigned").text
    assert "截至" in page
    assert "账目公开不及时" in page
    assert "这一天没有符合条件的任务" in browser.get(f"/ledger?as_of={then}&state=assigned").text
    nothing = browser.get(f"/ledger?as_of={before}").text
    assert ("这一天没有符合条件的任务" in nothing, "导出Excel" in nothing) == (True, False)
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"/ledgers/export?as_of={then}").data))
    heads = [cell.value for cell in book["数据"][1]]
    assert book["数据"].cell(2, heads.index("整改状态") + 1).value == "待交办"


@pytest.mark.parametrize("day", ["2030-01-01", "昨天", "1900-01-01"])
def test_a_day_that_cannot_be_is_told_and_today_is_shown(
    sign_in_as: SignIn, made: Made, day: str
) -> None:
    task = made(State.ACTIVE)
    page = sign_in_as("zhoumin").get(f"/ledger?as_of={day}").text
    assert "截至日期" in page
    assert task.number in page


# Measures, evidence and what stood on a day are read in bulk: three statements for all rows of the page.
@pytest.mark.parametrize(
    ("query", "most"),
    [("", 10), ("?view=problems", 12), ("?view=tasks", 12), ("?as_of=2026-03-17", 12)],
)
def test_the_page_keeps_to_a_budget_of_statements(
    database: Database, cast: Cast, sign_in_as: SignIn, made: Made, query: str, most: int
) -> None:
    with clock.frozen(clock.now() - timedelta(days=20)), database.transaction() as session:
        open_task(session, cast, title="账目公开不及时")
    made(State.ACTIVE)
    made(State.CLOSED)
    browser = sign_in_as("zhoumin")
    with statements(database.engine) as asked:
        assert "账目公开不及时" in browser.get(f"/ledger{query}").text
    assert 5 <= len(asked) <= most, asked
