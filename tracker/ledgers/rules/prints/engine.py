"""The engine of all prints: a form or list is data, what it prints comes from the facts of tasks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tracker.documents.rules.boxes import Cell, Ends, Grid
from tracker.documents.rules.layout import POINTS_PER_MM, WIDE, Layout
from tracker.documents.rules.paper import Block, Column, Table, Title
from tracker.documents.rules.sheet import shown
from tracker.ledgers.rules.prints.facts import PrintTask, Run
from tracker.ledgers.rules.prints.widths import fitted, headed

Source = Callable[[PrintTask], str]
SIGNED = "签字：　　　　　　　　　　　年　　　月　　　日"
_HALF = "签字：　　　　年　　月　　日"
_UNITS, _LABEL = 24, 3
_SIGNING_MM = 26


@dataclass(frozen=True, slots=True)
class Box:
    """A named box of a form, filled from ``source``; without one it is left for the pen.

    ``height`` is its least height in millimetres; ``signed`` leaves a line for a signature and a day.
    """

    label: str
    source: Source | None = None
    height: float = 0
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form for one task: rows of one, two or three boxes."""

    title: str
    rows: tuple[tuple[Box, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A column of a list, filled from ``source``; without one it is left for the pen."""

    label: str
    share: float
    source: Source | None = None
    centred: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """A list of tasks on one ruled table; ``signers`` get boxes below it, ``fillers`` a line."""

    title: str
    columns: tuple[Filled, ...]
    layout: Layout = WIDE
    row_height: float = 0
    dense: bool = False
    note: str = ""
    signers: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()


def signing(label: str, source: Source | None = None) -> tuple[Box, ...]:
    """Answer a row with one large box for an opinion, a signature and a day."""
    return (Box(label, source, _SIGNING_MM, signed=True),)


def form_blocks(form: Form, task: PrintTask, run: Run, *, fresh: bool) -> tuple[Block, ...]:
    """Answer a form filled for a task; ``fresh`` begins a new page with it."""
    blocks: list[Block] = [
        Title(form.title, fresh=fresh),
        Ends((f"填报单位（盖章）：{run.unit_name}", f"填报时间：{shown(run.on)}")),
        Grid(tuple(_row(row, task) for row in form.rows), _UNITS),
    ]
    if form.note:
        blocks.append(Ends((form.note,)))
    return tuple(blocks)


def list_blocks(
    kind: List, tasks: Sequence[PrintTask], run: Run, *, fresh: bool = False, title: str = ""
) -> tuple[Block, ...]:
    """Answer a list filled with tasks; ``title`` stands in the place of its own."""
    blocks: list[Block] = [
        Title(title or f"{run.unit_name}{kind.title}", fresh=fresh),
        Ends((f"填报单位（盖章）：{run.unit_name}", f"填报时间：{shown(run.on)}")),
        table_of(kind, tasks),
    ]
    if kind.fillers:
        blocks.append(Ends(tuple(f"{one}：　　　　　　　" for one in kind.fillers)))
    if kind.signers:
        blocks.append(signature_boxes(kind.signers))
    return tuple(blocks)


def table_of(kind: List, tasks: Sequence[PrintTask]) -> Table:
    """Answer the table of a list; its first column counts the rows when nothing fills it otherwise."""
    rows = tuple(
        tuple(_cell(one, task, place) for one in kind.columns)
        for place, task in enumerate(tasks, start=1)
    )
    return Table(
        columns=_columns(kind, rows),
        rows=rows,
        note=kind.note,
        dense=kind.dense,
        row_height=kind.row_height,
    )


def _columns(kind: List, rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Answer the columns of a list, each as wide as what stands in it asks for."""
    fonts = kind.layout.fonts
    points = fonts.dense_table.points if kind.dense else fonts.table.points
    widths = fitted(
        [one.share for one in kind.columns],
        [one.centred for one in kind.columns],
        [one.label for one in kind.columns],
        rows,
        kind.layout.portrait.text_width * POINTS_PER_MM / points,
    )
    return tuple(
        Column(headed(one.label, width), width, one.centred)
        for one, width in zip(kind.columns, widths, strict=True)
    )


def signature_boxes(names: Sequence[str]) -> Grid:
    """Answer boxes side by side, each to be signed by one person."""
    span = _UNITS // len(names)
    return Grid(
        (tuple(Cell(f"{name}：", span, height=28, foot=_HALF) for name in names),), kept=True
    )


def _row(boxes: tuple[Box, ...], task: PrintTask) -> tuple[Cell, ...]:
    span = _UNITS // len(boxes) - _LABEL
    cells: list[Cell] = []
    for box in boxes:
        cells.append(Cell(box.label, _LABEL, label=True))
        text = box.source(task) if box.source else ""
        foot = (SIGNED if len(boxes) == 1 else _HALF) if box.signed else ""
        cells.append(Cell(text, span, height=box.height, foot=foot))
    return tuple(cells)


def _cell(column: Filled, task: PrintTask, place: int) -> str:
    if column.label == "序号":
        return str(place)
    return column.source(task) if column.source else ""
