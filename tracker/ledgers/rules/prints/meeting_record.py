"""会议记录 of a 调度会 as a paper: when, who, what was said about each item leader by leader, what was agreed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.documents.rules.number_formats import printed
from tracker.documents.rules.paper import Block, Heading, Paper, Paragraph, Signature, Title
from tracker.documents.rules.sheet import shown
from tracker.ledgers.rules.meetings import MeetingFacts, Said

_NOTHING = "（未记录）"
_COUNTED = "chineseCountingThousand"


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What was said about one task."""

    number: str
    title: str
    said: Said


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A meeting that has ended; ``groups`` are the items of each leader."""

    unit_name: str
    facts: MeetingFacts
    written_by: str
    groups: Mapping[str, Sequence[SaidOf]]


def meeting_paper(record: MeetingRecord) -> Paper:
    """Answer the record of a meeting as a paper."""
    facts = record.facts
    title = f"{record.unit_name}整改工作{facts.kind.label}会议记录"
    items = sum(map(len, record.groups.values()))
    blocks: list[Block] = [
        Title(title),
        Paragraph(f"时　　间：{shown(facts.held_on)}"),
        Paragraph(f"主 持 人：{facts.chair or _NOTHING}"),
        Paragraph(f"参加人员：{facts.present or _NOTHING}"),
        Paragraph(f"记 录 人：{record.written_by}"),
        Heading(1, f"一、逐项调度情况（{items}项）"),
        *_said(record),
        Heading(1, "二、议定事项"),
        *(Paragraph(line) for line in facts.decisions.splitlines() or [_NOTHING] if line.strip()),
        Signature(record.unit_name, facts.held_on),
    ]
    return Paper(tuple(blocks), title, record.unit_name, facts.held_on)


def _said(record: MeetingRecord) -> list[Block]:
    blocks: list[Block] = []
    for at, (leader, items) in enumerate(record.groups.items(), start=1):
        blocks.append(Heading(2, f"（{printed(at, _COUNTED)}）{leader}"))
        blocks += [
            Paragraph(_words(item.said), f"{number}.{item.number}　{_ended(item.title)}", 3)
            for number, item in enumerate(items, start=1)
        ]
    return blocks


def _words(said: Said) -> str:
    parts = (("本次情况", said.text), ("需协调", said.to_coordinate))
    return "".join(f"{name}：{_ended(text)}" for name, text in parts if text)


def _ended(text: str) -> str:
    """Answer a text on one line, with a full stop where it has no end."""
    line = "；".join(part.strip() for part in text.splitlines() if part.strip())
    return line if line.endswith(("。", "！", "？")) else f"{line}。"
