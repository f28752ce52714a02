"""报送锁定: frozen figures, the difference to the last time and to the ledger of today, and who may read it."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories.tasks import at_work, bring_to, deed, open_task
from tracker.core import clock
from tracker.core.db import Database
from tracker.ledgers.models import Submission, SubmissionLine
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.submissions.difference import difference, told_lines
from tracker.ledgers.rules.submissions.figures import figures_of
from tracker.tasks import actions
from tracker.tasks.models import Task
from tracker.tasks.rules.kinds import ResultWord
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.shares import percent

SignIn = Callable[[str], FlaskClient]


def line(number: int, state: State, problem: int | None = None, **facts: Any) -> LedgerLine:
    name = f"2026-{number:03d}"
    return LedgerLine(number, problem or number, name, state, "问题", "问题", **facts)


def lock(browser: FlaskClient, cast: Cast, **told: object) -> str:
    data = {
        "unit_id": str(cast.town), "as_of": "2026-03-18", "to_whom": "县委办", "table_name": "整改统计表",
        "sent_on": "2026-03-18", "year": "", "source": "", "sustained_counts": "",
    } | told  # fmt: skip
    answer = browser.post("/ledgers/submissions/new", data=data, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location)


def test_a_problem_is_done_when_all_its_tasks_are_and_splitting_does_not_change_n() -> None:
    lines = [line(1, State.CLOSED, 1), line(2, State.ACTIVE, 1), line(3, State.CLOSED)]
    figures = figures_of(lines, sustained_counts=False)
    assert (figures.problems.total, figures.problems.done, figures.rate) == (2, 1, "50%")
    assert (figures.tasks.total, figures.tasks.done) == (3, 2)


def test_sustained_counts_only_where_the_rule_says_so() -> None:
    lines = [line(at, State.CLOSED) for at in range(1, 10)] + [line(10, State.SUSTAINED)]
    lines += [line(11, State.ACTIVE), line(12, State.ACTIVE)]
    assert figures_of(lines, sustained_counts=False).rate == "75%"
    assert figures_of(lines, sustained_counts=True).rate == "83.3%"


def test_an_ended_task_leaves_both_sides_and_a_joined_one_counts_as_its_target() -> None:
    lines = [
        line(1, State.ENDED),
        line(2, State.JOINED, joined_to="2026-003"),
        line(3, State.CLOSED),
    ]
    figures = figures_of(lines, sustained_counts=False)
    assert (figures.problems.total, figures.problems.counted, figures.problems.done) == (3, 2, 2)


def test_nearly_all_is_never_rounded_up_to_all_and_mostly_done_is_not_done() -> None:
    lines = [line(at, State.CLOSED) for at in range(1, 3000)]
    lines.append(line(3000, State.ACTIVE, result_word=ResultWord.MOSTLY_DONE))
    assert figures_of(lines, sustained_counts=False).rate == "99.9%"


def test_a_difference_names_what_was_newly_done_and_what_fell_back() -> None:
    before = told_lines([line(1, State.CLOSED), line(2, State.ACTIVE), line(3, State.ACTIVE)])
    after = told_lines([line(1, State.ACTIVE), line(2, State.CLOSED), line(4, State.ACTIVE)])
    change = difference(before, after)
    assert change.words == "新增完成1项；减少1项；新列入1项；不再列入1项"
    assert [one.number for one in change.fallen] == ["2026-001"]
    assert not difference(before, before).any


def test_what_was_sent_is_frozen_with_its_file_and_read_again(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    with database.transaction() as session:
        bring_to(session, cast, State.CLOSED)
        open_task(session, cast, title="另一件")
    browser = sign_in_as("zhoumin")
    before = browser.get("/ledgers/submissions/new").get_data(as_text=True)
    assert "锁定以后谁也不能改" in before
    assert "长期坚持不计入已完成数" in before
    place = lock(browser, cast, file=(io.BytesIO("表".encode()), "报出去的.xlsx"))
    told = browser.get(place).get_data(as_text=True)
    assert "与台账一致，无需更新" in told
    assert "长期坚持不计入已完成数" in told
    assert browser.get(f"{place}/file").data == "表".encode()
    listed = browser.get("/ledgers/submissions").get_data(as_text=True)
    assert "完成1/2个" in listed


def test_a_second_click_freezes_nothing_twice_but_another_addressee_is_another_submission(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    with database.transaction() as session:
        open_task(session, cast)
    browser = sign_in_as("zhoumin")
    first = lock(browser, cast)
    assert lock(browser, cast) == first
    assert lock(browser, cast, to_whom="县纪委") != first


@pytest.mark.parametrize("table", [Submission, SubmissionLine])
def test_the_tables_refuse_every_change(
    sign_in_as: SignIn, cast: Cast, database: Database, table: type[Submission | SubmissionLine]
) -> None:
    with database.transaction() as session:
        open_task(session, cast)
    lock(sign_in_as("zhoumin"), cast)
    with pytest.raises(DBAPIError), database.transaction() as session:
        session.execute(update(table).values(id=table.id))
    with pytest.raises(DBAPIError), database.transaction() as session:
        session.execute(delete(table))


def test_a_later_entry_with_an_earlier_day_is_shown_and_does_not_change_what_was_sent(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    with database.transaction() as session:
        task = bring_to(session, cast, State.FINAL_REVIEW)
    browser = sign_in_as("zhoumin")
    place = lock(browser, cast)
    with clock.frozen(NOW + timedelta(days=5)), database.transaction() as session:
        secretary = cast["chenguodong"]
        work = at_work(session, secretary, session.get_one(Task, task.id))
        actions.approve(session, work, deed(secretary, on=date(2026, 3, 18)))
    told = browser.get(place).get_data(as_text=True)
    assert "与3月18日报送不一致：新增完成1项；减少0项" in told
    with database.reading() as session:
        assert session.scalars(select(SubmissionLine)).one().stand == "under_way"


def test_the_next_one_is_compared_with_the_last_of_the_same_rows(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    with database.transaction() as session:
        open_task(session, cast)
    browser = sign_in_as("zhoumin")
    lock(browser, cast)
    with database.transaction() as session:
        bring_to(session, cast, State.CLOSED)
    told = browser.get(lock(browser, cast)).get_data(as_text=True)
    assert "较上次报送" in told
    assert "新列入1项" in told


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"sent_on": "2026-03-19"}, "报送日期不能晚于今天"),
        ({"sent_on": "2026-03-17"}, "报送日期不能早于数据截至日"),
        ({"to_whom": ""}, "请填写报给谁"),
        ({"year": "1999"}, "没有可以锁定的内容"),
    ],
)
def test_a_wrong_entry_is_told_and_nothing_is_frozen(
    sign_in_as: SignIn, cast: Cast, database: Database, told: dict[str, str], sentence: str
) -> None:
    with database.transaction() as session:
        open_task(session, cast)
    data = {
        "unit_id": str(cast.town), "as_of": "2026-03-18", "to_whom": "县委办", "table_name": "表",
        "sent_on": "2026-03-18", "year": "", "source": "", "sustained_counts": "",
    } | told  # fmt: skip
    answer = sign_in_as("zhoumin").post("/ledgers/submissions/new", data=data)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    with database.reading() as session:
        assert session.scalars(select(Submission)).all() == []


def test_a_superior_reads_exactly_what_was_sent_and_nothing_live(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    with database.transaction() as session:
        task = open_task(session, cast)
    place = lock(sign_in_as("zhoumin"), cast)
    county = sign_in_as("zhenghua")
    told = county.get(place).get_data(as_text=True)
    assert "督促检查不够经常" in told
    assert f"/tasks/{task.id}" not in told
    assert "与台账一致" not in told
    assert "整改统计表" in county.get(f"/ledgers/submissions?unit={cast.town}").get_data(
        as_text=True
    )
    assert sign_in_as("wutao").get(place).status_code == 404
    assert county.get("/ledgers/submissions/new").status_code == 403


def test_the_rate_that_is_sent_reads_as_the_one_on_every_screen() -> None:
    told = [line(at, State.CLOSED if at == 1 else State.ACTIVE) for at in range(1, 17)]
    figures = figures_of(told, sustained_counts=False)
    assert figures.rate == percent(1, 16) == "6.3%"
    assert figures_of([], sustained_counts=False).rate == ""
