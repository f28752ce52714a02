"""The draft editor at a browser: words saved while typing, moved by keys and by dragging, undone, and read on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Town
from tests.journeys.people import Desk

pytestmark = pytest.mark.browser
PASSWORD = "Demo@2026"
WORDS = "每月到联系村对一次账，件件有回音。"


@pytest.fixture
def town(demonstration: Town) -> Town:
    """The town in which the people of these tests sit down."""
    return demonstration


def keys(desk: Desk, section: str) -> list[str]:
    """Answer the keys of the paragraphs of a section in their order."""
    found = desk.page.locator(f'.laid[data-key^="{section}"]')
    return [one.get_attribute("data-key") or "" for one in found.all()]


def test_a_draft_is_reworded_moved_and_undone_without_losing_a_word(
    sit_down: Callable[..., Desk],
) -> None:
    desk = sit_down("zhangxiaoyan", PASSWORD)
    page = desk.page
    desk.go("/yearend/draft?year=2026")
    first, second, *_ = keys(desk, "work:")
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
    expect(page.locator(".leaf .laid").first).to_have_attribute("data-key", second)
    page.wait_for_load_state("networkidle")
    # Both in sight: what scrolls under a pressed mouse is another paragraph.
    page.locator(f'.laid[data-key="{second}"]').scroll_into_view_if_needed()
    page.locator(f'.laid[data-key="{first}"] .laid-grip').drag_to(
        page.locator(f'.laid[data-key="{second}"] .laid-words')
    )
    expect(page.locator(".leaf .laid").first).to_have_attribute("data-key", first)
    expect(laid).to_contain_text(WORDS)

    desk.press("撤销")
    expect(page.locator(".leaf .laid").first).to_have_attribute("data-key", second)
    desk.press("撤销")
    expect(page.locator(".leaf .laid").first).to_have_attribute("data-key", first)
    expect(laid).to_contain_text(WORDS)
    desk.press("撤销")
    expect(laid).not_to_contain_text(WORDS)
    expect(laid).to_contain_text("按台账起草")

    phone = sit_down("zhangxiaoyan", PASSWORD, width=390)
    phone.go("/yearend/draft?year=2026")
    phone.picture("draft-phone")
