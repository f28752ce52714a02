"""What is typed stays: through a cut line, the end of a sign-in, a second click, a second window, a killed tab."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Town
from tests.journeys.people import Desk
from tracker.demo.people import PASSWORD

pytestmark = pytest.mark.browser
SitDown = Callable[..., Desk]
# By the order in which the demonstration is told: a task of 李青山 that is at work.
AT_WORK = "/tasks/18"
TYPED = "已清理往来款三笔，余下一笔正在核对。"


@pytest.fixture
def town(demonstration: Town) -> Town:
    """The town in which the people of these tests sit down."""
    return demonstration


def begin(page: Page, url: str, text: str) -> Locator:
    """Open the form for progress, type into it, and answer the field."""
    page.goto(f"{url}{AT_WORK}/report")
    field = page.locator("form#step textarea").first
    field.fill(text)
    return field


def send(page: Page) -> None:
    page.locator("form#step .form-foot button[type=submit]").click()


def is_told(page: Page, title: str, field: Locator) -> None:
    """See that one sentence says what happened, and that the words still stand."""
    expect(page.locator("#toasts .notice-title")).to_have_text([title])
    expect(field).to_have_value(TYPED)


def test_a_cut_line_and_the_end_of_a_sign_in_lose_nothing(sit_down: SitDown) -> None:
    desk = sit_down("liqingshan", PASSWORD)
    page = desk.page
    field = begin(page, desk.url, TYPED)
    page.context.set_offline(offline=True)
    send(page)
    is_told(page, "连接不上服务器", field)
    page.context.set_offline(offline=False)
    desk.faults.clear()  # the browser itself says that the line was cut
    page.context.clear_cookies()
    desk.expect_status(401)
    send(page)
    is_told(page, "请先登录", field)
    with page.context.expect_page() as opened:
        page.locator("#toasts").get_by_role("link", name="去登录").click()
    _sign_in(opened.value)
    desk.expect_status(400)  # the token of the older sign-in; the answer brings the new one
    send(page)
    is_told(page, "这次提交没有收全", field)
    page.locator("form#step .form-foot button[type=submit]").dblclick()
    expect(page).to_have_url(re.compile(f"{AT_WORK}$"))
    expect(page.locator(".report-top + *", has_text=TYPED)).to_have_count(
        1
    )  # the second click sent nothing


def test_the_second_of_two_windows_is_shown_what_the_first_did(sit_down: SitDown) -> None:
    desk = sit_down("liqingshan", PASSWORD)
    first, second = desk.page, desk.page.context.new_page()
    begin(first, desk.url, "第一个窗口写的。")
    field = begin(second, desk.url, TYPED)
    figures = second.locator(".figure-row:visible")
    second.get_by_text("量化成果：").click()
    expect(figures).to_have_count(1)
    figures.first.get_by_label("类别").select_option("money")
    figures.first.get_by_label("数量").fill("3.2")
    expect(figures).to_have_count(2)  # the next waits below
    send(first)
    expect(first).to_have_url(re.compile(f"{AT_WORK}$"))
    send(second)
    moved = second.locator("#moved")
    expect(moved).to_contain_text("改过，两份内容都在下面")
    expect(moved).to_be_focused()
    expect(field).to_have_value(TYPED)
    second.close()
    third = desk.page.context.new_page()
    third.goto(f"{desk.url}{AT_WORK}/report")
    expect(third.locator(".draft-note")).to_contain_text("没有提交的内容")
    expect(third.locator("form#step textarea").first).to_have_value(TYPED)
    expect(third.locator(".figure-row:visible").first.get_by_label("数量")).to_have_value("3.2")
    third.close()


def _sign_in(page: Page) -> None:
    page.get_by_label("登录名").fill("liqingshan")
    page.get_by_label("密码", exact=False).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.locator("main h1")).to_be_visible()
    page.close()
