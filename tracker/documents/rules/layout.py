"""The measures of official paper (GB/T 9704-2012) as data, and how titles and lines are broken."""

from dataclasses import dataclass, field
from math import ceil

MM_PER_INCH = 25.4
TWIPS_PER_POINT = 20
TWIPS_PER_MM = 1440 / MM_PER_INCH
POINTS_PER_MM = 72 / MM_PER_INCH


@dataclass(frozen=True, slots=True)
class Margins:
    """Margins of a page in millimetres."""

    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True)
class Page:
    """One kind of page; every measure in millimetres. ``footer`` is the distance of the footer from the edge."""

    width: float
    height: float
    margins: Margins
    footer: float

    @property
    def text_width(self) -> float:
        """Answer the width of the text area."""
        return self.width - self.margins.left - self.margins.right


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface by its name, which the document names and the reader's machine supplies; size in points."""

    east_asian: str
    latin: str
    points: float


_LATIN = "Times New Roman"
# Where a machine lacks a typeface of the standard, the nearest that it may have; named in the file, never shipped.
STAND_INS = {
    "方正小标宋简体": ("方正小标宋_GBK", "小标宋", "华文中宋", "宋体"),
    "仿宋_GB2312": ("仿宋", "FangSong", "方正仿宋_GBK", "华文仿宋"),
    "楷体_GB2312": ("楷体", "KaiTi", "方正楷体_GBK", "华文楷体"),
    "黑体": ("SimHei", "方正黑体_GBK", "Noto Sans CJK SC"),
    "宋体": ("SimSun", "方正书宋_GBK", "Noto Serif CJK SC"),
}


@dataclass(frozen=True, slots=True)
class Fonts:
    """The typefaces by level (GB/T 9704-2012, 7.3); the standard's names, no bold."""

    title: Font = Font("方正小标宋简体", _LATIN, 22)
    body: Font = Font("仿宋_GB2312", _LATIN, 16)
    heading_1: Font = Font("黑体", _LATIN, 16)
    heading_2: Font = Font("楷体_GB2312", _LATIN, 16)
    heading_3: Font = Font("仿宋_GB2312", _LATIN, 16)
    page_number: Font = Font("宋体", "宋体", 14)
    attachment_label: Font = Font("黑体", _LATIN, 16)
    table: Font = Font("仿宋_GB2312", _LATIN, 10.5)
    table_head: Font = Font("黑体", _LATIN, 10.5)
    dense_table: Font = Font("仿宋_GB2312", _LATIN, 9)
    dense_table_head: Font = Font("黑体", _LATIN, 9)
    box: Font = Font("仿宋_GB2312", _LATIN, 12)
    box_label: Font = Font("黑体", _LATIN, 12)


@dataclass(frozen=True, slots=True)
class Layout:
    """How an official paper is set.

    Exactly 28.95 pt (579 twips) is the largest line spacing that keeps 22 lines in 225 mm; 16 pt type needs
    −0.25 pt between characters for 28 of them in 156 mm. Both were measured in the rendered PDF. ``numbered`` sets
    page numbers; ``airy`` leaves a line empty below each title.
    """

    portrait: Page = Page(210, 297, Margins(37, 26, 35, 28), footer=25)
    # The portrait page turned: its binding edge is on top, its top on the right.
    landscape: Page = Page(297, 210, Margins(28, 37, 26, 35), footer=17)
    line_twips: int = 579
    character_twips: int = -5
    indent_characters: int = 2
    signature_characters: int = 4
    page_number_characters: int = 1
    fonts: Fonts = field(default_factory=Fonts)
    numbered: bool = True
    airy: bool = True


GB9704 = Layout()
# Forms are filled with a pen and bound at the left; their boxes need more of the page than a text does.
FORM = Layout(
    portrait=Page(210, 297, Margins(20, 18, 16, 25), footer=10), numbered=False, airy=False
)
# A letter with a slip to be sent back: text as the standard wants it, on one page with the slip.
LETTER = Layout(
    portrait=Page(210, 297, Margins(30, 26, 22, 28), footer=12), numbered=False, airy=False
)
WIDE = Layout(portrait=Page(297, 210, Margins(20, 15, 18, 15), footer=10), airy=False)
WIDE_A3 = Layout(portrait=Page(420, 297, Margins(20, 15, 18, 15), footer=10), airy=False)
FULL_WIDTH = "\u0300"  # behind the last Latin block
LINES_PER_PAGE = 22
CHARACTERS_PER_LINE = 28

_TITLE_CHARACTERS = 19
# A line of a title breaks before one of these, so that no word is cut in two.
_BREAKS = (
    "关于", "落实", "全面从严", "主体责任", "党风廉政", "党建", "情况", "问题", "整改", "工作", "履行", "抓",
    "台账", "统计", "年度", "推进", "开展", "2",
)  # fmt: skip
_NO_LINE_START = "年月日的、，。）》”"


def title_lines(title: str, width: int = _TITLE_CHARACTERS) -> tuple[str, ...]:
    """Break a title into centred lines of at most ``width`` characters, the most even that cut no word.

    Digits and Latin letters count half. A title with line feeds keeps them.
    """
    if "\n" in title:
        return tuple(line for line in title.split("\n") if line)
    if measure(title) <= width:
        return (title,)
    cut = min(_cuts(title, width), key=lambda at: _awkwardness(title, at, width), default=None)
    if cut is None:
        cut = _last_fitting(title, width)
    return (title[:cut], *title_lines(title[cut:], width))


def measure(text: str) -> float:
    """Answer the width of a text in full-width characters; Latin letters and figures count half."""
    return sum(0.5 if sign < FULL_WIDTH else 1.0 for sign in text)


def _cuts(title: str, width: int) -> list[int]:
    return [
        at
        for at in range(2, len(title) - 1)
        if title.startswith(_BREAKS, at)
        and not title[at - 1].isdecimal()
        and title[at] not in _NO_LINE_START
        and measure(title[:at]) <= width
    ]


def _awkwardness(title: str, at: int, width: int) -> tuple[int, float]:
    """Judge a cut: few lines first, then lines of about the same length."""
    first, rest = measure(title[:at]), measure(title[at:])
    lines = ceil(rest / width)
    return lines, abs(first - rest / lines)


def _last_fitting(title: str, width: int) -> int:
    fitting = [at for at in range(1, len(title)) if measure(title[:at]) <= width]
    good = [at for at in fitting if title[at] not in _NO_LINE_START]
    return (good or fitting or [1])[-1]
