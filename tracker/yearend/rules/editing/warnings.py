"""What a person should look at before an edited draft goes out: figures, closings, last year's words, counts, 字数."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.documents.rules.folding import bare
from tracker.documents.rules.plain import Block, PlainDocument
from tracker.yearend.rules.checking.numbering import counts_amiss
from tracker.yearend.rules.draft import Part, Passage, Section
from tracker.yearend.rules.editing.overlay import Edited, Laid
from tracker.yearend.rules.editing.sentences import sentences_of
from tracker.yearend.rules.facts import TaskFact, YearFacts
from tracker.yearend.rules.reading_back.figures import changes
from tracker.yearend.rules.wording import words

_GRAM, _NEARLY_ALL, _LEAST = 3, 0.75, 20
_SHOWN = 24
_COUNTED = re.compile(r"(?:次|期|人|户|笔|个)?(?:次数|数据|数字|数量|人次|金额|比例|数)$")
# What last year said of itself is quoted on purpose; what the office words each year alike is no repetition.
_REPEATED_ON_PURPOSE = ("opening", "last_year", "gap")


class Sort(StrEnum):
    """What a warning is about."""

    FIGURE = "figure"
    MOVED_ON = "moved_on"
    CLOSED = "closed"
    NEAR = "near"
    COUNT = "count"
    WORD = "word"
    LENGTH = "length"
    WANTED = "wanted"


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning; ``key`` names its paragraph, or is empty when it is about a heading."""

    sort: Sort
    sentence: str
    key: str = ""


def warnings_of(edited: Edited, facts: YearFacts) -> tuple[Warned, ...]:
    """Answer everything to look at, in the order of the draft: paragraphs first, then headings."""
    tasks = {one.id: one for one in facts.tasks}
    near = _LastYearsWords(facts.last_text)
    found: list[Warned] = []
    for passage in edited.draft.passages:
        laid = edited.laid.get(passage.key)
        if laid is not None and laid.edit.is_reworded:
            found += _reworded(laid, tasks)
        found += near.in_passage(passage)
        found += _unwanted(passage, facts.house.unwanted)
    return (*found, *_of_headings(edited.draft.sections))


def _reworded(laid: Laid, tasks: Mapping[int, TaskFact]) -> Iterator[Warned]:
    key, text = laid.passage.key, laid.passage.text
    if laid.drafted is not None:
        yield from _figures(laid, key)
    yield from _closed(laid, tasks, key)
    document = PlainDocument(text, (Block(0, len(text)),))
    yield from (Warned(Sort.COUNT, one.sentence, key) for one in counts_amiss(document))


def _figures(laid: Laid, key: str) -> Iterator[Warned]:
    drafted = laid.drafted.text if laid.drafted else ""
    found = [one for one in changes(drafted, laid.passage.text) if one.ours is not None]
    for one in found:
        if one.ours is not None:
            yield Warned(
                Sort.FIGURE,
                f"“{one.counted}”与台账不一致，台账是{one.ours.printed}。",
                key,
            )
    if laid.has_moved_on and not found:
        yield Warned(Sort.MOVED_ON, "改写以后台账又有变化，请对照现在起草的内容。", key)


def _closed(laid: Laid, tasks: Mapping[int, TaskFact], key: str) -> Iterator[Warned]:
    written_on = _day(laid)
    for id_ in laid.passage.tasks:
        task = tasks.get(id_)
        if task and task.finished_on and written_on and task.finished_on > written_on:
            day = f"{task.finished_on.month}月{task.finished_on.day}日"
            yield Warned(Sort.CLOSED, f"{task.number}在改写以后（{day}）办结，请核对。", key)


def _day(laid: Laid) -> date | None:
    return laid.edit.at.date() if laid.edit.at else None


class _LastYearsWords:
    """The sentences of last year's report, to find those that stand in this one nearly unchanged."""

    def __init__(self, text: str) -> None:
        said = [bare(one) for one in sentences_of(text)]
        self.known = [_grams(one) for one in said if len(one) >= _LEAST]
        self.all = frozenset().union(*self.known)

    def in_passage(self, passage: Passage) -> Iterator[Warned]:
        """Warn of a sentence that last year's report has nearly word for word."""
        if not self.all or passage.key.startswith(_REPEATED_ON_PURPOSE):
            return
        for sentence in passage.sentences:
            for one in sentences_of(sentence.text):
                grams = _grams(bare(one))
                if len(grams) >= _LEAST and self._is_known(grams):
                    told = f"“{one[:_SHOWN]}……”与上年度报告几乎一样，请写今年的情况。"
                    yield Warned(Sort.NEAR, told, passage.key)

    def _is_known(self, grams: frozenset[str]) -> bool:
        enough = _NEARLY_ALL * len(grams)
        if len(grams & self.all) < enough:
            return False
        return any(len(grams & one) >= enough for one in self.known)


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))


def _unwanted(passage: Passage, avoided: Sequence[str]) -> Iterator[Warned]:
    for word in avoided:
        if word in passage.text or word in passage.lead:
            yield Warned(Sort.WORD, f"写了本单位不用的“{word}”。", passage.key)


def _of_headings(sections: Sequence[Section]) -> Iterator[Warned]:
    for section in sections:
        yield from _of_heading(section, section.passages)
        for part in section.parts:
            yield from _of_heading(part, part.passages)


def _of_heading(one: Section | Part, passages: Sequence[Passage]) -> Iterator[Warned]:
    if one.words is not None and one.length > one.words:
        yield Warned(Sort.LENGTH, f"“{one.heading}”现有{one.length}字，提纲要求{one.words}字。")
    text = "".join(passage.text for passage in passages)
    for wanted in one.wants:
        if not _tells(text, wanted):
            yield Warned(Sort.WANTED, f"“{one.heading}”没有写到提纲要求的“{wanted}”。")


def _tells(text: str, wanted: str) -> bool:
    """Answer whether a number stands near the words that a figure is asked for by."""
    about = (_COUNTED.sub("", wanted) or wanted)[-2:]
    # A training is told of as well where it is called 实训.
    alike = next((ends for _, ends in words.WOVEN if about in ends), (about,))
    told = f"(?:{'|'.join(map(re.escape, alike))})"
    near = rf"{told}[^。；]{{0,12}}?\d|\d[^。；，]{{0,8}}?{told}"
    return re.search(near, text) is not None
