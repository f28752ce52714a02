"""Every refusal as a page and as a part of one: what happened, what to do next, at the desk and on the phone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import abort
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import make_url

from tests.conftest import settings_for
from tests.journeys.looking import Colours, look
from tests.journeys.serving import served
from tracker.accounts.guard import public
from tracker.core.db import Database
from tracker.demo.people import PASSWORD
from tracker.factory import create_app

pytestmark = pytest.mark.browser
PICTURES = Path(__file__).resolve().parents[2] / "artefacts" / "screenshots" / "refusals"
# What each says of the matter, and the word on what to press next.
SAID = {
    400: ("这次提交没有收全", "回到首页"),
    401: ("请先登录", "去登录"),
    403: ("这一步您不能办", "回到首页"),
    404: ("没有找到这一页", "回到首页"),
    409: ("情况有了变化，没有写入", "回到首页"),
    413: ("文件太大，没有收下", "回到首页"),
    422: ("有几处需要修改", "回到首页"),
    429: ("提交得太快了", "回到首页"),
    500: ("系统出了差错", "回到首页"),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, laid_out: Path) -> Iterator[str]:
    """The demonstration town, with an address that answers whatever status is asked of it."""
    instance = tmp_path_factory.mktemp("refusals") / "instance"
    shutil.copytree(laid_out, instance)
    app = create_app(settings_for(make_url(f"sqlite:///{instance / 'tracker.db'}"), instance))
    app.add_url_rule("/answers/<int:code>", "answers", public(abort))
    with served(app) as address:
        yield address
    database: Database = app.extensions["database"]
    database.dispose()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A window that was opened just now."""
    page = chromium.new_page(locale="zh-CN")
    yield page
    page.close()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("登录名").fill("zhangxiaoyan")
    page.get_by_label("密码", exact=False).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_each_refusal_is_a_page_that_says_what_happened_and_what_to_do(
    address: str, page: Page
) -> None:
    colours = Colours()
    for name, enter in (("stranger", None), ("clerk", sign_in)):
        if enter is not None:
            enter(page, address)
        for status, (happened, next_word) in SAID.items():
            answer = page.goto(f"{address}/answers/{status}")
            assert answer is not None
            assert answer.status == status
            main = page.locator("main")
            expect(main.get_by_role("heading", level=1)).to_have_count(1)
            expect(main).to_contain_text(happened)
            expect(main.get_by_role("link", name=next_word)).to_be_visible()
            assert look(page, PICTURES, f"{status}-{name}", colours) == []


def test_each_refusal_of_a_part_is_a_note_in_the_page_that_stands(address: str, page: Page) -> None:
    colours = Colours()
    sign_in(page, address)
    for status, (happened, _) in SAID.items():
        page.goto(f"{address}/find")
        page.evaluate(f"htmx.ajax('GET', '/answers/{status}', '#work .card-body')")
        place = page.locator("main" if status in {409, 422} else "#toasts")
        expect(place.locator(".notice-title")).to_have_text(happened)
        expect(place.locator(".notice-text")).not_to_be_empty()
        assert look(page, PICTURES, f"{status}-part", colours) == []


def test_good_news_leaves_by_itself_unless_it_is_being_read_and_a_refusal_stays(
    address: str, page: Page
) -> None:
    sign_in(page, address)
    page.clock.install()
    page.goto(f"{address}/find")
    for kind, text in (("good", "已保存"), ("good", "已保存"), ("bad", "没有办成")):
        detail = f"{{detail: {{kind: '{kind}', text: '{text}'}}}}"
        page.evaluate(f"document.dispatchEvent(new CustomEvent('toast', {detail}))")
    notes = page.locator("#toasts .notice-title")
    expect(notes).to_have_text(["已保存", "没有办成"])
    page.locator("#toasts .tone-good").hover()
    page.clock.fast_forward("00:08")
    expect(notes).to_have_text(["已保存", "没有办成"])
    page.mouse.move(0, 0)
    page.clock.fast_forward("00:08")
    expect(notes).to_have_text(["没有办成"])


def test_a_refusal_makes_room_when_the_same_is_sent_again(address: str, page: Page) -> None:
    sign_in(page, address)
    page.goto(f"{address}/find")
    for status in (404, 500, 429):
        page.evaluate(f"htmx.ajax('GET', '/answers/{status}', '#work .card-body')")
        expect(page.locator("#toasts .notice-title")).to_have_text([SAID[status][0]])
