"""What the whole loop leaves out, in a browser that runs no scripts: the side steps of a task, and a draft's words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Town
from tests.journeys.people import Desk
from tracker.core.clock import OFFICE_ZONE
from tracker.demo.people import PASSWORD

pytestmark = pytest.mark.browser
SitDown = Callable[..., Desk]
# By the order in which the demonstration is told.
HANDED_IN, OVERHANG, CLOSED = 13, 18, 4


@pytest.fixture
def town(demonstration: Town) -> Town:
    """The town in which the people of these tests sit down."""
    return demonstration


@pytest.fixture
def plainly(sit_down: SitDown) -> SitDown:
    """Open a browser for a person in which no script runs."""
    return partial(sit_down, password=PASSWORD, scripts=False)


def take(desk: Desk, task: int, step: str, then: str, **typed: str) -> None:
    """Take a step on its page: what is typed goes by the fields' names, what is not stays as proposed."""
    desk.go(f"/tasks/{task}/{step}")
    for name, value in typed.items():
        field = desk.form.locator(f"[name={name}]")
        if field.first.get_attribute("type") == "radio":
            desk.form.locator(f"[name={name}][value={value}]").check()
        else:
            field.first.fill(value)
    desk.send()
    desk.sees(then)


def test_every_side_step_of_a_task_needs_no_script(plainly: SitDown) -> None:
    later = datetime.now(OFFICE_ZONE).date() + timedelta(days=90)  # noqa: TID251  the program under test runs on the real clock
    owner, handler, clerk = (plainly(one) for one in ("zhouxiaolan", "liqingshan", "zhangxiaoyan"))
    take(owner, HANDED_IN, "withdraw", "整改中", note="补充材料后再报")
    take(handler, OVERHANG, "ask-extension", "延期", proposed_on=later.isoformat(), note="等待对账")
    take(plainly("wangliben"), OVERHANG, "decide-extension", "延期", decision="grant")
    take(clerk, OVERHANG, "pause", "暂缓", note="县里统一部署")
    take(clerk, OVERHANG, "resume", "整改中")
    take(clerk, OVERHANG, "join", "已并入", joined_to="2025-001", note="同一件事")
    take(clerk, CLOSED, "recheck", "回头看", checked_by="吴静", way="电话回访", note="没有反复")
    again = {"note": "又有拖延", "basis": "回头看", "agreed_by": "孙国安"}
    take(clerk, CLOSED, "reopen", "第2次整改", **again, due_on=later.isoformat())


def test_the_words_of_a_draft_are_changed_without_a_script(plainly: SitDown) -> None:
    clerk, words = plainly("zhangxiaoyan"), "这一年，清溪镇党委把整改抓在手上。"
    clerk.go("/yearend/draft")
    clerk.press("改写", within=clerk.page.locator("article .laid").first)
    field = clerk.page.locator("main textarea").first
    field.fill(words)
    clerk.press("保存")
    expect(clerk.page.locator("article")).to_contain_text(words)
