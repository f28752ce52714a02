"""The sentences of a reworded paragraph: which tasks each is told from, and putting one back as it is drafted."""

import re
from difflib import SequenceMatcher

from tracker.yearend.rules.draft import Passage, Sentence

# A stop inside a gap 【待补：…】 or behind a closing mark ends no sentence before it.
_SENTENCE = re.compile(r"(?:【[^】]*】|[^。！？])+[。！？]*[”’）]?|[。！？]+")
_ALIKE = 0.5  # share of characters in common from which two sentences tell the same


def sentences_of(text: str) -> list[str]:
    """Answer the sentences of a text with their stops; put together they are the text."""
    return _SENTENCE.findall(text)


def with_sources(text: str, drafted: Passage) -> tuple[Sentence, ...]:
    """Answer the sentences of a reworded paragraph, each with the tasks of the drafted sentence that it is like.

    One that is like none stands for all tasks of the paragraph: nothing loses its sources by rewording. So do
    all of them when some drafted sentence found none of its own.
    """
    known = [(one.text, one.tasks) for one in drafted.sentences]
    found = [Sentence(one, _tasks(one, known, drafted.tasks)) for one in sentences_of(text)]
    told = {task for one in found for task in one.tasks}
    if found and told < set(drafted.tasks):
        return tuple(Sentence(one.text, drafted.tasks) for one in found)
    return tuple(found) or (Sentence("", drafted.tasks),)


def _tasks(
    sentence: str, known: list[tuple[str, tuple[int, ...]]], every: tuple[int, ...]
) -> tuple[int, ...]:
    at = _nearest(sentence, [text for text, _ in known])
    return known[at][1] if at is not None else every


def put_back(text: str, drafted: str) -> str:
    """Answer a paragraph with the sentence that is most like a drafted one put back as drafted, else behind the last."""
    said = sentences_of(text)
    if drafted in said:
        return text
    at = _nearest(drafted, said)
    if at is None:
        return f"{text}{drafted}"
    said[at] = drafted
    return "".join(said)


def _nearest(sentence: str, others: list[str]) -> int | None:
    if sentence in others:
        return others.index(sentence)
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(sentence)
    best, at = _ALIKE, None
    for number, other in enumerate(others):
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() > best and (share := matcher.ratio()) > best:
            best, at = share, number
    return at
