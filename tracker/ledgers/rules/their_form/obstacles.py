"""What keeps a superior's table from being filled, in one sentence each."""

from tracker.ledgers.rules.their_form.formulas import Insertion
from tracker.ledgers.rules.their_form.grid import Fixture, Grid
from tracker.ledgers.rules.their_form.header import counted

_WIDE_FIXTURES = frozenset({Fixture.TABLE, Fixture.ARRAY})


def locked(grid: Grid) -> str:
    """Answer why nothing can be written into a protected sheet."""
    if not grid.protected:
        return ""
    return f"“{grid.name}”设有工作表保护，不能写入。请向上级索要未加保护的表，或复制下面各列，粘贴到表中可以填写的位置。"


def no_empty_row(grid: Grid, row: int) -> str:
    """Answer why a table without empty rows is not filled: what stands in it is not written over."""
    told = [
        text
        for at in range(row, grid.last_row + 1)
        if (text := grid.text(at, 1).strip()) and counted((text,))
    ]
    if len(told) > 1:
        return (
            f"这张表把“{told[0]}”“{told[1]}”写在左边、分类写在上边，只能填一行一个分类的统计表。"
            "请复制后用“选择性粘贴—转置”对调行和列再上传，填好再对调回去。"
        )
    words = next(
        text
        for column in range(1, grid.last_column + 1)
        if (text := grid.text(row, column).strip())
    )
    return (
        f"表头下面第{row}行已写有“{cut(words)}”，没有空行可填。上级已列出问题的，请把表的种类改为“已列问题”，"
        "并指出“问题”那一列；否则请先在表头下面添足空行再上传。"
    )


def no_room(grid: Grid, insertion: Insertion) -> str:
    """Answer why rows cannot be put in, by the name of what stands in the way."""
    wanted = f"空行不够，要增加{insertion.count}行，但"
    if grid.elsewhere:
        return f"{wanted}“{'”“'.join(grid.elsewhere)}”的公式引用了本表，增加行会算错。请先在表中添足空行再上传。"
    for kind, reach in grid.fixtures:
        if reach > insertion.row or (kind in _WIDE_FIXTURES and reach == insertion.row):
            return f"{wanted}第{insertion.row}行以下有{kind.label}，不能跟着移动。请先在表中添足空行再上传。"
    for area in grid.merges:
        if area.top < area.bottom and area.top <= insertion.row <= area.bottom:
            return f"{wanted}{area.shown}是纵向合并的单元格。请先在表中添足空行再上传。"
    return ""


def cut(text: str) -> str:
    """Answer as much of a text as it takes to know it again."""
    return text if len(text) <= 20 else f"{text[:20]}……"  # noqa: PLR2004  enough to know it again
