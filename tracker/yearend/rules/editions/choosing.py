"""Choosing the sections and sentences of a draft that belong in another paper."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from tracker.yearend.rules.draft import Draft, Passage, Section, Sentence
from tracker.yearend.rules.numbers import han

_MARK = re.compile(r"^[一二三四五六七八九十]{1,3}是")


def only(
    draft: Draft, keys: Collection[str], wanted: Callable[[int], bool], *, whole: bool = False
) -> tuple[Section, ...]:
    """Answer those sections with only the sentences all of whose tasks are wanted.

    With ``whole`` sentences about no task stay, too; otherwise a paragraph must tell of one.
    """
    sections = []
    for section in draft.sections:
        if section.key not in keys:
            continue
        parts = [
            replace(part, passages=tuple(_told(part.passages, wanted, whole=whole)))
            for part in section.parts
        ]
        kept = tuple(one for one in parts if one.passages)
        if kept:
            sections.append(replace(section, parts=kept))
    return tuple(sections)


def _told(
    passages: Iterable[Passage], wanted: Callable[[int], bool], *, whole: bool
) -> Iterator[Passage]:
    for one in passages:
        kept = tuple(
            sentence
            for sentence in one.sentences
            if all(map(wanted, sentence.tasks)) and (whole or sentence.tasks)
        )
        if kept:
            yield one if len(kept) == len(one.sentences) else _shortened(one, kept)


def _shortened(passage: Passage, kept: tuple[Sentence, ...]) -> Passage:
    """Answer a paragraph with some of its sentences; a problem that is left alone of a group gives it its title."""
    marked = [one for one in kept if _MARK.match(one.text)]
    told = tuple(_counted_anew(kept))
    alone = len(marked) == 1 and kept[0] is marked[0] and len(told) > 1
    if alone and passage.key.startswith("problems:"):
        return replace(passage, lead=told[0].text, sentences=told[1:])
    return replace(passage, sentences=told)


def _counted_anew(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Number what is left of a list from 一是 on; what is left alone needs no number."""
    told = list(sentences)
    marked = [at for at, one in enumerate(told) if _MARK.match(one.text)]
    for number, at in enumerate(marked, start=1):
        mark = f"{han(number)}是" if len(marked) > 1 else ""
        told[at] = replace(told[at], text=_MARK.sub(mark, told[at].text, count=1))
    return iter(told)


def renamed(sections: Iterable[Section], titles: dict[str, str]) -> tuple[Section, ...]:
    """Answer sections under other headings, by their keys; no outline asks anything of them."""
    return tuple(replace(one, heading=titles[one.key], words=None, wants=()) for one in sections)
