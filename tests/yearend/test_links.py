"""The ways to a year's figures: from the first page, and down the page of the year."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient

pytestmark = pytest.mark.usefixtures("town", "december")
Browser = Callable[[str], FlaskClient]
PAGE = "/yearend?unit=qinghe&year=2026"
FOLD = '<details class="fold-block"'


def test_the_figures_of_the_first_page_lead_to_what_they_count(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    page = browser.get("/glance").text  # the first page fetches it
    cards = re.findall(r'class="figure-card[^"]*" href="([^"]+)"', page)
    assert [unescape(one).partition("?")[0] for one in cards] == [
        "/yearend", "/overview", "/ledger", "/ledger",
    ]  # fmt: skip
    assert browser.get(unescape(cards[0])).status_code == 200
    states = re.findall(r'href="(/yearend/tasks[^"]+)".{0,300}?(\d+)</a>', page, re.DOTALL)
    assert len(states) == 6
    for address, count in states:
        assert f"共 {count} 项任务" in browser.get(unescape(address)).text


def test_only_the_first_table_stands_open_before_the_draft(browser_of: Browser) -> None:
    page = browser_of("zhoumin").get(PAGE).text
    folded = page[page.index(FOLD) : page.index("</details>", page.index(FOLD))]
    assert "按问题来历统计" in page[: page.index(FOLD)]
    assert "按问题来源统计" in folded
    assert "按牵头单位统计" in folded
