"""One candidate of the check screen: the finding as a card."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.reports.models import Batch, Finding, FindingState
from tracker.reports.pages.likeness import Likeness
from tracker.reports.rules.pairs import propose_category
from tracker.reports.rules.sentences import sentences

_SURE = 0.35


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure and, when it was proposed by topic, the words that say so."""

    text: str
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A candidate: what was read, what can be done with it, what it may repeat.

    ``place`` is where its text stands word for word in the source, else None; ``repeat_year`` is the year
    of the problem that it repeats as a person decided, ``no_repeat`` that it repeats none.
    """

    finding_id: int
    order: int | None
    number: str
    title: str
    text: str
    category: str
    proposed_category: str
    measures: tuple[MeasureLine, ...]
    facts: tuple[tuple[str, str], ...]
    due_on: date | None
    dropped: bool
    remark: str
    placed: bool
    place: int | None
    can_merge: bool
    can_split: bool
    likenesses: tuple[Likeness, ...] = field(default=())
    repeat_year: int | None = None
    no_repeat: bool = False

    @property
    def likely(self) -> tuple[Likeness, ...]:
        """Answer the earlier problems that this one probably repeats."""
        return tuple(one for one in self.likenesses if one.likely)

    @property
    def others(self) -> tuple[Likeness, ...]:
        """Answer earlier problems of some likeness, for who wants to look."""
        return tuple(one for one in self.likenesses if not one.likely)


def cards_of(batch: Batch, likenesses: dict[int, tuple[Likeness, ...]]) -> tuple[Card, ...]:
    """Make a card of each finding; ``likenesses`` are by id of the finding."""
    cards: list[Card] = []
    order = 0
    for one in batch.findings:
        kept = one.state is not FindingState.DROPPED
        order += kept
        cards.append(_card(batch, one, order if kept else None, likenesses.get(one.id, ())))
    return tuple(cards)


def _card(batch: Batch, one: Finding, order: int | None, likenesses: tuple[Likeness, ...]) -> Card:
    verbatim = one.start is not None and batch.text[one.start : one.end] == one.text
    answer = one.repeat_of or {}
    return Card(
        finding_id=one.id,
        order=order,
        number=one.number or "",
        title=one.title,
        text=one.text,
        category=one.category or "",
        proposed_category="" if one.category else propose_category(one.text) or "",
        measures=tuple(_measures(one, batch)),
        facts=tuple((word, text) for word, text in _facts(one) if text),
        due_on=one.due_on,
        dropped=order is None,
        remark=_remark(one, verbatim=verbatim),
        placed=one.start is not None,
        place=one.start if verbatim else None,
        can_merge=order is not None and order > 1,
        can_split=len(sentences(one.text)) > 1,
        likenesses=() if answer else likenesses,
        repeat_year=answer["year"] if answer.get("accepted") else None,
        no_repeat=bool(answer) and not answer["accepted"],
    )


def _measures(one: Finding, batch: Batch) -> Sequence[MeasureLine]:
    """Say of each measure whether the paper gave it to this problem or a likeness of topic did."""
    read = batch.extraction
    proposed = {
        read["measures"][pair["measure"]]["text"]: (
            "按内容配对" if pair["score"] >= _SURE else "按内容配对，仅供参考"
        )
        for pair in read["pairs"]
    }
    return [MeasureLine(text, proposed.get(text, "")) for text in one.measures]


def _facts(one: Finding) -> tuple[tuple[str, str], ...]:
    lasting = "长期坚持" if one.lasting else ""
    due = one.due_text or ""
    return (
        ("牵头单位", one.lead_unit_text or ""),
        ("责任人", one.handler_text or ""),
        ("责任领导", one.leader_text or ""),
        ("整改时限", due if lasting in due else "，".join(filter(None, (due, lasting)))),
    )


def _remark(one: Finding, *, verbatim: bool) -> str:
    if one.added_by_hand and one.start is None:
        return "手工补充，原文中没有这段话"
    if one.start is not None and not verbatim:
        return "文字已改，与原文不完全一致"
    return ""
