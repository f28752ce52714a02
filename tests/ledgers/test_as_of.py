"""截至: what the ledger is asked of an earlier day is what it said on that day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.tasks import at_work, deed, open_task, order, work_in
from tests.yearend.conftest import unit
from tracker.core import clock
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.queries.stood import stood_on
from tracker.ledgers.rules.lines import LedgerLine
from tracker.tasks import actions, queries
from tracker.tasks.access import TaskAtWork
from tracker.tasks.models import Task
from tracker.tasks.queries import LedgerFilter, LedgerSort
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import Amendment
from tracker.yearend.queries import year_facts

FIRST = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
DUE, LATER, AGAIN = date(2026, 4, 30), date(2026, 6, 15), date(2026, 9, 30)
CLERK, HANDLER, LEADER, SECRETARY = "zhoumin", "liqiang", "wanglixin", "chenguodong"


@dataclass(frozen=True, slots=True)
class Lived:
    """A task that went all the way and was opened again, and its row as it read at the end of each day."""

    task: Task
    read: dict[date, LedgerLine]


@pytest.fixture
def lived(session: Session, cast: Cast) -> Lived:
    read: dict[date, LedgerLine] = {}
    with clock.frozen(FIRST):
        task = open_task(session, cast)
    for number, act in enumerate(_life(session, cast, task)):
        day = FIRST + timedelta(days=7 * number)
        with clock.frozen(day):
            act()
        session.flush()
        session.expire_all()
        read[day.date()] = row(session, task, day.date())
    return Lived(task, read)


def row(session: Session, task: Task, day: date) -> LedgerLine:
    (found,) = ledger_lines(session, [task.id], day)
    return found


def _life(session: Session, cast: Cast, task: Task) -> Iterator[Callable[[], object]]:
    """Answer what is done week by week, each by the one whose turn it is."""

    def by(login: str) -> TaskAtWork:
        return at_work(session, cast[login], task)

    def extend() -> None:
        with_reason = deed(cast[HANDLER], note="讲师时间冲突")
        actions.ask_extension(session, by(HANDLER), with_reason, proposed_on=date(2026, 5, 31))
        actions.grant_extension(session, by(LEADER), deed(cast[LEADER]), due_on=LATER)

    def amend() -> None:
        actions.amend(
            session,
            by(CLERK),
            deed(cast[CLERK]),
            Amendment("督查不够经常", "每两周对账一次", ("建立周清单", "逐村抽查")),
        )

    def hand_to(login: str) -> None:
        actions.reassign(session, by(CLERK), deed(cast[CLERK]), handler_id=cast[login].person_id)

    def submit() -> None:
        actions.submit(session, by(HANDLER), deed(cast[HANDLER]), outcome="14个村全部对账。")

    def reopen() -> None:
        again = deed(cast[CLERK], note="又未对账")
        actions.reopen(session, by(CLERK), again, basis="回头看", due_on=AGAIN, agreed_by="王立新")

    yield lambda: None
    yield lambda: actions.assign(session, by(CLERK), deed(cast[CLERK]), order(cast, due_on=DUE))
    yield lambda: hand_to("zhaofang")
    yield lambda: hand_to(HANDLER)
    yield lambda: actions.sign_for(session, by(HANDLER), deed(cast[HANDLER]))
    yield extend
    yield amend
    yield lambda: work_in(session, cast, task)
    yield submit
    yield lambda: actions.approve(session, by(LEADER), deed(cast[LEADER]))
    yield lambda: actions.approve(session, by(CLERK), deed(cast[CLERK]))
    yield lambda: actions.approve(session, by(SECRETARY), deed(cast[SECRETARY]))
    yield reopen


def test_every_earlier_day_reads_as_it_read_then(session: Session, lived: Lived) -> None:
    last = max(lived.read)
    assert lived.read[last].round == 2
    for day, then in lived.read.items():
        for later in range(7 if day < last else 1):
            asked = day + timedelta(days=later)
            assert row(session, lived.task, asked) == then, asked


def test_the_list_and_the_year_tell_the_same_of_every_day(session: Session, lived: Lived) -> None:
    for day, then in lived.read.items():
        told = queries.standings_on(session, [lived.task], day)[lived.task.id]
        assert (told.state, told.due_on, told.handler_text) == (
            then.state,
            then.due_on,
            then.handler,
        ), day
        (fact,) = year_facts(session, unit(session), 2026, day).tasks
        assert (fact.state, fact.due_on, fact.handler, fact.outcome, fact.evidence) == (
            then.state,
            then.due_on,
            then.handler,
            then.outcome,
            then.evidence,
        ), day


def test_the_deadline_of_a_closed_round_stands_after_it_was_opened_again(
    session: Session, lived: Lived
) -> None:
    closed = max(day for day, one in lived.read.items() if one.state is State.CLOSED)
    assert row(session, lived.task, closed).due_on == LATER
    assert lived.read[max(lived.read)].due_on == AGAIN


def test_nothing_stood_before_it_was_listed(session: Session, lived: Lived) -> None:
    before = FIRST.date() - timedelta(days=1)
    assert queries.standings_on(session, [lived.task], before) == {}


def test_a_list_of_an_earlier_day_is_narrowed_by_who_held_the_task_then(
    session: Session, cast: Cast, lived: Lived
) -> None:
    handlers = {HANDLER, "zhaofang"}
    for day, then in lived.read.items():
        for login in handlers:
            person_id = cast[login].person_id
            held = person_id == then.handler_id
            assert found(session, cast, day, LedgerFilter(person_id=person_id)) is held, (
                day,
                login,
            )
        led = LedgerFilter(person_id=cast[LEADER].person_id)
        assert found(session, cast, day, led) is (then.leader_id is not None), day


def test_a_list_of_an_earlier_day_is_narrowed_by_the_unit_and_the_type_of_then(
    session: Session, cast: Cast
) -> None:
    handed_out = FIRST + timedelta(days=7)
    with clock.frozen(FIRST):
        task = open_task(session, cast)
    first = task.kind
    with clock.frozen(handed_out):
        work = at_work(session, cast[CLERK], task)
        given = replace(order(cast, due_on=DUE), kind=TaskKind.LASTING)
        actions.assign(session, work, deed(cast[CLERK]), given)
    before, after = FIRST.date(), handed_out.date()
    assert first is not TaskKind.LASTING
    for wanted, then, now in (
        (LedgerFilter(kind=first), True, False),
        (LedgerFilter(kind=TaskKind.LASTING), False, True),
        (LedgerFilter(lead_unit_id=task.lead_unit_id), False, True),
    ):
        assert found(session, cast, before, wanted) is then, wanted
        assert found(session, cast, after, wanted) is now, wanted


def found(session: Session, cast: Cast, day: date, wanted: LedgerFilter) -> bool:
    """Answer whether a filter finds anything in the ledger of a day."""
    stood = stood_on(session, cast[CLERK], wanted, day, LedgerSort.NUMBER)
    assert stood is not None
    return bool(stood.rows)
