"""Tables as counties really send them: seals over the header, parts, numbered empty rows, notes, a row for each town."""

from dataclasses import replace
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.ledgers.their_form_books import PROBLEMS, lines, opened, saved, written
from tracker.ledgers.reader.their_form import look_at
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.their_form.filling import Filling
from tracker.ledgers.rules.their_form.grid import Grid
from tracker.ledgers.rules.their_form.layout import DateStyle, Extra, TableKind, TheirLayout
from tracker.ledgers.rules.their_form.proposal import filled_by, header_of, proposed
from tracker.tasks.rules.lifecycle import State


def table(rows: list[tuple[Any, ...]], *merges: str) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    for area in merges:
        sheet.merge_cells(area)
    return saved(book)


def filled(
    content: bytes, told: list[LedgerLine] | None = None
) -> tuple[Grid, TheirLayout, Filling]:
    """Answer what the program proposes for a workbook and would fill in."""
    [grid] = look_at(content, "县里的表.xlsx")
    layout = proposed(grid, header_of(grid, None))
    return grid, layout, filled_by(grid, layout, lines() if told is None else told, {})


def sources(layout: TheirLayout) -> list[str]:
    return [one.source for one in layout.columns.values()]


def test_a_merged_seal_over_the_table_is_no_part_of_its_header() -> None:
    content = table(
        [
            ("附件2",),
            ("巡察反馈问题整改情况月报表",),
            ("填报单位（盖章）：", None, None, None, None, "2026年  月  日"),
            ("序号", "反馈问题", None, "整改落实情况", None, "责任领导"),
            (None, "类别", "具体问题", "整改措施", "完成情况", None),
            ("3-1", "主体责任", PROBLEMS[0], None, None, None),
            ("3-2", None, PROBLEMS[1], None, None, None),
            ("说明：1.完成情况填“已完成”；2.每月25日前报送。",),
        ],
        "A1:F1", "A2:F2", "A3:E3", "A4:A5", "B4:C4", "D4:E4", "F4:F5", "B6:B7", "A8:F8",
    )  # fmt: skip
    _, layout, filling = filled(content)
    assert (layout.first, layout.rows, layout.kind) == (4, 2, TableKind.LISTED)
    assert sources(layout) == [
        "position", "category", "problem", "measures", "progress", "leader",
    ]  # fmt: skip
    assert {row: one.number for row, one in filling.matches.found.items()} == {
        6: "2026-001",
        7: "2026-002",
    }
    assert filling.matches.rows_left == ()
    assert not [one for one in filling.cells if one.column < 4], "what they told stays theirs"


def test_what_stood_in_our_columns_is_told_before_it_is_replaced() -> None:
    content = table([("编号", "反馈问题", "整改措施"), ("3-1", PROBLEMS[0], "①每月一学")])
    _, _, filling = filled(content)
    assert [(one.old, one.put is not None) for one in filling.cells] == [("①每月一学", True)]
    assert any("有1格原来写有内容，将换成台账里的" in one for one in filling.remarks)


def test_headings_of_parts_sums_and_a_header_again_are_not_taken_for_problems() -> None:
    head = ("序号", "问题表现", "整改措施", "完成情况")
    content = table(
        [
            head,
            ("一、党的建设方面",),
            (1, PROBLEMS[0], None, None),
            ("小计", "1个", None, None),
            ("二、村级财务方面",),
            head,
            (2, "招商引资力度不大", None, None),
            ("合计", "2个", None, None),
        ],
        "A2:D2", "A5:D5",
    )  # fmt: skip
    _, layout, filling = filled(content)
    assert layout.kind is TableKind.LISTED
    assert list(filling.matches.found) == [3]
    assert [one.row for one in filling.matches.rows_left] == [7]


def test_numbered_rows_wait_for_our_tasks_in_the_way_of_the_heading() -> None:
    content = table(
        [
            ("2026年重点整改任务推进情况表",),
            ("填报单位：", None, None, "时间：", None),
            ("序号", "任务名称", "推进措施（100字以内）", "目前进展", "完成时限（格式：2026.06.30）"),
            *((at, None, None, None, None) for at in (1, 2, 3)),
            ("注：长期坚持事项请注明。",),
        ],
        "A1:E1", "A2:C2", "D2:E2", "A7:E7",
    )  # fmt: skip
    grid, layout, filling = filled(content)
    assert (layout.first, layout.kind) == (3, TableKind.EMPTY)
    assert layout.columns[5].date_style is DateStyle.DOTTED
    sheet = opened(written(content, grid, filling)).active
    assert sheet is not None
    assert [sheet.cell(row, 2).value for row in (4, 5, 6)] == list(PROBLEMS)
    assert sheet["E4"].value == "2026.6.30"
    assert sheet["A7"].value == "注：长期坚持事项请注明。"


def test_nothing_is_written_over_what_stands_below_a_header_without_empty_rows() -> None:
    content = table([("序号", "整改措施", "完成情况"), ("各单位自行添加", None, None)])
    _, _, filling = filled(content)
    assert filling.cells == ()
    assert "第2行已写有“各单位自行添加”" in filling.refusal
    assert "添足空行" in filling.refusal


def test_a_county_s_table_has_a_row_for_each_town_and_ours_alone_is_filled() -> None:
    content = table([
        ("单位", "应整改问题数", "已完成", "正在推进", "完成率"),
        ("青禾镇党委", None, None, None, None),
        ("白石镇", None, None, None, None),
        ("合计", None, None, None, None),
    ])  # fmt: skip
    told = [replace(one, unit_name="青禾镇") for one in lines()]
    _, layout, filling = filled(content, told)
    assert (layout.kind, layout.grouped_by) == (TableKind.COUNTING, Key.LEAD_UNIT)
    assert {one.name: one.new for one in filling.cells} == {
        "B2": "3", "C2": "1", "D2": "2", "E2": "33.3%",
    }  # fmt: skip
    assert "台账里没有这些分类，没有填写：第3行“白石镇”、第4行“合计”。" in filling.remarks


def test_what_has_not_begun_is_told_apart_from_what_is_under_way() -> None:
    content = table([
        ("类别", "问题数", "已整改", "长期坚持", "正在整改", "未启动", "整改率"),
        ("组织建设", None, None, None, None, None, None),
    ])  # fmt: skip
    states = (State.CLOSED, State.SUSTAINED, State.ACTIVE, State.UNASSIGNED, State.ASSIGNED)
    told = [
        replace(lines()[0], task_id=at, problem_id=at, state=one, category="组织建设")
        for at, one in enumerate((*states, State.PAUSED, State.ENDED), start=1)
    ]
    half = replace(told[3], task_id=9, problem_id=5, state=State.ACTIVE)  # the problem has begun
    _, layout, filling = filled(content, [*told, half])
    assert sources(layout) == [
        Extra.LABEL, Extra.TOTAL, Extra.COMPLETED, Extra.SUSTAINED, Extra.UNDER_WAY,
        Extra.NOT_BEGUN, Extra.RATE,
    ]  # fmt: skip
    assert [one.new for one in filling.cells] == ["6", "1", "1", "3", "1", "16.7%"]
    assert any(one.startswith("“未启动”数待交办、待签收的") for one in filling.remarks)
    _, _, whole = filled(table([("类别", "问题数", "正在整改", "整改率"), ("组织建设",)]), told)
    assert [one.new for one in whole.cells] == ["6", "5", "16.7%"], "nothing else is told apart"


def test_a_share_in_percent_is_not_filled_with_words() -> None:
    content = table([("编号", "反馈问题", "整改进度（%）"), ("3-1", PROBLEMS[0], None)])
    _, layout, filling = filled(content)
    assert layout.columns[3].source == Extra.NOTHING
    assert filling.cells == ()


def test_a_counting_table_that_lies_on_its_side_is_named_as_such() -> None:
    content = table(
        [("问题整改情况统计表",), ("项目", "财政所", "合计"), ("应整改数",), ("已完成数",)], "A1:C1"
    )
    assert filled(content)[2].refusal.startswith("这张表把“应整改数”“已完成数”写在左边")
