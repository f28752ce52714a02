"""我的待办 says when a list goes on, and leads to the rest of it."""

import pytest

from tests.cast import FROM, Cast
from tests.factories.tasks import bring_to, open_task
from tests.tasks.conftest import SignIn
from tracker.accounts.actions import appoint
from tracker.accounts.models import Person, Unit
from tracker.accounts.permissions import Role
from tracker.core.db import Database
from tracker.core.paging import PAGE_SIZE
from tracker.tasks.rules.lifecycle import State

SECOND = "/mine?list=to_do&amp;page=2"


def open_many(database: Database, cast: Cast, many: int) -> list[str]:
    with database.transaction() as session:
        return [
            open_task(session, cast, title=f"第{one}项", text=f"第{one}项没有对账。").number
            for one in range(many)
        ]


def test_a_list_that_fits_says_how_long_it_is(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    open_many(database, cast, 3)
    text = sign_in_as("zhoumin").get("/mine").text
    assert "待我办理　3 项" in text
    assert "上一页" not in text
    assert SECOND not in text


def test_what_does_not_fit_is_said_and_stands_on_a_page_of_its_own(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    numbers = open_many(database, cast, PAGE_SIZE + 1)
    browser = sign_in_as("zhoumin")
    beginning = browser.get("/mine").text
    begun = [one for one in numbers if f">{one}</a>" in beginning]
    assert 0 < len(begun) < PAGE_SIZE
    assert f"待我办理　超过 {len(begun)} 项" in beginning
    assert 'href="/mine?list=to_do&amp;page=1"' in beginning
    assert SECOND not in beginning
    first = browser.get("/mine?list=to_do&page=1").text
    assert f"待我办理　超过 {PAGE_SIZE} 项" in first
    assert "待我审核" not in first
    assert SECOND in first
    second = browser.get("/mine?list=to_do&page=2").text
    rest = [one for one in numbers if f">{one}</a>" not in first]
    assert [one for one in numbers if f">{one}</a>" in second] == rest
    assert len(rest) == 1
    assert "待我审核" not in second
    assert "/mine?list=to_do&amp;page=1" in second
    assert 'href="/mine"' in second


def test_a_list_that_nobody_has_shows_all_three(sign_in_as: SignIn) -> None:
    text = sign_in_as("zhoumin").get("/mine?list=nothing&page=9").text
    assert "今天没有要您办的事" in text


def hand_over(database: Database, cast: Cast, many: int, *, to: str, named: str) -> None:
    with database.transaction() as session:
        for _ in range(many):
            task = bring_to(session, cast, State.ASSIGNED)
            task.handler_id, task.handler_text = cast[to].person_id, named


def test_whoever_signs_for_many_without_an_account_is_told_where_to_turn_it_off(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    hand_over(database, cast, 3, to="zhoumin", named="各村党组织书记")
    settings = f'href="/units/{cast.units["qinghe"]}"'
    text = sign_in_as("zhoumin").get("/mine").text
    assert "有 3 项要替没有账号的责任人签收" in text
    assert "请系统管理员办理" in text
    assert settings not in text
    with database.transaction() as session:
        clerk = session.get_one(Person, cast["zhoumin"].person_id)
        unit = session.get_one(Unit, cast.units["qinghe"])
        appoint(session, clerk, unit, [Role.ADMIN], from_on=FROM)
    text = sign_in_as("zhoumin").get("/mine").text
    assert settings in text
    assert "请系统管理员办理" not in text


@pytest.mark.parametrize(("many", "named"), [(2, "各村党组织书记"), (3, "周敏")])
def test_whoever_signs_for_few_or_for_themselves_is_told_nothing_of_it(
    database: Database, cast: Cast, sign_in_as: SignIn, many: int, named: str
) -> None:
    hand_over(database, cast, many, to="zhoumin", named=named)
    text = sign_in_as("zhoumin").get("/mine").text
    assert "要替没有账号的责任人签收" not in text


def test_a_task_that_stands_above_is_only_counted_among_the_deadlines(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    with database.transaction() as session:
        mine = bring_to(session, cast, State.ACTIVE).number
        others = bring_to(session, cast, State.FIRST_REVIEW).number
    counted = "另有 1 项在上面“待我办理”里。"
    browser = sign_in_as("liqiang")
    text = browser.get("/mine").text
    deadlines = text[text.index("我的时限") :]
    assert (f">{mine}<" in deadlines, f">{others}<" in deadlines) == (False, True)
    assert counted in deadlines
    alone = browser.get("/mine?list=deadlines").text
    assert (f">{mine}<" in alone, counted in alone) == (True, False)
