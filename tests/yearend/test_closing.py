"""年终收尾: open tasks go on with a reason, a year that is over is sealed, and what comes later counts later."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.listening import statements
from tests.yearend.conftest import signing_in, unit
from tracker.core import clock
from tracker.core.db import Database
from tracker.core.errors import InvalidError
from tracker.tasks.models import Extension, Task, TaskRound, Trace
from tracker.tasks.queries import trail_of
from tracker.tasks.rules.days import check_not_sealed
from tracker.tasks.rules.lifecycle import State, Step
from tracker.yearend.models import YearClosing
from tracker.yearend.queries import year_facts
from tracker.yearend.queries.closing import going_on
from tracker.yearend.rules.closing import check_sealing, frozen, lacks, loose_ends, moved_since
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.statistics import figures_of
from tracker.yearend.rules.tables import tables_of

JANUARY = datetime(2027, 1, 12, 2, 0, tzinfo=UTC)
PAGE = "/yearend/closing?unit=qinghe&year=2026"
POST = "/yearend/closing/{}?unit=qinghe&year=2026"
Browser = Callable[[str], FlaskClient]


@pytest.fixture
def january(app: Flask) -> Iterator[Flask]:
    """Let the clock stand in January, when the year is over."""
    with clock.frozen(JANUARY):  # within the application, whose clock stands in March
        yield app


@pytest.fixture
def browser_of(
    january: Flask,  # noqa: ARG001  the sign-in is of that day
    town: None,  # noqa: ARG001  the town must be there
    sign_in_as: Browser,
    database: Database,
) -> Browser:
    """Open a browser in which one of the cast signed in that January morning."""
    return signing_in(sign_in_as, database, JANUARY)


def left_over(database: Database) -> list[Task]:
    """Answer the tasks that the town must let go on."""
    with database.reading() as session:
        facts = year_facts(session, unit(session), 2026, date(2026, 12, 31))
        ids = [one.id for one in loose_ends(facts).left]
        return list(session.scalars(select(Task).where(Task.id.in_(ids)).order_by(Task.id)))


def lines(tasks: list[Task], **more: str) -> dict[str, str]:
    """Answer the form with a reason for each task."""
    typed = {"basis": "1月5日党委会", "done_on": "2027-01-05", **more}
    for one in tasks:
        typed |= {f"reason-{one.id}": "项目跨年实施", f"version-{one.id}": str(one.version)}
    return typed


def carried_among(session: Session, tasks: list[Task]) -> set[int]:
    """Answer the ids of the tasks that go into the next year."""
    going = going_on(session, [one.id for one in tasks], 2026)
    return {task_id for task_id, one in going.items() if one.carried is not None}


def settle(browser: FlaskClient, database: Database) -> None:
    """Give every open task its reason."""
    answer = browser.post(POST.format("carry"), data=lines(left_over(database)))
    assert answer.status_code == 303


def test_the_reason_with_which_work_goes_on_stands_in_the_draft(
    browser_of: Browser, database: Database
) -> None:
    browser = browser_of("zhoumin")
    waiting = left_over(database)
    asked = browser.get("/yearend?unit=qinghe&year=2026").text
    settle(browser, database)
    told = browser.get("/yearend?unit=qinghe&year=2026").text
    assert "【待补：未按期完成的原因" in asked
    assert "【待补：未按期完成的原因" not in told
    assert "因项目跨年实施" in told
    with database.reading() as session:
        facts = year_facts(session, unit(session), 2026, date(2026, 12, 31))
        june = year_facts(session, unit(session), 2026, date(2026, 6, 30))
        later = year_facts(session, unit(session), 2027, date(2027, 12, 31))
    because = {one.id: one.goes_on_because for one in facts.tasks if one.goes_on_because}
    assert because == {one.id: "项目跨年实施" for one in waiting}
    assert not any(one.goes_on_because for one in (*june.tasks, *later.tasks))


def test_what_is_loose_is_sorted_out(facts: YearFacts) -> None:
    found = loose_ends(facts)
    assert all(one.state not in {State.CLOSED, State.SUSTAINED} for one in found.left)
    assert {one.number for one in found.unassigned} <= {one.number for one in found.left}
    closed = next(one for one in facts.tasks if one.state is State.CLOSED)
    assert lacks(replace(closed, outcome="", evidence=())) == "整改成效、佐证材料"
    assert lacks(replace(closed, outcome="已建立制度", evidence=("通知",))) == ""
    assert lacks(replace(closed, state=State.ACTIVE, outcome="")) == ""


def test_a_year_is_sealed_only_when_it_is_over_and_every_open_task_has_a_reason() -> None:
    check_sealing(2026, date(2027, 1, 1), sealed_until=date(2025, 12, 31), waiting=0, problems=1)
    for day, sealed, waiting, problems, word in (
        (date(2026, 12, 31), None, 0, 5, "2027年1月1日以后"),
        (date(2027, 1, 5), date(2026, 12, 31), 0, 5, "2026年度已经封存"),
        (date(2028, 1, 5), date(2027, 12, 31), 0, 5, "2027年度已经封存"),
        (date(2027, 1, 5), None, 3, 5, "还有3项"),
        (date(2027, 1, 5), None, 0, 0, "没有数据可以封存"),
    ):
        with pytest.raises(InvalidError, match=word):
            check_sealing(2026, day, sealed_until=sealed, waiting=waiting, problems=problems)


def test_a_figure_that_moved_since_the_sealing_is_told(facts: YearFacts) -> None:
    sealed = frozen(facts, figures_of(facts), tables_of(facts))
    assert moved_since(sealed, sealed) == ()
    fewer = replace(facts, problems=facts.problems[1:])
    told = "".join(moved_since(sealed, frozen(fewer, figures_of(fewer), tables_of(fewer))))
    total = len(facts.problems)
    assert f"问题数封存时为{total}，现在为{total - 1}" in told
    assert "《" in told
    learnt = {**sealed, "tables": sealed["tables"][1:]}
    assert moved_since(learnt, sealed) == ()


def test_nothing_can_be_done_any_more_in_a_year_that_is_over() -> None:
    check_not_sealed(date(2027, 1, 1), date(2026, 12, 31))
    check_not_sealed(date(2026, 5, 1), None)
    with pytest.raises(InvalidError, match="2026年度数据已经封存"):
        check_not_sealed(date(2026, 12, 31), date(2026, 12, 31))


def test_open_tasks_go_on_with_a_reason_and_a_deadline_that_counts_as_an_extension(
    browser_of: Browser, database: Database
) -> None:
    browser = browser_of("zhoumin")
    tasks = left_over(database)
    late = next(one for one in tasks if one.due_on is not None and one.due_on < date(2027, 1, 5))
    typed = lines(tasks, **{f"due-{late.id}": "2027-06-30"})
    answer = browser.post(POST.format("carry"), data=typed)
    assert answer.status_code == 303
    with database.reading() as session:
        assert carried_among(session, tasks) == {one.id for one in tasks}
        step = session.scalars(
            select(Trace).where(Trace.task_id == late.id, Trace.step == Step.CARRY_OVER)
        ).one()
        assert (step.note, step.for_name) == ("项目跨年实施", "1月5日党委会")
        moved = session.get_one(Task, late.id)
        assert (moved.due_on, moved.original_due_on) == (date(2027, 6, 30), late.original_due_on)
        running = session.scalars(
            select(TaskRound).where(TaskRound.task_id == late.id).order_by(TaskRound.number.desc())
        ).first()
        assert running is not None
        assert running.extended_late
        granted = session.scalars(
            select(Extension).where(Extension.task_id == late.id).order_by(Extension.id.desc())
        ).first()
        assert granted is not None
        assert granted.decided_by == "1月5日党委会"
    assert "没有等待填写的任务" in browser.get(PAGE).text


def test_what_does_not_fit_is_told_beside_the_line_and_the_rest_is_kept(
    browser_of: Browser, database: Database
) -> None:
    browser = browser_of("zhoumin")
    first, second, third, *_ = left_over(database)
    typed = lines([first, second, third])
    typed |= {f"reason-{first.id}": "", f"due-{first.id}": "2027-03-31"}
    typed[f"version-{second.id}"] = "0"
    answer = browser.post(POST.format("carry"), data=typed)
    assert answer.status_code == 422
    assert "已保存 1 项" in answer.text
    assert "请写明没有完成的原因" in answer.text
    assert "办过，请核对后再存" in answer.text
    assert 'value="2027-03-31"' in answer.text
    assert "项目跨年实施" in answer.text
    with database.reading() as session:
        assert carried_among(session, [first, second, third]) == {third.id}


def test_a_year_is_sealed_once_and_keeps_its_figures(
    browser_of: Browser, database: Database
) -> None:
    browser = browser_of("zhoumin")
    seal = POST.format("seal")
    early = browser.post(seal, data={"sealed_by": "1月8日党委会"})
    assert (early.status_code, "没有写明转入下年度的原因" in early.text) == (422, True)
    settle(browser, database)
    assert browser.post(seal, data={"sealed_by": ""}).status_code == 422
    assert browser.post(seal, data={"sealed_by": "1月8日党委会"}).status_code == 303
    page = browser.get(PAGE).text
    assert "2026年度数据已封存" in page
    assert "与封存时有出入" not in page
    with database.reading() as session:
        assert unit(session).sealed_until == date(2026, 12, 31)
        kept = session.scalars(select(YearClosing)).one()
        assert kept.figures["rate"] in page
    twice = browser.post(seal, data={"sealed_by": "又一次"})
    assert (twice.status_code, "2026年度已经封存" in twice.text) == (422, True)


def test_a_sealed_year_takes_no_more_steps_until_it_is_opened_again(
    browser_of: Browser, database: Database
) -> None:
    browser = browser_of("zhoumin")
    settle(browser, database)
    browser.post(POST.format("seal"), data={"sealed_by": "1月8日党委会"})
    task = next(one for one in left_over(database) if one.state is State.ACTIVE)
    with database.reading() as session:
        seen = len(trail_of(session, task))
    report = {"text": "补报上年进展", "version": task.version, "seen": seen}
    report |= {"means": "chat", "for_name": "李强", "done_on": "2026-12-20"}
    refused = browser.post(f"/tasks/{task.id}/report", data=report)
    assert (refused.status_code, "2026年度数据已经封存" in refused.text) == (422, True)

    assert browser.post(POST.format("open"), data={"why": ""}).status_code == 422
    opened = browser.post(POST.format("open"), data={"why": "漏录12月办结的两项"})
    assert opened.status_code == 303
    assert "漏录12月办结的两项" in browser.get(PAGE).text
    assert browser.post(POST.format("open"), data={"why": "再来"}).status_code == 404
    with database.reading() as session:
        assert unit(session).sealed_until is None


@pytest.mark.parametrize("login", ["wanglixin", "chenguodong", "sunzheng"])
def test_nobody_but_the_clerk_closes_a_year(browser_of: Browser, login: str) -> None:
    browser = browser_of(login)
    assert browser.get(PAGE).status_code == 403
    for door in ("carry", "seal", "open"):
        assert browser.post(POST.format(door), data={"why": "想看看"}).status_code == 403


def test_the_page_reads_the_year_once(browser_of: Browser, database: Database) -> None:
    browser = browser_of("zhoumin")
    browser.get("/yearend")
    with statements(database.engine) as asked:
        assert browser.get(PAGE).status_code == 200
    assert 5 <= len(asked) <= 11, "\n".join(one[:120] for one in asked)
