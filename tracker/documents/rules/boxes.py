"""What forms are made of beside text and tables: boxes on a grid, lines with two ends, a line to cut along, pictures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A box of a form, as wide as ``span`` units of its grid.

    ``label`` marks the printed name of a box; ``height`` is the least height of its row in millimetres, so that a
    pen has room (a box without one holds a short entry, set in the middle of its height); ``foot`` is a line at the lower
    right end, for a signature and a day.
    """

    text: str
    span: int
    label: bool = False
    centred: bool = False
    height: float = 0
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Boxes in rows; the spans of each row together are ``units``. ``kept`` lets the whole stand on one page."""

    rows: tuple[tuple[Cell, ...], ...]
    units: int = 24
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Ends:
    """One line with a text at each end, above or below a form: 填报单位（盖章） and 填报时间."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CutLine:
    """A dashed line to cut along; what stands below it is kept with it."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG or JPEG) set as large as the page allows, with a line below it."""

    content: bytes
    caption: str
