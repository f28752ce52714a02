"""The ledger with a keyboard alone, and a meeting whose words outlive a cut line."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Town
from tests.journeys.people import Desk

pytestmark = pytest.mark.browser
PASSWORD = "Demo@2026"


@pytest.fixture
def town(demonstration: Town) -> Town:
    """The town in which the people of these tests sit down."""
    return demonstration


@pytest.fixture
def clerk(sit_down: Callable[..., Desk]) -> Desk:
    """The clerk of the demonstration town at a desk."""
    return sit_down("zhangxiaoyan", PASSWORD)


def test_a_row_is_found_ticked_mended_and_opened_by_keys(clerk: Desk) -> None:
    page = clerk.page
    clerk.go("/ledger?state=active")
    rows = page.locator("#ledger-found tbody > tr")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(rows.first).to_have_class("row-here")
    page.keyboard.press("x")
    expect(page.locator("[data-ticked]")).to_have_text("已勾选 1 项：")
    page.keyboard.press("e")
    expect(page.locator(".row-editing input[name=title]")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("（已核实）")
    page.keyboard.press("Enter")
    expect(rows.first.locator(".task-title")).to_contain_text("（已核实）")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#filter-q")).to_be_focused()
    clerk.picture("ledger-by-keys")


def test_columns_are_moved_and_remembered(clerk: Desk) -> None:
    page = clerk.page
    clerk.go("/ledger")
    clerk.press("栏目")
    form = page.locator("form#columns")
    form.get_by_role("button", name="责任人上移").click()
    form.get_by_label("完成标准", exact=True).check()
    form.get_by_role("button", name="保存栏目").click()
    expect(page.locator("thead")).to_contain_text("完成标准")
    heads = page.locator("thead th").all_inner_texts()
    assert heads.index("责任人") < heads.index("牵头单位")
    clerk.picture("ledger-columns")


def test_words_said_at_a_meeting_outlive_a_cut_line(clerk: Desk) -> None:
    page = clerk.page
    clerk.go("/ledgers/meetings")
    page.get_by_label("主持人").fill("陈书记")
    clerk.press("开始")
    page.context.set_offline(offline=True)
    page.locator("textarea[name^=text-]").first.fill("还差2个村。")
    expect(page.locator("#kept")).to_have_text("还没有存上，连上以后会再存")
    clerk.faults.clear()  # the cut line itself is told on the console
    page.context.set_offline(offline=False)
    expect(page.locator("#kept")).to_have_text("已自动保存", timeout=10_000)
    page.keyboard.press("Tab")
    page.reload()
    expect(page.locator("textarea[name^=text-]").first).to_have_value("还差2个村。")
    clerk.faults.clear()
    clerk.picture("问10-断线以后的调度会")
