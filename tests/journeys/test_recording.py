"""代录 from the ledger: six clicks at most with three photographs; what cannot go is not sent, what is refused is kept."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.builders.pictures import photo
from tests.journeys.conftest import Town
from tests.journeys.people import Desk
from tracker.core.clock import today

pytestmark = pytest.mark.browser
PASSWORD = "Demo@2026"
# What Ctrl+V does with a picture on the clipboard, where no clipboard can be filled from outside.
PASTE = """(content) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const bag = new DataTransfer();
  bag.items.add(new File([bytes], "image.jpg", { type: "image/jpeg" }));
  const paste = new ClipboardEvent("paste", { clipboardData: bag, bubbles: true, cancelable: true });
  (document.activeElement || document.body).dispatchEvent(paste);
}"""


@pytest.fixture
def town(demonstration: Town) -> Town:
    """The town in which the people of these tests sit down."""
    return demonstration


@pytest.fixture
def clerk(sit_down: Callable[..., Desk]) -> Desk:
    """The clerk of the demonstration town at a desk."""
    return sit_down("zhangxiaoyan", PASSWORD)


def paste(desk: Desk, mark: str) -> None:
    picture = photo((1200, 900), mark=mark)
    desk.page.evaluate(PASTE, base64.b64encode(picture).decode())


def open_recording(desk: Desk, row: int = 0) -> None:
    """Open 代录 of a row; the cursor then stands in the text already."""
    desk.page.get_by_role("link", name="代录", exact=True).nth(row).click()
    expect(desk.form.locator("textarea").first).to_be_focused()


def count_clicks(desk: Desk) -> None:
    desk.page.evaluate(
        "() => { window.clicks = 0;"
        " document.addEventListener('pointerdown', () => (window.clicks += 1), true); }"
    )


def test_a_step_with_three_photographs_takes_six_clicks_at_most(clerk: Desk) -> None:
    page = clerk.page
    clerk.go("/ledger?state=active")
    count_clicks(clerk)
    open_recording(clerk)
    page.keyboard.type("三处护栏已装好。")
    for mark in "一二三":
        paste(clerk, mark)
    expect(clerk.form.locator(".file-list li")).to_have_count(3)
    clerk.form.locator(".form-foot button[type=submit]").hover()
    clicks = page.evaluate("window.clicks")
    page.mouse.down()
    clicks += 1
    page.mouse.up()
    page.wait_for_url("**/tasks/*")
    page.wait_for_load_state("networkidle")
    assert clicks <= 6
    pieces = page.locator("#evidence .piece")
    expect(pieces).to_have_count(3)
    expect(pieces.first.locator("img")).to_be_visible()
    expect(page.locator("#trail")).to_contain_text("补录")


def test_a_file_that_is_too_large_never_leaves_the_browser(clerk: Desk, tmp_path: Path) -> None:
    page, sent = clerk.page, list[str]()
    large = tmp_path / "大.pdf"
    with large.open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(51 * 1024 * 1024)
    clerk.go("/ledger?state=active")
    open_recording(clerk)
    page.on("request", lambda one: sent.append(one.method))
    page.keyboard.type("已办。")
    clerk.form.locator("input[type=file]").first.set_input_files([large])
    expect(clerk.form.locator(".file-list .bad")).to_contain_text("超过 50 MB")
    clerk.form.locator(".form-foot button[type=submit]").click()
    expect(page.locator(".toasts")).to_contain_text("有文件不能上传")
    assert "POST" not in sent
    clerk.form.get_by_role("button", name="去掉").click()
    expect(clerk.form.locator(".file-list li")).to_have_count(0)
    clerk.form.locator(".form-foot button[type=submit]").click()
    page.wait_for_url("**/tasks/*")


def test_files_outlive_a_refused_form_and_their_list_fits_a_phone_and_a_thumb(
    clerk: Desk, sit_down: Callable[..., Desk]
) -> None:
    clerk.go("/ledger?state=active")
    open_recording(clerk, row=1)
    clerk.page.keyboard.type("已办。")
    paste(clerk, "手")
    clerk.expect_status(422)
    clerk.fill("办理日期", "2020-01-01")
    clerk.form.locator(".form-foot button[type=submit]").click()
    expect(clerk.form.locator(".errors-summary")).to_contain_text("办理日期")
    expect(clerk.form.locator(".file-list li")).to_have_count(1)
    expect(clerk.form.get_by_text("文件没有保留")).to_have_count(0)
    clerk.fill("办理日期", today().isoformat())
    clerk.form.locator(".form-foot button[type=submit]").click()
    clerk.page.wait_for_url("**/tasks/*")
    phone = sit_down("zhangxiaoyan", PASSWORD, width=390)
    phone.go(clerk.page.url.removeprefix(clerk.url))
    piece = phone.page.locator("#evidence .piece").first
    for target in piece.locator(".piece-buttons > a, .piece-buttons summary").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
