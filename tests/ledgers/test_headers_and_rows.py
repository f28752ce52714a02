"""Foreign ledgers in the shapes that occur: where the header is, what belongs together, what is no row."""

import pytest

from tests.ledgers.books import HEAD, Sheet, book, plain, row
from tracker.ledgers.reader.ledgers import OpenedLedger, open_ledger
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing.entries import Entry, entries_of
from tracker.ledgers.rules.importing.headers import header_at


def opened(content: bytes) -> OpenedLedger:
    return open_ledger(content, "台账.xlsx")


def entries(content: bytes) -> list[Entry]:
    found = opened(content)
    assert found.recognised
    return entries_of(found.grid, found.header)


def test_a_header_below_title_and_seal_is_found() -> None:
    found = opened(plain(row()))
    assert (found.header.first, found.header.height) == (2, 1)
    assert list(found.header.fields.values()) == [
        Key.POSITION,
        Key.PROBLEM,
        Key.MEASURES,
        Key.LEADER,
        Key.LEAD_UNIT,
        Key.HANDLER,
        Key.DUE,
        Key.PROGRESS,
        Key.STATE,
    ]


def test_a_header_of_two_rows_gives_each_column_its_lower_name() -> None:
    rows = [
        ("整改台账",),
        ("序号", "存在问题", "责任分工", None, None, "时限"),
        (None, None, "牵头领导", "牵头", "配合", None),
        (1, "台账不全", "王立新", "财政所", "东岭村", "2026年6月底"),
    ]
    merges = ["A1:F1", "A2:A3", "B2:B3", "C2:E2", "F2:F3"]
    found = opened(book(("表", rows, merges)))
    assert found.header.height == 2
    assert dict(found.header.fields) == {
        0: Key.POSITION,
        1: Key.PROBLEM,
        2: Key.LEADER,
        3: Key.LEAD_UNIT,
        4: Key.HELPING,
        5: Key.DUE,
    }
    assert [one.cells[Key.PROBLEM] for one in entries(book(("表", rows, merges)))] == ["台账不全"]


def test_a_column_under_the_heading_of_another_goes_by_its_own_words() -> None:
    rows = [
        ("序号", "反馈问题", "整改措施", None, "责任人"),
        (None, None, "措施", "标准", None),
        (1, "台账不全", "补记", "账账相符", "李强"),
    ]
    found = opened(book(("表", rows, ["A1:A2", "B1:B2", "C1:D1", "E1:E2"])))
    assert (found.header.fields[2], found.header.fields[3]) == (Key.MEASURES, Key.STANDARD)


def test_a_header_of_three_rows_is_one_header() -> None:
    rows = [
        ("序号", "反馈问题", "整改落实", None, None),
        (None, None, "责任", None, "结果"),
        (None, None, "责任领导", "责任人", "是否完成"),
        (1, "台账不全", "王立新", "李强", "是"),
    ]
    merges = ["A1:A3", "B1:B3", "C1:E1", "C2:D2"]
    found = opened(book(("表", rows, merges)))
    assert found.header.height == 3
    assert found.header.names[3] == "整改落实/责任/责任人"
    assert found.header.fields[4] is Key.STATE


def test_the_sheet_with_the_ledger_is_chosen_among_several() -> None:
    cover: Sheet = ("封面", [("青禾镇",)], [])
    figures: Sheet = ("统计", [("类别", "数量"), ("党建", 3)], [])
    ledger: Sheet = ("台账", [HEAD, row()], [])
    assert opened(book(cover, figures, ledger)).sheet == 2


def test_a_sheet_without_a_header_is_told_as_such() -> None:
    assert not opened(book(("表", [("甲", "乙"), (1, 2)], []))).recognised


def test_a_problem_merged_over_rows_has_several_tasks() -> None:
    rows = [
        HEAD,
        row("账目不清", number=1, unit="财政所", measures="逐村核对"),
        (None, None, "补齐手续", "黄海", "东岭村", "赵芳", "2026年9月底", "", "正在推进"),
        row("学习不够", number=2),
    ]
    found = entries(book(("表", rows, ["A2:A3", "B2:B3"])))
    assert [(one.row, one.problem) for one in found] == [(2, 1), (3, 1), (4, 2)]
    assert found[1].cells[Key.PROBLEM] == "账目不清"
    assert found[1].cells[Key.LEAD_UNIT] == "东岭村"


def test_rows_that_go_on_with_measures_alone_belong_to_the_task_above() -> None:
    rows = [
        HEAD,
        row("账目不清", measures="逐村核对"),
        (None, None, "补齐手续", None, None, None, None, None, None),
    ]
    merges = ["A2:A3", "B2:B3", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "I2:I3"]
    [one] = entries(book(("表", rows, merges)))
    assert one.cells[Key.MEASURES] == "逐村核对\n补齐手续"


def test_a_problem_repeated_row_by_row_counts_once() -> None:
    found = entries(plain(row("账目不清"), row("账目不清", unit="东岭村", number=2)))
    assert [one.problem for one in found] == [1, 1]


def test_totals_notes_headers_again_and_areas_are_no_rows() -> None:
    rows = [
        HEAD,
        ("一、政治建设方面（2个）",),
        row("学习不够"),
        HEAD,
        ("二、财务管理方面",),
        row("账目不清", number=2),
        ("合计", "2个", None, None, None, None, None, None, None),
        ("填表人：周敏", None, None, "审核人：刘洋"),
        ("注：本表每月报送一次。",),
    ]
    found = entries(book(("表", rows, ["A2:I2", "A5:I5", "A9:I9"])))
    assert [one.cells[Key.PROBLEM] for one in found] == ["学习不够", "账目不清"]
    assert [one.cells[Key.CATEGORY] for one in found] == ["政治建设方面", "财务管理方面"]


@pytest.mark.parametrize("heading", ["存在问题", "反馈问题（原文）", "问题 表述", "三、具体问题"])
def test_a_problem_has_many_names(heading: str) -> None:
    head = tuple(heading if one == "反馈问题" else one for one in HEAD)
    assert opened(plain(row(), head=head)).header.fields[1] is Key.PROBLEM


def test_a_person_may_say_where_the_header_is() -> None:
    sheet = opened(plain(row())).grid
    assert header_at(sheet, 2, 1).names[1] == "反馈问题"
