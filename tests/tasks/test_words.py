"""Finding tasks by words: the quick way finds what the slow way finds, and nobody finds what they may not see."""

import sys

import pytest
from alembic import command
from sqlalchemy import URL, select, text
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.tasks import open_task
from tracker.core import clock
from tracker.core.db import Database
from tracker.tasks import queries
from tracker.tasks.actions import keep_pairs_anew
from tracker.tasks.models import Task
from tracker.tasks.queries import LedgerFilter, looked_up
from tracker.tasks.queries.words import few_that_tell, tells
from tracker.web.migrations import alembic_config

FOUND = ("对账", "清单里", "2025-0", "百分之百%", "账", "𠮷村", "村级账目没有对账", "不实。 附")
# In the second and third each pair stands somewhere.
NOT_FOUND = ("没有的词", "目村", "账目对账", "龘")


@pytest.mark.parametrize("word", [*FOUND, *NOT_FOUND])
def test_a_text_that_was_looked_up_finds_the_same_tasks(
    session: Session, cast: Cast, word: str
) -> None:
    open_task(session, cast, title="村级账目没有对账", text="村级账目没有对账。")
    open_task(session, cast, title="台账不全", text="清单里缺三项，百分之百%不实。 附𠮷村账目")
    viewer, today = cast["zhoumin"], clock.today()
    slow = queries.ledger(session, viewer, LedgerFilter(text=word), today=today)
    quick = queries.ledger(
        session,
        viewer,
        looked_up(session, viewer, LedgerFilter(text=word), today=today),
        today=today,
    )
    assert [one.id for one in quick.rows] == [one.id for one in slow.rows]
    assert bool(quick.rows) == (word in FOUND)


def test_letters_are_told_apart_in_no_other_way_than_by_reading(
    session: Session, cast: Cast
) -> None:
    task = open_task(session, cast, title="GDP核算", text="GDP核算不细，Ä组Ω项。")
    for word in ("GDP", "gdp", "ä组", "Ω项"):
        read = frozenset(session.scalars(select(Task.id).where(tells(word))))
        assert few_that_tell(session, word, most=10) == read
    assert few_that_tell(session, "Ω项", most=10) == frozenset({task.id})


def test_what_came_in_without_the_program_is_found_too(session: Session, cast: Cast) -> None:
    task = open_task(session, cast, title="台账不全", text="清单缺三项。")
    session.execute(text("update problem set text = '渡槽没有清淤'"))
    assert few_that_tell(session, "渡槽", most=10) == frozenset({task.id})


def test_what_was_there_before_the_pairs_were_kept_is_found_too(
    database: Database, cast: Cast, url: URL
) -> None:
    with database.transaction() as session:
        task = open_task(session, cast, title="渡槽没有清淤", text="清单缺三项。")
    command.downgrade(alembic_config(url), "0010")
    command.upgrade(alembic_config(url), "head")
    with database.reading() as session:
        for word in ("渡槽", "清单"):
            assert few_that_tell(session, word, most=10) == frozenset({task.id})


def test_pairs_that_were_lost_are_kept_anew(session: Session, cast: Cast) -> None:
    task = open_task(session, cast, title="台账不全", text="渡槽没有清淤。")
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("delete from problem_pair"))
        assert few_that_tell(session, "渡槽", most=10) == frozenset()
    keep_pairs_anew(session)
    assert few_that_tell(session, "渡槽", most=10) == frozenset({task.id})


def test_a_change_is_found_at_once(session: Session, cast: Cast) -> None:
    task = open_task(session, cast, title="台账不全", text="清单缺三项。")
    task.title = "渡槽没有清淤"
    session.flush()
    assert few_that_tell(session, "渡槽", most=10) == frozenset({task.id})
    assert few_that_tell(session, "台账不全", most=10) == frozenset()


def test_what_is_frequent_is_not_looked_up(session: Session, cast: Cast) -> None:
    for number in range(4):
        open_task(session, cast, title=f"渡槽{number}", text=f"渡槽{number}没有清淤。")
    assert few_that_tell(session, "渡槽", most=3) is None
    assert len(few_that_tell(session, "渡槽", most=4) or ()) == 4


def test_a_frequent_word_is_looked_for_once_in_what_little_the_rest_of_a_filter_finds(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Its package has a function of the same name.
    monkeypatch.setattr(sys.modules["tracker.tasks.queries.ledger"], "MUCH", 3)
    monkeypatch.setattr(sys.modules["tracker.tasks.queries.ledger"], "_READ_THROUGH", 3)
    old = [
        open_task(session, cast, title=f"渡槽{number}", text="渡槽没有清淤。", year=2024)
        for number in range(4)
    ]
    new = open_task(session, cast, title="渡槽又淤", text="渡槽没有清淤。", year=2025)
    other = open_task(session, cast, title="台账不全", text="清单缺三项。", year=2025)
    viewer, today = cast["zhoumin"], clock.today()
    of_year = looked_up(session, viewer, LedgerFilter(text="渡槽", year=2025), today=today)
    assert of_year.told_by == frozenset({new.id})
    everything = looked_up(session, viewer, LedgerFilter(text="渡槽"), today=today)
    assert everything.told_by is None
    found = queries.ledger(session, viewer, everything, today=today)
    assert {one.id for one in found.rows} == {one.id for one in (*old, new)} != {other.id}


def test_a_word_from_a_ledger_beyond_reach_finds_nothing(session: Session, cast: Cast) -> None:
    open_task(session, cast, title="渡槽没有清淤", text="渡槽没有清淤。")
    today = clock.today()
    wanted = looked_up(session, cast["zhoumin"], LedgerFilter(text="渡槽"), today=today)
    assert wanted.told_by
    for login, seen in (("zhoumin", 1), ("wutao", 0)):
        viewer = cast[login]
        found = queries.ledger(session, viewer, wanted, today=clock.today())
        assert len(found.rows) == seen
        assert queries.counts_of(session, viewer, wanted, today=clock.today()).tasks == seen
