"""The draft editor at a browser: words saved while typing, moved by keys and by dragging, undone, and read on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Town
from tests.journeys.people import Desk

pytestmark = pytest.mark.browser
PASSWORD = "Demo@2026"
WORDS = "每月到联系村对一次账，件件有回音。"


@pytest.fixture
def town(demonstration: Town) -> Town:
    """The town in which the people of these tests sit down."""
    return demonstration


def keys(leaf: Locator) -> list[str]:
    """Answer the keys of the paragraphs of work below a heading in their order."""
    found = leaf.locator('.laid[data-key^="work:"]')
    return [one.get_attribute("data-key") or "" for one in found.all()]


def _leaf_of_two(desk: Desk) -> Locator:
    """Answer the first heading below which more than one paragraph of work stands."""
    leaves = desk.page.locator(".leaf")
    at = next(at for at in range(leaves.count()) if len(keys(leaves.nth(at))) > 1)
    return leaves.nth(at)


def test_a_draft_is_reworded_moved_and_undone_without_losing_a_word(
    sit_down: Callable[..., Desk],
) -> None:
    desk = sit_down("zhangxiaoyan", PASSWORD)
    page = desk.page
    desk.go("/yearend/draft?year=2026")
    leaf = _leaf_of_two(desk)
    first, second, *_ = keys(leaf)
    laid = page.locator(f'.laid[data-key="{first}"]')

    laid.hover()
    laid.get_by_role("link", name="改写").click()
    page.locator(".laid-form textarea").fill(WORDS)
    expect(page.locator(".laid-form [id^=saved-]")).to_contain_text("已自动保存")
    page.locator(".laid-form").get_by_role("button", name="保存", exact=True).click()
    expect(laid).to_contain_text(WORDS)
    expect(laid).to_contain_text("张晓燕改写")
    desk.picture("draft-reworded")

    laid.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(leaf.locator(".laid").first).to_have_attribute("data-key", second)
    page.wait_for_load_state("networkidle")
    # Both in sight: what scrolls under a pressed mouse is another paragraph.
    page.locator(f'.laid[data-key="{second}"]').scroll_into_view_if_needed()
    page.locator(f'.laid[data-key="{first}"] .laid-grip').drag_to(
        page.locator(f'.laid[data-key="{second}"] .laid-words')
    )
    expect(leaf.locator(".laid").first).to_have_attribute("data-key", first)
    expect(laid).to_contain_text(WORDS)

    _undo_all(desk, leaf, first, second)
    expect(laid).to_contain_text("按台账起草")

    phone = sit_down("zhangxiaoyan", PASSWORD, width=390)
    phone.go("/yearend/draft?year=2026")
    phone.picture("draft-phone")


def _undo_all(desk: Desk, leaf: Locator, first: str, second: str) -> None:
    """Take back the dragging, the keys and the words, the last thing first."""
    top = leaf.locator(".laid").first
    laid = desk.page.locator(f'.laid[data-key="{first}"]')
    desk.press("撤销")
    expect(top).to_have_attribute("data-key", second)
    desk.press("撤销")
    expect(top).to_have_attribute("data-key", first)
    expect(laid).to_contain_text(WORDS)
    desk.press("撤销")
    expect(laid).not_to_contain_text(WORDS)
