"""Other people's Excel at a browser, questions 2 and 5 of an office's half hour; each leaves its pictures."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import expect

from tests.journeys.conftest import Town
from tests.journeys.people import Desk
from tests.ledgers.books import book
from tests.ledgers.their_form_books import saved
from tracker.core.clock import OFFICE_ZONE

pytestmark = pytest.mark.browser

_PASSWORD = "Demo@2026"
_YEAR = datetime.now(OFFICE_ZONE).year  # noqa: TID251  the program under test runs on the real clock
_UGLY = book(
    (
        "汇总表(最终版2)",
        [
            ("清溪镇整改台账", *[None] * 8),
            ("填报单位（盖章）：", *[None] * 8),
            ("序\n号", "存在的  问题", "具体表现", "责任分工", None, None, "整改时限", "整改情况", None),
            (None, None, None, "责任领导", "牵头单位", "责任人", None, "工作进展", "是否完成"),
            (1, "谈心谈话不够经常", "半年只谈一次", "王立本、孙国安", "党建办、财政所", "各村党组织书记", "6月底前并长期坚持", "已谈2次。", "基本完成"),
            (2, "印章管理不规范", "用印没有登记", "组织委员 王立本", "财政所", "李青山", f"{_YEAR - 1}年6月底", "已登记。", "已完成"),
            (None, None, "合同没有归档", "孙国安", "财政所", "李青山", "接上级通知后一个月", None, "正在整改"),
            ("合计", None, None, None, None, None, None, None, "完成1个"),
        ],
        ["A1:I1", "A2:I2", "A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:G4", "H3:I3", "A6:A7", "B6:B7"],
    )
)  # fmt: skip


@pytest.fixture
def town(demonstration: Town) -> Town:
    """The town in which the people of these tests sit down."""
    return demonstration


def test_question_2_an_ugly_ledger_comes_in_with_its_doubtful_rows_mended_on_screen(
    town: Town, sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    clerk = sit_down("zhangxiaoyan", _PASSWORD)
    paper = tmp_path / "清溪镇整改台账（最终版2）.xlsx"
    paper.write_bytes(_UGLY)
    clerk.go("/ledgers/imports")
    clerk.page.locator("input[type=file]").set_input_files(str(paper))
    clerk.press("上传并识别")
    expect(clerk.page.locator("select[name=c8]")).to_have_value("state")
    clerk.press("下一步：检查各行")
    clerk.sees("将列入问题 2 个")
    clerk.sees("必须先改 1 行")
    clerk.sees("没有这样的账号，按原文保留；可以选一位联系人，由他接收提醒。")
    clerk.sees("不止一位责任领导，按原文保留，以第一位为主责。")
    clerk.picture("问2-检查各行")
    closed = clerk.page.locator("[name$=closed_on][name^=r]:visible").first
    closed.fill(f"{_YEAR - 1}年6月20日")
    closed.blur()
    clerk.sees("必须先改 0 行")
    clerk.press("确认导入")
    clerk.sees("列入任务")
    clerk.sees("3 项")
    clerk.picture("问2-结果")
    listed = town.flask("tasks", "list", "--unit", "qingxi")
    assert "6月底前并长期坚持\t各村党组织书记" in listed
    assert listed.count("印章管理不规范") == 2


def _county(path: Path) -> None:
    """A county's table: three header rows, its own problems, a drop-down from a hidden sheet, a fixed height."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "附件2"
    sheet["A1"] = "云岭县主体责任反馈问题整改情况统计表"
    for area, words in {
        "A2:A3": "序号", "B2:B3": "反馈问题", "C2:E2": "整改情况", "F2:F3": "是否完成（填是或否）",
    }.items():  # fmt: skip
        sheet.merge_cells(area)
        sheet[area[:2]] = words
    sheet["C3"], sheet["D3"], sheet["E3"] = "整改措施", "责任人", "具体进展"
    problems = ("“一岗双责”压得不实", "惠民资金公示衔接不畅", "招商引资力度不大")
    for row, text in enumerate(problems, start=4):
        sheet.cell(row, 1, row - 3)
        sheet.cell(row, 2, text)
        sheet.row_dimensions[row].height = 20
        for column in range(1, 7):
            sheet.cell(row, column).alignment = openpyxl.styles.Alignment(wrap_text=True)
    sheet["A7"], sheet["F7"] = "合计", '=COUNTIF(F4:F6,"是")'
    words = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1="选项!$A$1:$A$2")
    words.add("F4:F6")
    sheet.add_data_validation(words)
    hidden = workbook.create_sheet("选项")
    hidden["A1"], hidden["A2"], hidden.sheet_state = "是", "否", "hidden"
    path.write_bytes(saved(workbook))


def test_question_5_the_countys_table_goes_back_filled_and_what_was_sent_is_frozen(
    sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    clerk = sit_down("zhangxiaoyan", _PASSWORD)
    paper = tmp_path / "附件2：云岭县统计表（清溪镇）.xlsx"
    _county(paper)
    clerk.go("/ledgers/their-forms")
    clerk.page.locator("input[type=file]").set_input_files(str(paper))
    clerk.press("上传")
    clerk.picture("问5-对应各列")
    clerk.press("看会填成什么样")
    clerk.sees("第6行 3 招商引资力度不大")
    clerk.sees("第4、5行的行高不够，将加高到能看全文字。")
    clerk.press("填好这张表")
    clerk.picture("问5-填好")
    with clerk.page.expect_download() as caught:
        clerk.page.get_by_role("link", name="下载").click()
    assert caught.value.suggested_filename == paper.name
    back = tmp_path / "填好.xlsx"
    caught.value.save_as(back)
    sheet = openpyxl.load_workbook(back)["附件2"]
    assert [sheet.cell(row, 6).value for row in range(4, 8)] == [
        "否",
        "是",
        None,
        '=COUNTIF(F4:F6,"是")',
    ]
    assert sheet["D4"].value == "张晓燕"
    assert (sheet.row_dimensions[4].height or 0) > 20
    _freeze(clerk)


def _freeze(clerk: Desk) -> None:
    """Freeze what was sent twice; the second time tells the difference to the first."""
    clerk.press("报送锁定")
    clerk.page.get_by_label("报给谁").fill("县委党建办")
    clerk.picture("问5-报送锁定")
    clerk.page.locator("main form button[type=submit]").last.click()
    clerk.sees("锁定的数字")
    clerk.go("/ledgers/submissions/new")
    clerk.sees("较上次报送")
    clerk.sees("新增完成0项；减少0项")
    clerk.picture("问5-较上次")
