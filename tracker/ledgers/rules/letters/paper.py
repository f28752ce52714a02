"""A letter as official paper: title, number, text, signature, and a 回执 below a line to cut along."""

from dataclasses import dataclass
from datetime import date

from tracker.documents.rules.boxes import Cell, CutLine, Ends, Grid
from tracker.documents.rules.paper import (
    Addressee,
    Block,
    Centred,
    Paper,
    Paragraph,
    Signature,
    Title,
)
from tracker.documents.rules.sheet import shown
from tracker.ledgers.rules.letters.life import LetterKind
from tracker.ledgers.rules.prints.engine import SIGNED

_NO_NUMBER = "（签发时编号）"


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter prints; ``number`` and ``issued_on`` are missing while it is a draft."""

    kind: LetterKind
    unit_name: str
    addressee: str
    title: str
    text: str
    task_number: str
    number: str = ""
    signer: str = ""
    issued_on: date | None = None
    reply_by: date | None = None
    void: bool = False


def letter_paper(letter: LetterFacts, today: date) -> Paper:
    """Answer a letter as a paper with its 回执."""
    blocks: list[Block] = [
        Title(letter.title),
        Centred(letter.number or _NO_NUMBER),
        *([Centred("（已作废）")] if letter.void else []),
        Addressee(letter.addressee),
        Paragraph(letter.text),
        _signature(letter),
        Ends((f"签发人：{letter.signer or '　　　　　　'}",)),
        CutLine(_cut_words(letter)),
        Centred("回　　执"),
        _receipt(letter),
    ]
    return Paper(tuple(blocks), letter.title, letter.unit_name, letter.issued_on or today)


def _cut_words(letter: LetterFacts) -> str:
    until = f"于{shown(letter.reply_by)}前" if letter.reply_by else ""
    return f"请沿此线裁下，{until}交回"


def _signature(letter: LetterFacts) -> Block:
    if letter.issued_on is None:
        return Ends(("", f"{letter.unit_name}　　　　年　　月　　日"))
    return Signature(letter.unit_name, letter.issued_on)


def _receipt(letter: LetterFacts) -> Grid:
    return Grid(
        (
            (
                Cell("文　　号", 4, label=True),
                Cell(letter.number, 8),
                Cell("事项编号", 4, label=True),
                Cell(letter.task_number, 8),
            ),
            (
                Cell("签收单位", 4, label=True),
                Cell("", 8, height=9),
                Cell("签收日期", 4, label=True),
                Cell("", 8),
            ),
            (
                Cell("办理情况\n和答复", 4, label=True),
                Cell("", 20, height=30, foot=f"负责人{SIGNED}"),
            ),
        ),
        kept=True,
    )
