"""The register of letters (发文登记簿) as a workbook."""

from collections.abc import Sequence
from datetime import date

from tracker.documents.render.excel import write_excel
from tracker.documents.rules.sheet import PrintSheet, SheetColumn, Workbook, shown
from tracker.ledgers.models import Letter

_COLUMNS = (
    SheetColumn("序号", 5, centred=True),
    SheetColumn("文号", 16, centred=True),
    SheetColumn("种类", 9, centred=True),
    SheetColumn("标题", 34),
    SheetColumn("主送", 16),
    SheetColumn("事项编号", 11, centred=True),
    SheetColumn("签发人", 10, centred=True),
    SheetColumn("签发日期", 15, centred=True),
    SheetColumn("回执期限", 15, centred=True),
    SheetColumn("签收人", 10, centred=True),
    SheetColumn("签收日期", 15, centred=True),
    SheetColumn("办理情况和答复", 30),
    SheetColumn("备注", 18),
)


def register_as_excel(letters: Sequence[Letter], unit: str, year: int, today: date) -> bytes:
    """Answer the register of a year as a workbook; void letters keep their line."""
    title = f"{unit}{year}年发文登记簿"
    sheet = PrintSheet(
        name="发文登记簿",
        title=title,
        left_note=f"登记单位：{unit}",
        right_note=f"导出时间：{shown(today)}",
        columns=_COLUMNS,
        rows=tuple(_row(place, one) for place, one in enumerate(letters, start=1)),
        frozen=2,
    )
    return write_excel(Workbook((sheet,), title, unit, today))


def _row(place: int, letter: Letter) -> tuple[str | int | None, ...]:
    return (
        place,
        letter.full_number,
        letter.kind.label,
        letter.title,
        letter.addressee,
        letter.task.number,
        letter.signer,
        shown(letter.issued_on),
        shown(letter.reply_by),
        letter.received_by,
        shown(letter.received_on),
        letter.answer,
        f"已作废：{letter.void_reason}" if letter.void_reason else "",
    )
