"""The papers of 一题一档: cover, catalogue, approvals of each round, chronicle, slips and pictures."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.documents.rules.boxes import Cell, Ends, Grid, Picture
from tracker.documents.rules.paper import Block, Column, Paper, Table, Title
from tracker.documents.rules.sheet import shown
from tracker.ledgers.rules.dossier.parts import Dossier, Entry, Filed, RoundFile
from tracker.ledgers.rules.prints import PrintTask, piece_words
from tracker.ledgers.rules.prints.engine import form_blocks
from tracker.ledgers.rules.prints.forms import CLOSING
from tracker.ledgers.rules.words import due_words


def cover_paper(dossier: Dossier) -> Paper:
    """Answer the cover."""
    line = dossier.task.line
    rows = (
        ("问题编号", line.number),
        ("上级编号", line.superior_number),
        ("问题", line.problem),
        ("问题来源", line.source.label),
        ("责任领导", dossier.task.leader),
        ("牵头单位", line.lead_unit),
        ("责任人", dossier.task.handler),
        ("整改时限", due_words(line)),
        ("整改状态", line.state.label),
        ("销号时间", shown(line.closed_on)),
    )
    cells = tuple((Cell(word, 5, label=True, height=14), Cell(text, 19)) for word, text in rows)
    blocks: tuple[Block, ...] = (
        Title(f"{dossier.run.unit_name}\n问题整改档案"),
        Ends(("",)),
        Grid(cells),
        Ends((f"归档单位（盖章）：{dossier.run.unit_name}", f"归档时间：{shown(dossier.run.on)}")),
    )
    return _paper(dossier, blocks)


def catalogue_paper(dossier: Dossier, entries: Sequence[Entry]) -> Paper:
    """Answer 卷内目录, with pages where they are known."""
    paged = any(one.pages for one in entries)
    columns = [
        Column("序号", 5, centred=True),
        Column("件号", 6, centred=True),
        Column("材料名称", 24),
        Column("日期", 14, centred=True),
        Column("备注", 14),
    ]
    if paged:
        columns.insert(4, Column("页次", 7, centred=True))
    rows = []
    for number, one in enumerate(entries, start=1):
        row = [str(number), one.place, one.title, shown(one.on), one.note]
        if paged:
            row.insert(4, one.pages)
        rows.append(tuple(row))
    blocks: tuple[Block, ...] = (
        Title("卷内目录"),
        Ends((f"编号：{dossier.task.line.number}", dossier.run.unit_name)),
        Table(tuple(columns), tuple(rows)),
    )
    return _paper(dossier, blocks)


def approvals_paper(dossier: Dossier) -> Paper:
    """Answer one closing form for each round in which closure was asked for, or for the running one."""
    wanted = [one for one in dossier.rounds if one.submitted_on] or list(dossier.rounds[-1:])
    blocks: list[Block] = []
    for place, one in enumerate(wanted):
        blocks += form_blocks(CLOSING, _in_round(dossier, one), dossier.run, fresh=place > 0)
    return _paper(dossier, tuple(blocks))


def chronicle_paper(dossier: Dossier) -> Paper:
    """Answer 大事记: what the office did, not what the program noted."""
    rows = tuple((shown(one.on), one.who, one.what) for one in dossier.happenings)
    columns = (
        Column("日期", 14, centred=True),
        Column("人员", 10, centred=True),
        Column("事项", 42),
    )
    blocks: tuple[Block, ...] = (
        Title("整改大事记"),
        Ends((f"编号：{dossier.task.line.number}", dossier.run.unit_name)),
        Table(columns, rows),
    )
    return _paper(dossier, blocks)


def slip_paper(dossier: Dossier, filed: Filed, why: str) -> Paper:
    """Answer a sheet in the place of a piece that is not bound here: where the original lies, or why it is missing."""
    piece = filed.piece
    rows = (
        ("件号", filed.place),
        ("材料名称", piece.title),
        ("材料种类", piece.kind.label),
        ("文号", piece.paper_number),
        ("形成日期", shown(piece.made_on)),
        ("页数", str(piece.pages or "")),
        ("原件存放处", piece.place),
        ("说明", why),
    )
    cells = tuple((Cell(word, 5, label=True, height=12), Cell(text, 19)) for word, text in rows)
    return _paper(dossier, (Title("材料插页"), Ends(("",)), Grid(cells)))


def picture_paper(dossier: Dossier, filed: Filed, picture: bytes) -> Paper:
    """Answer a sheet with a picture of the evidence."""
    caption = f"{filed.place}　{piece_words(filed.piece)}"
    return _paper(
        dossier,
        (Ends((f"材料 {filed.place}", dossier.task.line.number)), Picture(picture, caption)),
    )


def _in_round(dossier: Dossier, one: RoundFile) -> PrintTask:
    """Answer the task as its closing form of a round tells it."""
    task = dossier.task
    prefix = f"{one.number}-"
    running = one.number == task.line.round
    line = replace(
        task.line,
        round=one.number,
        outcome=one.outcome,
        due_on=one.due_on,
        due_text=task.line.due_text if running else "",
        extensions=task.line.extensions if running else (),
    )
    pieces = tuple(it.piece for it in dossier.filed if it.place.startswith(prefix))
    return replace(
        task, line=line, opinions=one.opinions, submitted_on=one.submitted_on, pieces=pieces
    )


def _paper(dossier: Dossier, blocks: tuple[Block, ...]) -> Paper:
    return Paper(blocks, dossier.name, dossier.run.unit_name, dossier.run.on)
