"""The face at a browser: what the keyboard reaches, what survives, what is drawn."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Town
from tests.journeys.looking import DESK, PHONE, violations
from tests.journeys.people import Desk

SitDown = Callable[..., Desk]
PASSWORD = "Demo@2026"
CLERK, HANDLER = "zhangxiaoyan", "liqingshan"
PAPERS = Path(__file__).resolve().parents[2] / "artefacts" / "screenshots"
# Waits, within the page's own policy, until something typed is kept.
KEPT = """() => new Promise((kept) => {
  const look = () => (Object.keys(localStorage).some((key) => key.startsWith("draft:")) ? kept() : setTimeout(look, 50));
  look();
})"""


@pytest.fixture
def town(demonstration: Town) -> Town:
    """The town in which the people of these tests sit down."""
    return demonstration


def on_paper(page: Page) -> None:
    """See that only the work itself is printed, and keep the pages."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for gone in (".side", ".strip", ".head .buttons", ".foot .btn"):
        expect(page.locator(gone).filter(visible=True)).to_have_count(0)
    page.pdf(path=PAPERS / f"{urlsplit(page.url).path.strip('/').replace('/', '-')}.pdf")


def arrive(page: Page, address: str) -> None:
    """Wait until a page of that address stands, with its scripts."""
    expect(page).to_have_url(re.compile(address))
    page.wait_for_load_state("load")


def test_the_year_is_drawn_as_safe_pictures_with_their_numbers_behind(
    sit_down: SitDown, tmp_path: Path
) -> None:
    desk = sit_down(CLERK, PASSWORD, width=DESK)
    page = desk.page
    desk.go("/overview")
    charts = page.locator("[data-chart]")
    expect(charts).to_have_count(5)
    for at in range(5):
        expect(charts.nth(at).locator(".chart-canvas svg")).to_be_visible()
        expect(charts.nth(at).locator("table")).to_be_hidden()
    assert charts.nth(1).locator("svg pattern").count() > 1  # not by colour alone
    charts.nth(1).hover()
    assert violations(page) == []
    with page.expect_download() as saved:
        charts.first.get_by_role("button", name="下载图片").click()
    assert saved.value.suggested_filename.endswith("整改进度.png")
    saved.value.save_as(tmp_path / "chart.png")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    desk.picture("overview")
    on_paper(page)
    expect(charts.first.locator(".chart-canvas")).to_be_hidden()
    expect(charts.first.locator("table")).to_be_visible()
    page.emulate_media(media="screen")
    desk.go("/")
    expect(page.locator("#glance .figure-card").first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("typeof window.echarts") == "undefined"  # nobody else pays for it
    desk.picture("home-clerk")


def test_everything_is_reached_by_keyboard_and_lists_keep_their_filters(sit_down: SitDown) -> None:
    desk = sit_down(CLERK, PASSWORD, width=DESK)
    page = desk.page
    desk.go("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("集体增收")
    expect(page.locator("#palette-found a").first).to_contain_text("2025-001")
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    arrive(page, r"/tasks/\d+$")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="键盘操作")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("l")
    arrive(page, "/ledger$")
    page.get_by_label("状态").select_option("active")
    arrive(page, "state=active")
    page.get_by_label("状态").select_option("closed")
    arrive(page, "state=closed")
    page.get_by_role("link", name="恢复刚才的条件").click()
    arrive(page, "state=active")
    page.locator("#ledger-found tbody td a").first.click()
    arrive(page, r"/tasks/\d+$")
    page.go_back()
    arrive(page, "state=active")
    expect(page.get_by_label("状态")).to_have_value("active")
    page.locator("#ledger-found tbody td a").first.click()
    page.get_by_label("所在位置").get_by_role("link", name="整改台账").click()
    arrive(page, "state=active")


def test_on_the_phone_filters_lie_behind_one_button_that_counts_them(sit_down: SitDown) -> None:
    desk = sit_down(CLERK, PASSWORD, width=PHONE)
    page = desk.page
    desk.go("/ledger?state=active")
    expect(page.get_by_label("状态")).to_be_hidden()
    page.get_by_role("button", name=re.compile(r"筛选条件\s*（1）")).click()
    page.get_by_label("状态").select_option("")
    arrive(page, r"/ledger\?sort=")
    expect(page.get_by_role("button", name="筛选条件", exact=True)).to_have_attribute(
        "aria-expanded", "true"
    )


def test_a_long_text_survives_the_end_of_a_sign_in_and_can_be_taken_back(sit_down: SitDown) -> None:
    desk = sit_down(HANDLER, PASSWORD, width=PHONE)
    page, text = desk.page, "已清理往来款三笔，余下一笔正在核对。"

    def open_form() -> None:
        desk.go("/mine")
        page.locator(".card").first.locator("tbody a").first.click()
        page.get_by_role("link", name="填报进展").first.click()
        expect(desk.form).to_be_visible()

    open_form()
    desk.form.locator("textarea").first.fill(text)
    page.evaluate(KEPT)
    page.context.clear_cookies()
    desk.sign_in(PASSWORD)
    open_form()
    expect(desk.form.locator("textarea").first).to_have_value(text)
    expect(desk.form.locator("[data-camera]")).to_have_attribute("capture", "environment")
    assert violations(page) == []
    desk.picture("问10-登录过期以后找回的文字")
    page.get_by_role("button", name="撤销恢复").click()
    expect(desk.form.locator("textarea").first).to_have_value("")
    desk.form.locator("textarea").first.fill(text)
    desk.send()
    desk.sees(text)
    assert (
        page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))") == []
    )


def test_without_scripts_the_year_is_a_page_of_numbers(town: Town, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{town.url}/sign-in")
    page.get_by_label("登录名").fill("chenshoutian")
    page.get_by_label("密码", exact=False).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="查看整改概况").click()
    expect(page.locator(".chart-numbers table").first).to_be_visible()
    expect(page.locator(".chart-canvas").first).to_be_hidden()
    page.get_by_role("link", name="查找").first.click()
    page.locator("main").get_by_label("查找", exact=True).fill("惠民资金")
    page.locator("main").get_by_role("button", name="查找").click()
    expect(page.locator("main .found")).to_contain_text("2025-006")
    context.close()
