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
    links = [unescape(one) for one in re.findall(r'href="(/yearend[^"]*year=2026[^"]*)"', page)]
    problems, tasks = links[0], links[1]
    assert browser.get(problems).status_code == 200
    behind = browser.get(tasks)
    counted = re.search(r"任务.{0,200}?(\d+)\s*<[^>]*>\s*项", page, re.DOTALL)
    assert counted is not None
    assert f"共 {counted[1]} 项任务" in behind.text


def test_only_the_first_table_stands_open_before_the_draft(browser_of: Browser) -> None:
    page = browser_of("zhoumin").get(PAGE).text
    folded = page[page.index(FOLD) : page.index("</details>", page.index(FOLD))]
    assert "按问题来历统计" in page[: page.index(FOLD)]
    assert "按问题来源统计" in folded
    assert "按牵头单位统计" in folded
