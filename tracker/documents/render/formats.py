"""The formats of a workbook: typefaces, rules, alignment, each made once."""

from typing import Any

POINTS = 10.5
SMALL_POINTS = 8
"""For a text that would not show whole otherwise."""
HEAD_POINTS = 11
TITLE_POINTS = 20
DAY = 'yyyy"年"m"月"d"日"'
_GREY = "#D9D9D9"


class Formats:
    """The formats that sheets are written with."""

    def __init__(self, book: Any) -> None:
        ruled = {"font_name": "宋体", "font_size": POINTS, "text_wrap": True, "border": 1}
        centred = {**ruled, "align": "center", "valign": "top"}
        note = {"font_name": "宋体", "font_size": HEAD_POINTS, "valign": "vcenter"}
        middle = {"align": "center", "valign": "vcenter"}
        heading = {"font_name": "黑体", "font_size": HEAD_POINTS}
        title = {"font_name": "方正小标宋简体", "font_size": TITLE_POINTS}
        self.title = book.add_format({**title, **middle})
        self.caption = book.add_format({**heading, "valign": "vcenter"})
        self.left_note = book.add_format({**note, "align": "left"})
        self.right_note = book.add_format({**note, "align": "right"})
        self.remark = book.add_format(
            {"font_name": "宋体", "font_size": POINTS, "text_wrap": True, "valign": "top"}
        )
        self.head = book.add_format({**ruled, **heading, **middle, "bg_color": _GREY})
        # The quote prefix keeps "=…" a text even when somebody edits the cell.
        self.text = book.add_format({**ruled, "valign": "top", "quote_prefix": True})
        self.small_text = book.add_format(
            {**ruled, "font_size": SMALL_POINTS, "valign": "top", "quote_prefix": True}
        )
        self.short = book.add_format({**centred, "quote_prefix": True})
        self.number = book.add_format(centred)
        self.day = book.add_format({**centred, "num_format": DAY})
