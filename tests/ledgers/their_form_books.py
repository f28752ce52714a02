"""Workbooks such as superiors send: header of two rows, drop-downs, totals, notes, pictures of other sheets."""

import io
import zipfile
from datetime import date

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tracker.ledgers.reader.their_form import fill, look_at
from tracker.ledgers.rules.lines import LedgerLine, ReportedLine
from tracker.ledgers.rules.their_form.filling import Filling
from tracker.ledgers.rules.their_form.grid import Grid
from tracker.ledgers.rules.their_form.header import TheirHeader, find_header
from tracker.ledgers.rules.their_form.layout import ColumnOrder, TheirLayout
from tracker.ledgers.rules.their_form.words import proposed_words
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.lifecycle import State

DAY = date(2026, 6, 30)
_THIN = Side(style="thin")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
PROBLEMS = (
    "督促检查不够经常，布置多、过问少，部分村没有按月对账",
    "村级财务管理不规范，报账手续不全，印章使用没有登记",
    "流动党员教育管理有盲区，联系不及时",
)


def lines() -> list[LedgerLine]:
    """Three rows of our ledger: closed, under way, overdue."""
    states = (State.CLOSED, State.ACTIVE, State.ACTIVE)
    return [
        LedgerLine(
            task_id=at,
            problem_id=at,
            number=f"2026-00{at}",
            state=states[at - 1],
            problem=PROBLEMS[at - 1],
            title=PROBLEMS[at - 1][:8],
            position=at,
            unit_code="qinghe",
            superior_number=f"3-{at}",
            source=Source.SELF_CHECK,
            category="党的建设" if at < 3 else "组织建设",
            measures=("建立月清单。", "逐村对账。"),
            leader="王立新",
            leader_post="组织委员",
            handler="李强",
            handler_post="财政所所长",
            lead_unit="财政所",
            due_text="6月底前并长期坚持" if at == 1 else "",
            due_on=date(2026, 6, 30),
            progress=(ReportedLine(date(2026, 3, 1), "已逐村对账。"),),
            overdue=at == 3,
        )
        for at in (1, 2, 3)
    ]


def saved(book: Workbook) -> bytes:
    """Answer the bytes of a workbook."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(content: bytes) -> Workbook:
    """Open a workbook again, to look at it."""
    return load_workbook(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    """Answer every part of a package by its name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _header(sheet: Worksheet) -> None:
    sheet.merge_cells("A1:H1")
    sheet["A1"] = "云岭县巡察反馈问题整改情况统计表"
    sheet["A1"].font = Font(name="方正小标宋简体", size=18)
    sheet["A2"] = "填报单位（盖章）："
    for name, area in (
        ("序号", "A3:A4"),
        ("反馈问题", "B3:B4"),
        ("整改情况", "C3:F3"),
        ("责任领导", "G3:G4"),
        ("备注", "H3:H4"),
    ):
        sheet.merge_cells(area)
        sheet[area.split(":")[0]] = name
    for name, place in (
        ("整改措施", "C4"),
        ("完成时限", "D4"),
        ("进展情况", "E4"),
        ("是否完成", "F4"),
    ):
        sheet[place] = name
    for row in sheet["A3:H4"]:
        for cell in row:
            cell.border, cell.fill = BOX, PatternFill("solid", fgColor="DDDDDD")
            cell.alignment = Alignment(horizontal="center", wrap_text=True)


def listed_book(*, protected: bool = False) -> Workbook:
    """A table with the superior's three problems, one of them not ours, and much around it."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "整改统计"
    _header(sheet)
    for at, (number, text) in enumerate(
        (("3-1", PROBLEMS[0]), ("", PROBLEMS[1] + "。"), ("3-9", "招商引资力度不大，项目储备不足")),
        start=5,
    ):
        sheet.cell(at, 1, number or at - 4)
        sheet.cell(at, 2, text)
        for column in range(1, 9):
            sheet.cell(at, column).border = BOX
        sheet.cell(at, 4).number_format = "yyyy/m/d"
    sheet["A8"], sheet["E8"] = "合计", '=COUNTIF(F5:F7,"是")'
    sheet["H5"].comment = Comment("请写明原因", "县委办")
    words = DataValidation(type="list", formula1='"是,否"', allow_blank=True)
    words.add("F5:F7")
    sheet.add_data_validation(words)
    sheet.conditional_formatting.add(
        "F5:F7", CellIsRule(operator="equal", formula=['"否"'], font=Font(color="FF0000"))
    )
    sheet.column_dimensions["B"].width = 40
    sheet.row_dimensions[6].hidden = True
    sheet.auto_filter.ref = "A4:H7"
    sheet.print_title_rows = "3:4"
    sheet.page_setup.orientation = "landscape"
    sheet.protection.sheet = protected
    other = book.create_sheet("填表说明")
    other["A1"] = "请于周三前报送"
    return book


def empty_book(rows: int = 2) -> Workbook:
    """An empty table of some rows with a total and a signature below."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "台账"
    _header(sheet)
    for row in range(5, 5 + rows):
        for column in range(1, 9):
            sheet.cell(row, column).border = BOX
            sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = 48
    end = 5 + rows
    sheet.cell(end, 1, "合计")
    sheet.cell(end, 6, f'=COUNTIF(F5:F{end - 1},"是")')
    sheet.merge_cells(start_row=end, start_column=1, end_row=end, end_column=2)
    sheet.cell(end + 1, 1, "填报人：")
    words = DataValidation(type="list", formula1='"是,否"', allow_blank=True)
    words.add(f"F5:F{end - 1}")
    sheet.add_data_validation(words)
    sheet.print_area = f"A1:H{end + 1}"
    return book


def counting_book() -> Workbook:
    """A table that only wants figures, with a total of its own formulas."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "统计"
    sheet["A1"] = "问题整改完成情况统计表"
    for column, name in enumerate(
        ("序号", "方面", "应整改", "已整改", "长期坚持", "未完成", "完成率"), start=1
    ):
        sheet.cell(2, column, name)
    for row, name in enumerate(("党的建设方面", "组织建设", "招商引资"), start=3):
        sheet.cell(row, 1, row - 2)
        sheet.cell(row, 2, name)
        sheet.cell(row, 7).number_format = "0.0%"
    sheet["B6"], sheet["C6"], sheet["D6"] = "合计", "=SUM(C3:C5)", "=SUM(D3:D5)"
    return book


def layout_of(grid: Grid, header: TheirHeader) -> TheirLayout:
    """Answer the layout as it is proposed."""
    columns = {one.column: ColumnOrder(source=one.guess) for one in header.columns}
    words = proposed_words(grid.words_for(header.first + header.rows, 6) or (), "是否完成")
    return TheirLayout(grid.name, header.first, header.rows, header.kind, columns, words)


def looked_at(content: bytes) -> tuple[Grid, TheirLayout]:
    """Read the first sheet and the layout that is proposed for it."""
    grid = look_at(content, "县里的表.xlsx")[0]
    header = find_header(grid)
    assert header is not None
    return grid, layout_of(grid, header)


def written(content: bytes, grid: Grid, filling: Filling) -> bytes:
    """Fill a workbook in."""
    return fill(content, filling.plan(grid))
