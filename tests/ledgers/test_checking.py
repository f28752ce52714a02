"""What an entry becomes, and every doubt about it: names, words, days, states, years."""

from datetime import date
from typing import Any

import pytest

from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing.checking import check
from tracker.ledgers.rules.importing.entries import Entry
from tracker.ledgers.rules.importing.persons import names_in
from tracker.ledgers.rules.importing.planning import DraftRow, plan
from tracker.ledgers.rules.importing.rows import Directory, Doubt, Known, NewRow, Settings
from tracker.ledgers.rules.importing.words import (
    day_from,
    due_from,
    measures_from,
    state_from,
)
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import State

SETTINGS = Settings(2025, Source.SELF_CHECK, date(2026, 3, 18))
OFFICE = Directory(
    "qinghe",
    people={"王立新": 3, "黄海": 4, "李强": 6},
    leaders=frozenset({3, 4}),
    units={"财政所": 9},
    tasks={"2025-001": Known(1, "学习不够")},
    texts={(2025, "学习不够"): "2025-001"},
    anywhere={"学习不够": "2025-001", "往年的老问题": "2024-003"},
)


def checked(settings: Settings = SETTINGS, **cells: str) -> tuple[NewRow, tuple[Doubt, ...]]:
    told = {"problem": "账目不清", "handler": "李强", **cells}
    return check(Entry(5, 1, {Key(key): text for key, text in told.items()}), settings, OFFICE)


def doubts_on(key: Key, state: str) -> list[str]:
    return [one.words for one in checked(state=state)[1] if one.key is key]


def test_a_plain_row_raises_no_doubt() -> None:
    row, doubts = checked(leader="王立新", lead_unit="财政所", due="2026年6月30日", state="整改中")
    assert doubts == ()
    assert (row.handler_id, row.leader_id, row.lead_unit_id) == (6, 3, 9)
    assert (row.state, row.due.on) == (State.ACTIVE, date(2026, 6, 30))


def test_a_handler_who_is_no_person_stays_as_written() -> None:
    row, doubts = checked(handler="各村（社区）党组织书记")
    assert (row.handler_text, row.handler_id) == ("各村（社区）党组织书记", None)
    assert [(one.key, one.must) for one in doubts] == [(Key.HANDLER, False)]


def test_a_chosen_contact_answers_for_a_handler_who_is_no_person() -> None:
    entry = Entry(5, 1, {Key.PROBLEM: "账目不清", Key.HANDLER: "各村党组织书记"})
    row, doubts = check(entry, SETTINGS, OFFICE, contact_id=6)
    assert (row.handler_id, row.handler_text, doubts) == (6, "各村党组织书记", ())


def test_of_two_leaders_the_first_counts_and_both_are_printed() -> None:
    row, doubts = checked(leader="黄海、王立新")
    assert (row.leader_id, row.leader_text) == (4, "黄海、王立新")
    assert [one.key for one in doubts] == [Key.LEADER]


def test_a_name_with_a_space_is_one_person() -> None:
    assert checked(handler="李　强")[0].handler_id == 6


@pytest.mark.parametrize(
    ("text", "on", "words", "lasting"),
    [
        ("6月底前并长期坚持", date(2026, 6, 30), "6月底前并长期坚持", True),
        ("接上级通知后一个月", None, "接上级通知后一个月", False),
        ("立行立改", None, "立行立改", False),
        ("长期坚持", None, "长期坚持", True),
        ("2026-06-30", date(2026, 6, 30), "", False),
        ("46203", date(2026, 6, 30), "", False),
        ("2026.6.30", date(2026, 6, 30), "2026.6.30", False),
        ("6.30", date(2026, 6, 30), "6.30", False),
        ("2026年6月底", date(2026, 6, 30), "2026年6月底", False),
    ],
)
def test_deadlines_keep_their_words_beside_the_day(
    text: str, on: date | None, words: str, *, lasting: bool
) -> None:
    due = due_from(text, 2026)
    assert (due.on, due.text, due.lasting) == (on, words, lasting)


def test_a_deadline_without_a_day_is_doubtful_but_comes_in() -> None:
    [doubt] = [one for one in checked(due="接上级通知后一个月")[1] if one.key is Key.DUE]
    assert not doubt.must


def test_a_year_that_was_guessed_and_is_over_is_told_with_the_day() -> None:
    audit = Settings(2025, Source.INSPECTION, date(2026, 3, 18))
    row, doubts = checked(audit, due="6月底前并长期坚持", state="整改中")
    assert row.due.on == date(2025, 6, 30)
    assert [one.key for one in doubts] == [Key.DUE]
    assert "按2025年6月30日算" in doubts[0].words
    for told in ("2025年6月底前", "2026年6月底前"):
        assert checked(audit, due=told, state="整改中")[1] == ()
    assert checked(due="6月底前", state="整改中")[1] == (), (
        "a report's problems are worked off next year"
    )


def test_at_once_in_the_deadline_tells_the_type() -> None:
    assert checked(due="立行立改")[0].kind is TaskKind.AT_ONCE
    assert checked(kind="分阶段整改")[0].kind is TaskKind.BY_STAGES
    assert checked(kind="持续整改")[0].kind is TaskKind.LASTING


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("已完成", State.CLOSED),
        ("已整改到位。", State.CLOSED),
        ("√", State.CLOSED),
        ("是", State.CLOSED),
        ("正在推进", State.ACTIVE),
        ("基本完成", State.ACTIVE),
        ("否", State.ACTIVE),
        ("整改中（超期未完成）", State.ACTIVE),
        ("长期坚持", State.SUSTAINED),
        ("未启动", State.UNASSIGNED),
        ("差不多了", None),
    ],
)
def test_states_of_every_county_are_understood_or_asked(word: str, state: State | None) -> None:
    assert state_from(word) is state


def test_an_unknown_state_must_be_mended() -> None:
    assert [one.must for one in checked(state="差不多了")[1] if one.key is Key.STATE] == [True]


def test_work_closed_in_an_earlier_year_becomes_history() -> None:
    row, doubts = checked(state="已销号", closed_on="2025年11月3日", progress="已补齐。")
    assert (row.state, row.closed_on, row.outcome) == (State.CLOSED, date(2025, 11, 3), "已补齐。")
    assert doubts == ()


def test_a_state_that_stands_among_the_remarks_is_proposed_and_never_lost() -> None:
    row, doubts = checked(remarks="已整改", closed_on="2025年11月3日")
    assert (row.state, row.remarks) == (State.CLOSED, "已整改")
    assert [(one.key, one.must) for one in doubts] == [(Key.STATE, False)]
    assert "备注里写的“已整改”" in doubts[0].words


def test_a_remark_against_the_state_is_told_and_the_state_counts() -> None:
    row, doubts = checked(state="正在推进", remarks="已完成")
    assert row.state is State.ACTIVE
    assert [one.key for one in doubts] == [Key.REMARKS]


def test_a_remark_that_is_no_state_raises_no_doubt() -> None:
    row, doubts = checked(state="正在推进", remarks="待县里批复")
    assert (row.remarks, doubts) == ("待县里批复", ())


def test_work_closed_this_year_must_go_through_its_approval() -> None:
    row, doubts = checked(state="已销号", closed_on="2026.2.3")
    assert (row.state, row.closed_on) == (State.ACTIVE, None)
    assert [(one.key, one.must) for one in doubts] == [(Key.STATE, False)]


@pytest.mark.parametrize("day", ["", "去年某日", "2026年12月1日"])
def test_history_needs_a_day_that_can_be(day: str) -> None:
    assert any(one.must for one in checked(state="已销号", closed_on=day)[1])


def test_one_day_may_stand_in_for_all_that_have_none() -> None:
    settings = Settings(2024, Source.SELF_CHECK, date(2026, 3, 18), date(2025, 12, 31))
    assert checked(settings, state="已销号")[0].closed_on == date(2025, 12, 31)


def test_lasting_work_enters_as_work_and_says_so() -> None:
    assert checked(state="长期坚持")[0].state is State.ACTIVE
    assert doubts_on(Key.STATE, state="长期坚持")


def test_days_without_a_year_fall_in_the_year_of_the_work() -> None:
    assert checked(due="6月30日")[0].due.on == date(2026, 6, 30)
    assert checked(due="6月30日", source="县委巡察")[0].due.on == date(2025, 6, 30)


def test_a_number_of_ours_tells_the_year() -> None:
    row, doubts = checked(number="2024-007")
    assert (row.year, row.number, doubts) == (2024, "2024-007", ())


def test_another_number_becomes_the_superiors() -> None:
    row, doubts = checked(number="青巡〔3〕-7")
    assert (row.year, row.number, row.superior_number) == (2025, "", "青巡〔3〕-7")
    assert [one.key for one in doubts] == [Key.NUMBER]


def test_a_number_that_is_another_problem_and_a_problem_that_is_there_must_be_settled() -> None:
    assert any(one.must for one in checked(number="2025-001")[1])
    assert any(one.must for one in checked(problem="学习不够")[1])


def test_the_same_words_in_another_year_are_only_asked_about() -> None:
    [doubt] = [one for one in checked(problem="往年的老问题")[1] if one.key is Key.PROBLEM]
    assert not doubt.must
    assert "2024-003" in doubt.words


def test_a_row_without_a_problem_and_a_text_beyond_all_measure_must_be_mended() -> None:
    assert any(one.must for one in checked(problem="")[1])
    assert any(one.must for one in checked(problem="长" * 32_768)[1])


def test_the_same_number_twice_in_a_file_stops_both() -> None:
    twice = [
        DraftRow(Entry(row, row, {Key.PROBLEM: f"问题{row}", Key.NUMBER: "2024-001"}))
        for row in (1, 2)
    ]
    assert plan(twice, SETTINGS, OFFICE, {}).stopping == 2
    twice[1].skipped = True
    assert plan(twice, SETTINGS, OFFICE, {}).stopping == 0


@pytest.mark.parametrize(
    ("text", "day"),
    [("20260630", date(2026, 6, 30)), ("2026/6/30", date(2026, 6, 30)), ("2026.2.30", None)],
)
def test_days_are_read_as_typed(text: str, day: date | None) -> None:
    assert day_from(text, 2026) == day


def test_measures_lose_their_numbers_but_no_figures() -> None:
    told: Any = "1.建立清单\n（2）逐村核对\n③培训\n1.5万元退回"
    assert measures_from(told) == ("建立清单", "逐村核对", "培训", "1.5万元退回")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("组织委员 王立新", ("王立新",)),
        ("副镇长孙国安", ("孙国安",)),
        ("党委副书记、镇长 王立新", ("王立新",)),
        ("王立新、孙国安", ("王立新", "孙国安")),
        ("周兰 赵远", ("周兰", "赵远")),
        ("各村党组织书记", ("各村党组织书记",)),
        ("", ()),
    ],
)
def test_a_post_in_front_of_a_name_is_not_a_second_person(
    cell: str, names: tuple[str, ...]
) -> None:
    assert names_in(cell) == names
