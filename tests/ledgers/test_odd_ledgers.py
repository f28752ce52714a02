"""Old ledgers as a clerk inherits them: three header rows, parts that tell how things stand, lists of tasks, shares, posts."""

from datetime import date
from typing import Any

import pytest

from tests.ledgers.books import book
from tracker.ledgers.reader.ledgers import open_ledger
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing.entries import entries_of
from tracker.ledgers.rules.importing.headers import header_at
from tracker.ledgers.rules.importing.persons import names_in
from tracker.ledgers.rules.importing.planning import Checked, DraftRow, plan
from tracker.ledgers.rules.importing.rows import Directory, Settings
from tracker.ledgers.rules.importing.unseen import told_others
from tracker.ledgers.rules.importing.words import closing_in, measures_from, state_from
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.lifecycle import State

SETTINGS = Settings(2025, Source.SELF_CHECK, date(2026, 3, 18))
OFFICE = Directory("qinghe", {"王立新": 3, "孙国安": 4, "李强": 6}, leaders=frozenset({3, 4}))


def brought_in(rows: list[tuple[Any, ...]], *merges: str) -> list[Checked]:
    """Answer what the rows of a sheet become."""
    opened = open_ledger(book(("台账", rows, merges)), "台账.xlsx")
    assert opened.recognised
    drafts = [DraftRow(one) for one in entries_of(opened.grid, opened.header)]
    return list(plan(drafts, SETTINGS, OFFICE, {}).new)


def test_three_header_rows_over_merged_areas_and_signatures_below_are_understood() -> None:
    rows: list[tuple[Any, ...]] = [
        ("云岭县2025年度反馈问题整改台账",),
        ("填报单位：青禾镇党委（盖章）", *[None] * 6, "填报时间：2026年3月31日"),
        ("序号", "问题", None, "整改", None, None, "整改情况", None),
        (None, "方面", "具体问题", "整改措施", "责任主体", None, "进展", "是否完成"),
        (None, None, None, None, "责任领导", "责任人", None, None),
        (1, "党的建设", "组织生活不规范", "1.制定计划；2.逐月检查", "王立新（党委副书记）", "各村（社区）党组织书记", "已完成", "否"),
        (4, None, "发展党员程序不严", "培训一次", "王立新\n孙国安", "李强等3人", "正在推进", "否"),
        ("填表人：张三", None, None, "审核人：李四", None, None, "联系电话：123", None),
        ("备注：1.“是否完成”栏填“是”或“否”。",),
    ]  # fmt: skip
    merges = ("A1:H1", "A2:G2", "A3:A5", "B3:C3", "B4:B5", "C4:C5", "D3:F3", "D4:D5", "E4:F4", "G3:H3", "G4:G5", "H4:H5", "B6:B7", "A9:H9")  # fmt: skip
    first, second = brought_in(rows, *merges)
    assert (first.row.category, second.row.category) == ("党的建设", "党的建设")
    assert first.row.measures == ("制定计划；", "逐月检查")
    assert (first.row.leader_id, first.row.leader_text) == (3, "王立新（党委副书记）")
    assert (first.row.handler_id, first.row.handler_text) == (None, "各村（社区）党组织书记")
    assert second.row.handler_id == 6
    assert "不止一位责任人" in second.doubt_on(Key.HANDLER)


def test_parts_of_a_table_tell_how_their_rows_stand() -> None:
    head = ("序号", "问题", "整改措施", "完成时间")
    told = brought_in(
        [("一、已完成问题",), head, (1, "账目不清", "对账", "2025年5月1日"), (),
         ("二、正在整改的问题（1个）",), head, (1, "登记不全", "登记", "2026年5月1日")],
        "A1:D1", "A5:D5",
    )  # fmt: skip
    assert [one.row.state for one in told] == [State.CLOSED, State.ACTIVE]
    assert [one.row.category for one in told] == ["", ""]
    assert told[0].stops, "a closure needs its day"


def test_a_list_of_tasks_or_of_what_showed_is_a_ledger_too() -> None:
    [task] = brought_in([
        ("序号", "任务名称", "推进措施", "目前进展", "完成时限"),
        (1, "补齐合同", "逐份清理", "已清理31份", "2026年6月底"),
        (2, None, None, None, None),
    ])  # fmt: skip
    assert (task.row.problem, task.row.state) == ("补齐合同", State.ACTIVE)
    assert "先按“整改中”导入" in task.doubt_on(Key.STATE)
    [shown] = brought_in(
        [("序号", "问题表现", "整改任务", "具体措施"), (1, "学习不深入", "学深", "每月一学")]
    )
    assert (shown.row.problem, shown.row.measures) == ("学习不深入", ("每月一学",))


def test_a_table_that_counts_is_no_ledger() -> None:
    rows = [
        ("序号", "类别", "问题数", "已整改", "正在整改", "完成率"),
        (1, "党的建设", 3, 2, 1, "66.7%"),
    ]
    assert not open_ledger(book(("统计", rows, [])), "统计.xlsx").recognised


def test_the_day_of_a_closure_may_stand_beside_its_word() -> None:
    [one] = brought_in([
        ("编号", "问题", "整改措施", "整改状态"),
        ("2025-901", "会议记录不规范", "统一记录本", "已销号（2025.5.30）"),
    ])  # fmt: skip
    assert (one.row.state, one.row.closed_on) == (State.CLOSED, date(2025, 5, 30))
    assert "请核对" in one.doubt_on(Key.CLOSED_ON)
    assert not one.stops


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("已完成 2025年7月1日", date(2025, 7, 1)),
        ("2025年12月销号", date(2025, 12, 31)),
        ("正在整改（2025.5.30）", None),
        ("已销号", None),
    ],
)
def test_only_a_closed_state_tells_a_day(text: str, day: date | None) -> None:
    assert closing_in(text) == day


@pytest.mark.parametrize(
    ("share", "state"),
    [
        ("80%", State.ACTIVE),
        ("0.8", State.ACTIVE),
        ("100%", State.CLOSED),
        ("0%", State.UNASSIGNED),
    ],
)
def test_a_share_tells_how_things_stand(share: str, state: State) -> None:
    assert state_from(share) is state


@pytest.mark.parametrize(
    ("cell", "measures"),
    [
        ("1.建账；2.对账；3.公示1.5万元", ("建账；", "对账；", "公示1.5万元")),
        ("一是建账；二是对账。", ("建账；", "对账。")),
        ("（1）建账。（2）对账。", ("建账。", "对账。")),
        ("①建账；②对账", ("建账；", "对账")),
        ("①建账②对账", ("建账", "对账")),
        ("按①②两类对账", ("按①②两类对账",)),
        ("1、建账 2、对账", ("建账", "对账")),
        ("退回1.5万元；2.3万元补正", ("退回1.5万元；2.3万元补正",)),
        ("1.建账，2.对账", ("建账，2.对账",)),
    ],
)
def test_measures_in_one_line_are_parted_by_numbers_that_count_on(
    cell: str, measures: tuple[str, ...]
) -> None:
    assert measures_from(cell) == measures


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("王立新（党委委员、副镇长）", ("王立新",)),
        ("党委副书记（王立新）、镇长（孙国安）", ("王立新", "孙国安")),
        ("李强等3人", ("李强",)),
        ("李强同志", ("李强",)),
    ],
)
def test_posts_in_brackets_are_no_part_of_a_name(cell: str, names: tuple[str, ...]) -> None:
    assert names_in(cell) == names


def test_two_tables_one_below_the_other_are_not_run_together() -> None:
    upper = ("序号", "查摆问题", "整改措施", "责任人", "整改时限", "进展情况")
    lower = ("序号", "反馈问题", "具体措施", "责任单位", "责任领导", "完成时限", "整改状态")
    rows: list[tuple[Any, ...]] = [
        ("附件1 查摆问题台账",), upper, (1, "学习不深入", "制定计划", "李强", "6月底", "已学3次"), (),
        ("附件2 巡察反馈问题台账",), lower, (1, "账目不清", "对账", "财政所", "王立新", "9月底", "整改中"),
    ]  # fmt: skip
    opened = open_ledger(book(("台账", rows, ("A1:F1", "A5:G5"))), "台账.xlsx")
    assert [one.cells[Key.PROBLEM] for one in entries_of(opened.grid, opened.header)] == [
        "账目不清"
    ]
    told = told_others(opened.sheets, opened.sheet, opened.header)
    assert told.startswith("这张表第2行另有一个表头，栏目不同，这次不读")
    first = header_at(opened.grid, 1, 1)
    assert [one.cells[Key.PROBLEM] for one in entries_of(opened.grid, first)] == ["学习不深入"]
    assert told_others(opened.sheets, opened.sheet, first).startswith("这张表第6行")


def test_a_header_of_two_rows_on_the_next_page_goes_on() -> None:
    head: list[tuple[Any, ...]] = [
        ("序号", "反馈问题", "责任人", "整改情况", None), (None, None, None, "是否完成", "进展"),
    ]  # fmt: skip
    rows = [*head, (1, "账目不清", "李强", "否", "在办"), *head, (2, "学习不深", "李强", "否", "")]
    merges = [f"{at}{row}:{at}{row + 1}" for row in (1, 4) for at in "ABC"]
    opened = open_ledger(book(("台账", rows, (*merges, "D1:E1", "D4:E4"))), "台账.xlsx")
    assert len(entries_of(opened.grid, opened.header)) == 2
    assert told_others(opened.sheets, opened.sheet, opened.header) == ""


def test_the_same_columns_headed_in_other_words_go_on() -> None:
    told = brought_in(
        [("序号", "反馈问题", "整改措施", "责任人"), (1, "账目不清", "对账", "李强"),
         ("序号", "查摆问题", "整改措施", "责任人"), (1, "学习不深", "学习", "李强")]
    )  # fmt: skip
    assert [one.row.problem for one in told] == ["账目不清", "学习不深"]


def test_other_sheets_that_look_like_ledgers_are_named() -> None:
    rows = [("序号", "问题", "措施", "责任人"), (1, "账目不清", "对账", "李强")]
    sheets = [(name, rows, ()) for name in ("财政所", "党建办")]
    opened = open_ledger(book(*sheets, ("说明", [("填表说明",)], ())), "台账.xlsx")
    told = told_others(opened.sheets, opened.sheet, opened.header)
    assert told == "“党建办”也像台账，这次不读；导完这一张，再传一次，另选表头或工作表。"


def test_measures_and_months_in_columns_of_their_own_are_read_together() -> None:
    [told] = brought_in(
        [("整改进度月报",),
         ("序号", "问题", "整改措施", None, "责任人", "月度进展", None),
         (None, None, "措施一", "措施二", None, "3月", "4月"),
         (1, "账目不清", "对账", "公示", "李强", "定方案", "对账2村")],
        "A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:G2",
    )  # fmt: skip
    assert told.row.measures == ("对账", "公示")
    assert told.row.progress == "3月：定方案\n4月：对账2村"


def test_a_card_for_one_problem_is_no_ledger() -> None:
    rows = [
        ("问题整改销号单",), ("问题编号", "2026-001", "责任领导", "王立新"),
        ("反馈问题", "账目不清"), ("整改措施",), ("完成情况",),
    ]  # fmt: skip
    assert not open_ledger(book(("单", rows, ("A1:D1", "B3:D3"))), "台账.xlsx").recognised


def test_a_share_of_completion_under_its_own_heading_is_how_things_stand() -> None:
    rows = [
        ("序号", "问题", "措施", "完成比例"),
        (1, "甲", "对账", "100%"),
        (2, "乙", "对账", 0.35),
    ]
    done, half = brought_in(rows)
    assert (done.row.state, half.row.state) == (State.CLOSED, State.ACTIVE)
