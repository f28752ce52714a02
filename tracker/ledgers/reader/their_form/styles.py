"""The formats of a workbook's cells: dates and shares, wrapping, the size of the type."""

import re
from collections.abc import Iterator
from typing import Any

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
USUAL_POINTS = 11.0
# The number formats that every program knows by number (ECMA-376-1, 18.8.30).
_BUILT_IN = dict.fromkeys((*range(14, 23), *range(27, 37), *range(50, 59)), "date") | {
    9: "percent",
    10: "percent",
}
_NO_SIGNS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def formats_of(styles: Any) -> list[str]:
    """Answer for each cell style the kind of its number format: ``date``, ``percent`` or nothing."""
    if styles is None:
        return []
    own = {
        int(one.get("numFmtId", "0")): _kind(one.get("formatCode", ""))
        for one in styles.iter(f"{MAIN}numFmt")
    }
    ids = [int(one.get("numFmtId", "0")) for one in _cell_styles(styles)]
    return [own.get(one, _BUILT_IN.get(one, "")) for one in ids]


def types_of(styles: Any) -> list[tuple[bool, float]]:
    """Answer for each cell style whether its text wraps, and the size of its type in points."""
    if styles is None:
        return []
    sizes = [_points(one) for one in styles.iterfind(f"{MAIN}fonts/{MAIN}font")]
    found = []
    for one in _cell_styles(styles):
        font = int(one.get("fontId", "0"))
        placed = one.find(f"{MAIN}alignment")
        wraps = placed is not None and placed.get("wrapText") in {"1", "true"}
        found.append((wraps, sizes[font] if font < len(sizes) else USUAL_POINTS))
    return found


def _points(font: Any) -> float:
    size = font.find(f"{MAIN}sz")
    return USUAL_POINTS if size is None else float(size.get("val", USUAL_POINTS))


def _cell_styles(styles: Any) -> Iterator[Any]:
    yield from styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")


def _kind(code: str) -> str:
    signs = _NO_SIGNS.sub("", code).lower()
    if "%" in signs:
        return "percent"
    return "date" if any(sign in signs for sign in "ymd") else ""
