"""The first page for each hat, the year's pictures, the search from anywhere: who sees what, and who does not."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast
from tests.factories.tasks import TITLE, bring_to
from tests.listening import statements
from tracker.accounts.models import Unit
from tracker.core.db import Database
from tracker.tasks.rules.lifecycle import State

Enter = Callable[[str], FlaskClient]
LATE = date(2026, 3, 10)  # eight days before the clock of the tests
AHEAD = date(2026, 6, 30)
HERE = re.compile(r'<a class="nav-item"[^>]*title="([^"]+)"[^>]*aria-current')
OF_A_LEDGER = (("整改概况", "/overview"), ("年终材料", "/yearend"), ("报告与来文", "/reports"))


@pytest.fixture
def work(database: Database, cast: Cast) -> None:
    """One task that is late at its handler, one that waits for the secretary."""
    with database.transaction() as session:
        bring_to(session, cast, State.ACTIVE, due_on=AHEAD).due_on = LATE
        bring_to(session, cast, State.FINAL_REVIEW, due_on=AHEAD)


def page(browser: FlaskClient, path: str = "/") -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.usefixtures("work")
def test_a_clerk_is_told_whom_to_chase(sign_in_as: Enter) -> None:
    shown = page(sign_in_as("zhoumin"))
    assert "今天要催的人" in shown
    assert "超期8天" in shown
    assert "/reminders/to-chase" in shown


@pytest.mark.usefixtures("work")
def test_a_secretary_decides_first_and_is_told_nothing_twice(sign_in_as: Enter) -> None:
    shown = page(sign_in_as("chenguodong"))
    assert "需要您定的事" in shown
    assert "今天要催的人" not in shown
    assert shown.index("需要您定的事") < shown.index('hx-get="/glance"') < shown.index("最近到期")
    assert shown.count('class="thing"') == 2  # the one to decide, the other one among the deadlines


@pytest.mark.usefixtures("work")
def test_a_handler_is_given_the_next_things_and_no_figures(sign_in_as: Enter) -> None:
    shown = page(sign_in_as("liqiang"))
    assert "接下来要办的" in shown
    assert "填报进展" in shown
    assert "/glance" not in shown
    assert "接下来要办的" not in page(sign_in_as("zhaofang"))


def test_an_empty_ledger_says_where_to_begin_to_whoever_may(sign_in_as: Enter) -> None:
    shown = page(sign_in_as("zhoumin"))
    assert "从哪里开始" in shown
    assert "/ledgers/imports" in shown
    assert "从哪里开始" not in page(sign_in_as("chenguodong"))


@pytest.mark.usefixtures("work")
def test_a_superior_is_told_that_ledgers_below_are_shut_until_one_opens(
    sign_in_as: Enter, database: Database, cast: Cast
) -> None:
    shut, reported = "下级单位的台账没有对上级开放", "/ledgers/submissions"
    first = page(sign_in_as("zhenghua"))
    assert (shut in first, reported in first) == (True, True)
    assert shut not in page(sign_in_as("wutao"))  # nothing lies below a town
    with database.transaction() as session:
        session.get_one(Unit, cast.units["qinghe"]).live_to_superiors = True
    assert shut not in page(sign_in_as("zhenghua"))


@pytest.mark.usefixtures("work")
def test_only_whoever_takes_part_is_told_that_nothing_waits(sign_in_as: Enter) -> None:
    idle = "今天没有等您办的事"
    assert idle in page(sign_in_as("huanghai"))
    assert idle not in page(sign_in_as("sunzheng"))  # a viewer never has anything to do


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("login", ["zhoumin", "chenguodong", "liqiang", "heping"])
def test_the_first_page_asks_little(sign_in_as: Enter, database: Database, login: str) -> None:
    browser = sign_in_as(login)
    page(browser)
    with statements(database.engine) as asked:
        page(browser)
    assert len(asked) <= 10


@pytest.mark.usefixtures("work")
def test_every_figure_of_the_year_leads_to_what_it_counts(sign_in_as: Enter) -> None:
    browser = sign_in_as("chenguodong")
    glance = page(browser, "/glance")
    assert "超期未完成" in glance
    for label in ("问题", "整改完成率", "临近时限", "超期未完成"):
        card = glance[: glance.index(f'{label}</span>\n  <span class="figure-value')]
        assert card.rindex('<a class="figure-card') > card.rfind('<div class="figure-card')


@pytest.mark.usefixtures("work")
def test_the_rate_is_told_with_its_rule_and_the_problems_that_it_counts(sign_in_as: Enter) -> None:
    shown = page(sign_in_as("chenguodong"), "/overview")
    assert 'id="rate"' in shown
    assert "完成率＝已完成数÷总数" in shown
    for shape in ("lines", "stacked", "calendar", "columns"):
        assert f'data-chart="{shape}"' in shown
    assert '<details class="fold-block chart-numbers" open>' in shown  # the numbers without scripts


@pytest.mark.usefixtures("work")
def test_a_year_that_is_nonsense_is_this_year(sign_in_as: Enter) -> None:
    browser = sign_in_as("chenguodong")
    for year in ("x", "99999", "2199", "-1"):
        assert "2026年整改概况" in page(browser, f"/overview?year={year}")
    assert "没有列入台账的问题" in page(browser, "/overview?year=2019")


@pytest.mark.usefixtures("work")
def test_pictures_are_for_those_who_read_the_ledger(sign_in_as: Enter) -> None:
    assert sign_in_as("wutao").get("/overview?unit=qinghe").status_code == 404
    assert sign_in_as("heping").get("/overview").status_code == 403
    assert "您没有可以查看的台账" in page(sign_in_as("liqiang"), "/overview")


@pytest.mark.usefixtures("work")
def test_a_word_finds_tasks_people_and_pages(sign_in_as: Enter) -> None:
    browser = sign_in_as("zhoumin")
    assert TITLE in page(browser, f"/find?q={TITLE[:4]}")
    assert "李强" in page(browser, "/find?q=李强")
    assert "/ledgers/their-forms" in page(browser, "/find?q=套表")
    found = browser.get("/find?q=没有这个词", headers={"HX-Request": "true"}).text
    assert "没有找到" in found
    assert "<html" not in found


@pytest.mark.usefixtures("work")
def test_nobody_finds_what_they_may_not_see(sign_in_as: Enter) -> None:
    neighbour = page(sign_in_as("wutao"), f"/find?q={TITLE[:4]}")
    assert f">{TITLE}<" not in neighbour
    assert "没有找到“李强”" in page(sign_in_as("wutao"), "/find?q=李强")
    admin = page(sign_in_as("heping"), f"/find?q={TITLE[:4]}")
    assert f">{TITLE}<" not in admin
    assert "/people/" in page(sign_in_as("heping"), "/find?q=李强")
    assert "/ledgers/their-forms" not in page(sign_in_as("liqiang"), "/find?q=套表")


def test_the_navigation_shows_where_a_page_stands(sign_in_as: Enter) -> None:
    clerk = sign_in_as("zhoumin")
    for path, entry in (
        ("/ledgers/returns", "整改台账"),
        ("/reminders/rules", "提醒"),
        ("/yearend/papers", "年终材料"),
    ):
        assert set(HERE.findall(page(clerk, path))) == {entry}
    assert HERE.findall(page(clerk, "/password")) == []


def test_nobody_is_led_to_a_ledger_that_they_do_not_have(sign_in_as: Enter) -> None:
    handler, clerk = page(sign_in_as("liqiang")), page(sign_in_as("zhoumin"))
    for word, path in OF_A_LEDGER:
        assert f'title="{word}"' in clerk
        assert f'title="{word}"' not in handler
        assert f'href="{path}"' in page(sign_in_as("zhoumin"), f"/find?q={word}")
        assert f'href="{path}"' not in page(sign_in_as("liqiang"), f"/find?q={word}")
        assert sign_in_as("liqiang").get(path).status_code == 200  # an old link says where to look
