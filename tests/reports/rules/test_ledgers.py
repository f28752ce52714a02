"""Ledgers of other offices: headers of several rows, merged cells, subtotals, numbered cells, told columns."""

from collections.abc import Sequence
from datetime import date

import pytest

from tracker.documents.rules.pieces import Box, Row, assemble
from tracker.documents.rules.plain import PlainDocument
from tracker.reports.rules.columns import Columns, Layout
from tracker.reports.rules.extraction import read_report
from tracker.reports.rules.labels import Field
from tracker.reports.rules.results import Problem
from tracker.reports.rules.sketches import remembered, sketches

Spot = str | tuple[str, int, int]
HEADER: list[Sequence[Spot | None]] = [
    [("序号", 1, 2), ("存在问题", 2, 1), None, ("整改措施", 1, 2), ("责任分工", 3, 1), None, None, ("整改时限", 1, 2)],
    [None, "类别", "具体表现", None, "领导", "单位", "经办人", None],
]  # fmt: skip
ENTRY = [
    "1", "学习", "研讨不够深入。", "每月一次。", "组织委员", "党建办", "各村党组织书记", "6月底前并长期坚持",
]  # fmt: skip
STRANGE = [["事项描述", "怎么办", "谁来办"], ["巡防人手不足。", "增加队伍。", "平安办"]]


def paper(*rows: Sequence[Spot | None], table: int = 0) -> list[Row]:
    """Rows of cells; a text, or (text, width, height), or None under a merged cell."""
    made = []
    for row in rows:
        spots = [(at, (one, 1, 1) if isinstance(one, str) else one) for at, one in enumerate(row)]
        boxes = (Box(one[0], at, one[1], one[2]) for at, one in spots if one is not None)
        made.append(Row(tuple(boxes), table))
    return made


def problems(document: PlainDocument, columns: Columns | None = None) -> tuple[Problem, ...]:
    return read_report(document, today_year=2026, columns=columns).problems


def test_a_header_of_two_rows_is_read_by_the_texts_of_each_column_joined() -> None:
    [found] = problems(assemble(paper(*HEADER, ENTRY)))
    assert (found.number, found.category, found.text) == ("1", "学习", "研讨不够深入。")
    assert (found.leader, found.lead_unit) == ("组织委员", "党建办")
    assert found.measures == ("每月一次。",)
    [table] = sketches(assemble(paper(*HEADER, ENTRY)))
    assert [one.printed for one in table.columns][1:5] == [
        "存在问题 / 类别", "存在问题 / 具体表现", "整改措施", "责任分工 / 领导",
    ]  # fmt: skip


def test_a_header_of_three_rows_under_a_title_is_found() -> None:
    rows: list[Sequence[Spot | None]] = [
        [("整改台账", 4, 1), None, None, None],
        [("序号", 1, 3), ("问题", 1, 3), ("整改责任", 2, 1), None],
        [None, None, ("责任落实", 2, 1), None],
        [None, None, "责任单位", "责任人"],
        ["1", "巡防人手不足。", "平安办", "王立新"],
    ]
    [found] = problems(assemble(paper(*rows)))
    assert (found.text, found.lead_unit, found.handler) == ("巡防人手不足。", "平安办", "王立新")
    [table] = sketches(assemble(paper(*rows)))
    assert (table.first, table.rows, table.size) == (1, 3, 1)


def test_a_header_whose_merges_were_lost_is_found() -> None:
    rows = [
        ["序号", "存在问题", "整改措施", "责任分工", "", "整改时限"],
        ["", "", "", "牵头单位", "责任人", ""],
        ["1", "巡防人手不足。", "增加队伍。", "平安办", "王立新", "立行立改"],
    ]
    [found] = problems(assemble(paper(*rows)))
    assert (found.lead_unit, found.handler) == ("平安办", "王立新")


def test_a_first_entry_under_a_wide_heading_is_no_header() -> None:
    rows: list[Sequence[Spot | None]] = [
        ["序号", "存在问题", ("整改措施", 2, 1), None, "责任单位"],
        ["1", "巡防人手不足。", "（1）", "增加队伍", "平安办"],
    ]
    assert [one.text for one in problems(assemble(paper(*rows)))] == ["巡防人手不足。"]


def test_who_is_no_person_and_a_deadline_in_words_stay_as_they_are_written() -> None:
    rows = ["2025年度整改台账", *[["序号", "问题", "责任人", "时限"]]]
    document = assemble(
        paper(
            [(str(rows[0]), 4, 1), None, None, None],
            rows[1],
            ["1", "记录不全。", ENTRY[6], ENTRY[7]],
        )
    )
    [found] = problems(document)
    assert found.handler == "各村党组织书记"
    assert found.due is not None
    assert (found.due.text, found.due.on, found.due.lasting) == (
        "6月底前并长期坚持",
        date(2026, 6, 30),
        True,
    )


@pytest.mark.parametrize("words", ["合计", "小 计", "总计：", "本页小计", "共计3个"])
def test_a_row_that_adds_up_is_no_problem_and_gives_its_cells_to_none(words: str) -> None:
    rows = [
        ["序号", "问题", "整改措施", "责任单位"],
        ["1", "记录不全。", "补齐。", "党建办"],
        [words, "3", "5", ""],
        ["", words, "5", ""],
        ["2", "累计3个村没有公开账目。", "公开。", "财政所"],
    ]
    found = problems(assemble(paper(*rows)))
    assert [(one.number, one.text, one.measures) for one in found] == [
        ("1", "记录不全。", ("补齐。",)),
        ("2", "累计3个村没有公开账目。", ("公开。",)),
    ]
    assert not read_report(assemble(paper(*rows))).stated_count


def test_an_entry_that_sounds_like_its_heading_is_an_entry_and_a_second_header_is_none() -> None:
    rows = [
        ["序号", "存在问题", "责任单位"],
        ["", "人手不足", "各站所单位"],
        ["序号", "具体问题", "牵头单位"],
        ["2", "记录不全。", "党建办"],
    ]
    found = problems(assemble(paper(*rows)))
    assert [one.text for one in found] == ["人手不足", "记录不全。"]


def numbered(cell: str, measures: str) -> tuple[Problem, ...]:
    rows = [["序号", "问题", "整改措施", "责任单位"], ["7", cell, measures, "党建办"]]
    return problems(assemble(paper(*rows)))


def test_numbered_faults_of_one_cell_become_several_with_the_fields_of_their_row() -> None:
    found = numbered("1.记录不全。2.督查落实不到位。", "1.补齐。2.每月调度。")
    assert [(one.number, one.text) for one in found] == [
        ("1.", "记录不全。"),
        ("2.", "督查落实不到位。"),
    ]
    assert [one.measures for one in found] == [("补齐。",), ("每月调度。",)]
    assert {one.lead_unit for one in found} == {"党建办"}
    assert [one.measures for one in numbered("1.记录不全。2.督查不到位。", "一并整改。")] == [
        ("一并整改。",)
    ] * 2


@pytest.mark.parametrize(
    "cell",
    [
        "记录不全，督查落实不到位。",
        "学习方面：1.记录不全。2.督查不到位。",
        "1.记录不全。2.涉及东岭村和西坪村。",
        "一是记录不全。二是督查不到位。",
    ],
)
def test_a_cell_stays_one_problem_unless_each_numbered_part_is_a_fault(cell: str) -> None:
    [found] = numbered(cell, "补齐。")
    assert cell.removeprefix("1.") in {found.text, f"一是{found.text}"}
    assert found.number == "7"


def test_an_area_between_the_rows_is_the_category_of_those_below() -> None:
    rows = [
        ["序号", "问题", "责任单位"],
        ["一、思想建设方面", "", ""],
        ["1", "记录不全。", "党建办"],
        ["无", "无", "财政所"],
    ]
    [found] = problems(assemble(paper(*rows)))
    assert (found.number, found.category, found.lead_unit) == ("1", "一、思想建设方面", "党建办")


def test_columns_that_were_taught_are_read_by_themselves() -> None:
    document = assemble(paper(*STRANGE))
    assert not any(one.lead_unit for one in problems(document))
    taught = Columns(
        {"事项描述": Field.PROBLEM, "谁来办": Field.LEAD_UNIT, "怎么办": Field.MEASURE}
    )
    [found] = problems(document, taught)
    assert (found.text, found.lead_unit) == ("巡防人手不足。", "平安办")
    assert found.measures == ("增加队伍。",)


def test_a_name_taught_as_unused_does_not_hide_an_ordinary_ledger() -> None:
    rows = [["序号", "问题", "责任单位"], ["1", "记录不全。", "党建办"]]
    [found] = problems(assemble(paper(*rows)), Columns({"问题": Field.OTHER}))
    assert found.text == "记录不全。"


def test_a_layout_says_where_the_header_is_and_what_each_column_means() -> None:
    document = assemble(paper(["甲", "乙"], ["说明", "更多"], ["记录不全。", "党建办"]))
    layout = Layout(0, 2, {0: Field.PROBLEM, 1: Field.LEAD_UNIT})
    [found] = problems(document, Columns(layouts={0: Layout.from_json(layout.as_json())}))
    assert (found.text, found.lead_unit) == ("记录不全。", "党建办")
    [table] = sketches(document, headers={0: (0, 2)})
    assert remembered(table, layout) == {"甲/说明": Field.PROBLEM, "乙/更多": Field.LEAD_UNIT}


def test_a_layout_without_problems_leaves_the_table_to_running_text() -> None:
    document = assemble(paper(["序号", "问题", "责任单位"], ["1", "记录不全。", "党建办"]))
    unused = Layout(0, 1, dict.fromkeys(range(3), Field.OTHER))
    assert not any(one.lead_unit for one in problems(document, Columns(layouts={0: unused})))


def test_a_name_with_two_meanings_in_one_table_teaches_nothing() -> None:
    document = assemble(paper(["问题", "人员", "人员"], ["记录不全。", "王立新", "周敏"]))
    [table] = sketches(document)
    layout = Layout(0, 1, {0: Field.PROBLEM, 1: Field.HANDLER, 2: Field.LEADER})
    assert remembered(table, layout) == {"问题": Field.PROBLEM}


def test_a_sketch_shows_five_rows_and_names_what_it_does_not_know() -> None:
    rows = [
        ["序号", "问题", "责任单位", "乡音"],
        *([str(at), f"第{at}处不全。", "党建办", "有"] for at in range(1, 9)),
    ]
    [table] = sketches(assemble(paper(*rows)))
    assert table.read
    assert table.unknown == ("乡音",)
    assert table.columns[1].samples == tuple(f"第{at}处不全。" for at in range(1, 6))


def test_one_row_or_one_column_is_no_table() -> None:
    assert sketches(assemble(paper(["序号", "问题"]))) == []
    assert sketches(assemble(paper(["序号"], ["1"]))) == []
