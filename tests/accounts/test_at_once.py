"""Two administrators at the same moment: the second one is told, and nothing stands twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.conftest import NOW
from tracker.accounts.actions import (
    Absence,
    Hand,
    NewAccount,
    create_account,
    create_unit,
    set_stand_in,
)
from tracker.accounts.models import Unit
from tracker.accounts.queries import people_of_ledger
from tracker.core.db import Database
from tracker.core.errors import InvalidError

LONG_ENOUGH_TO_SLIP_BY = 0.3
TODAY = NOW.date()


def new_account(session: Session, _cast: Cast) -> None:
    create_account(session, NewAccount("xinren", "新人"), at=NOW)


def new_unit(session: Session, _cast: Cast) -> None:
    create_unit(session, "xincun", "新村")


def new_stand_in(session: Session, cast: Cast) -> None:
    town = session.get_one(Unit, cast.town)
    people = {one.id: one for one in people_of_ledger(session, town, TODAY)}
    absent, deputy = people[cast["liuyang"].person_id], people[cast["huanghai"].person_id]
    absence = Absence(absent, deputy, TODAY, TODAY + timedelta(days=7), "外出培训")
    hand = Hand(cast["zhoumin"].person_id, NOW)
    set_stand_in(session, town, absence, set_by="周敏", hand=hand)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (new_account, "已经有人用了"),
        (new_unit, "已经有了"),
        (new_stand_in, "已有人代理"),
    ],
)
def test_the_second_of_two_at_once_is_told(
    database: Database, cast: Cast, make: Callable[[Session, Cast], None], words: str
) -> None:
    def make_it_too() -> None:
        with database.transaction() as session:
            make(session, cast)

    with ThreadPoolExecutor(1) as another:
        with database.transaction() as session:
            make(session, cast)
            second = another.submit(make_it_too)
            wait([second], LONG_ENOUGH_TO_SLIP_BY)
        with pytest.raises(InvalidError, match=words):
            second.result()
