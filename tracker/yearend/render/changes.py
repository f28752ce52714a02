"""The list of what to change in a Word file that was read back, to be laid beside it."""

from collections.abc import Sequence
from datetime import date

from tracker.documents.render.word import write_word
from tracker.documents.rules.paper import Column, Paper, Paragraph, Table, Title
from tracker.yearend.rules.reading_back import Difference

_TITLE = "文稿修改清单"
_SHOWN = 120
_COLUMNS = (
    Column("序号", 3, centred=True),
    Column("Word第几段", 5, centred=True),
    Column("不同之处", 14),
    Column("Word现在的写法", 14),
    Column("台账的写法", 14),
)


def changes_as_word(
    file_name: str, changes: Sequence[tuple[int | None, Difference]], made_on: date
) -> bytes:
    """Answer the bytes of the list: for each place its paragraph, what differs, and both wordings."""
    rows = tuple(
        (
            str(number),
            str(line) if line else "未写到",
            one.sentence,
            _cut(one.theirs),
            _cut(one.ours),
        )
        for number, (line, one) in enumerate(changes, start=1)
    )
    said = Paragraph(f"“{file_name}”与台账核对后，以下{len(rows)}处按台账改。")
    return write_word(Paper((Title(_TITLE), said, Table(_COLUMNS, rows)), _TITLE, "", made_on))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
