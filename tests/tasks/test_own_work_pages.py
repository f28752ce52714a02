"""我的待办 says when a list goes on, and leads to the rest of it."""

from tests.cast import Cast
from tests.factories.tasks import open_task
from tests.tasks.conftest import SignIn
from tracker.core.db import Database
from tracker.core.paging import PAGE_SIZE

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


def test_what_does_not_fit_is_said_and_stands_on_the_next_page(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    numbers = open_many(database, cast, PAGE_SIZE + 1)
    browser = sign_in_as("zhoumin")
    first = browser.get("/mine").text
    assert f"待我办理　超过 {PAGE_SIZE} 项" in first
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
