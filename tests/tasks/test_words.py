"""Finding tasks by words: the quick way finds what the slow way finds, and nobody finds what they may not see."""

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.tasks import open_task
from tracker.core import clock
from tracker.tasks import queries
from tracker.tasks.queries import LedgerFilter, looked_up
from tracker.tasks.queries.words import few_that_tell


@pytest.mark.parametrize("text", ["对账", "清单里", "2025-0", "百分之百%", "没有的词"])
def test_a_text_that_was_looked_up_finds_the_same_tasks(
    session: Session, cast: Cast, text: str
) -> None:
    open_task(session, cast, title="村级账目没有对账", text="村级账目没有对账。")
    open_task(session, cast, title="台账不全", text="清单里缺三项，百分之百%不实。")
    viewer, today = cast["zhoumin"], clock.today()
    slow = queries.ledger(session, viewer, LedgerFilter(text=text), today=today)
    quick = queries.ledger(
        session, viewer, looked_up(session, LedgerFilter(text=text)), today=today
    )
    assert [one.id for one in quick.rows] == [one.id for one in slow.rows]
    assert bool(quick.rows) == (text != "没有的词")


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


def test_a_word_from_a_ledger_beyond_reach_finds_nothing(session: Session, cast: Cast) -> None:
    open_task(session, cast, title="渡槽没有清淤", text="渡槽没有清淤。")
    wanted = looked_up(session, LedgerFilter(text="渡槽"))
    assert wanted.told_by
    for login, seen in (("zhoumin", 1), ("wutao", 0)):
        viewer = cast[login]
        found = queries.ledger(session, viewer, wanted, today=clock.today())
        assert len(found.rows) == seen
        assert queries.counts_of(session, viewer, wanted, today=clock.today()).tasks == seen
