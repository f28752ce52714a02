"""Taking texts that people wrote apart into clauses, and keeping what a sentence may use."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from tracker.reports.rules.faults import states_fault
from tracker.yearend.rules.wording import words

_SENTENCE = re.compile(r"[。！？；\n]+")
_CLAUSE = re.compile(r"[，,]")
_EDGE = " 　，,。；;、：:！!？?\n\t"
_DEADLINE = re.compile(
    r"^(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|底|末|上旬|中旬|下旬)?|年底|年内|上半年|下半年|[一二三四]季度)(?:之)?前[，,]?"
)
_ITEM_MARK = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[一二三四五六七八九十]是)\s*"
)
_OPENING = re.compile("^(?:" + "|".join(sorted(words.PLAN_OPENINGS, key=len, reverse=True)) + ")+")
_SAYS_WHEN = re.compile(
    r"目前|年初|年内|年中|今年|去年|截至|上半年|下半年|全年|一年来|[前后]?[一二三四两]个?季度|汛期|春节|\d{1,2}月|\d{4}年"
)
_STANDS_NOW = re.compile(r"已|正在|尚|仍|^[正还]|还[有没需在未]")
_OPEN_LINE = re.compile(r"(?<=[^，,。；;、：:\s])[ \t\u3000]*\n\s*(?=\S)")
_HEADING = re.compile(r"^[^，,。；;、：:\d]{2,12}。(?=.)")
_POINT_IN_TIME = re.compile(
    r"(?P<year>20\d\d)年|(?P<month>\d{1,2})月|(?P<half>[上下])半年|(?P<quarter>[一二三四])季度|年内|今年|本年度?"
)
_NEVER = re.compile("|".join(words.NEVER))
_SHORTEST_TOPIC, _LONGEST_TOPIC = 3, 16
_JUNE, _DECEMBER = 6, 12
_CLOSE = 14  # characters of a clause that can stand close beside another one


def trimmed(text: str) -> str:
    """Answer a text on one line, without stops and white space at its ends."""
    return " ".join(text.split()).strip(_EDGE)


def first_sentence(text: str) -> str:
    """Answer a text up to its first full stop or semicolon."""
    return trimmed(_SENTENCE.split(text.strip(_EDGE), maxsplit=1)[0])


def clauses_of(text: str) -> tuple[str, ...]:
    """Answer the clauses between commas and stops, without the empty ones."""
    parts = (
        trimmed(part) for sentence in _SENTENCE.split(text) for part in _CLAUSE.split(sentence)
    )
    return tuple(part for part in parts if part)


def keep(text: str, good: Callable[[str], bool]) -> str:
    """Answer a text with only those clauses that are good; the stops between the rest stay."""
    sentences = []
    for sentence in _SENTENCE.split(text):
        kept = [one for part in _CLAUSE.split(sentence) if (one := trimmed(part)) and good(one)]
        if kept:
            sentences.append("，".join(kept))
    return "；".join(sentences)


def without_absolutes(text: str) -> str:
    """Take out the words that nobody's work deserves (彻底, 完全, 从根本上)."""
    return _NEVER.sub("", text)


def without_effects(text: str, outcome: str = "") -> str:
    """Take out clauses with a word of effect that does not stand in the outcome."""
    unproven = [word for word in words.EFFECTS if word not in outcome]
    return keep(text, lambda clause: not _has(clause, unproven))


def without_claims(text: str) -> str:
    """Take out clauses in which open work calls itself done."""
    return keep(text, lambda clause: not _has(clause, words.CLAIMS))


def as_deed(measure: str) -> str:
    """Write a measure that was carried out as a deed: no plan, no hope, no deadline.

    Empty when nothing but hopes is left.
    """
    text = without_heading(_without_marks(measure))
    return keep(text, lambda clause: not clause.startswith(words.HOPES))


def without_heading(text: str) -> str:
    """Leave out the short title that stands before a measure (管好流动党员。逐人明确…)."""
    return _HEADING.sub("", text)


def not_past(text: str, day: date) -> str:
    """Leave out clauses that name a time up to a day, of its year or of none: whoever reads the paper has it behind.

    What recurs (每半年) stays, and so does what names a later year.
    """
    return keep(text, lambda clause: "每" in clause or not _names_the_past(clause, day))


def _names_the_past(clause: str, day: date) -> bool:
    points = list(_POINT_IN_TIME.finditer(clause))
    years = [int(one["year"]) for one in points if one["year"]]
    if years and max(years) != day.year:
        return max(years) < day.year
    ends = [_ends_in(one) for one in points if not one["year"]]
    return max(ends) <= day.month if ends else bool(years) and day.month == _DECEMBER


def _ends_in(point: re.Match[str]) -> int:
    """Answer the month in which a named time of a year is over."""
    if point["month"]:
        return int(point["month"])
    if point["quarter"]:
        return 3 * ("一二三四".index(point["quarter"]) + 1)
    return _JUNE if point["half"] == "上" else _DECEMBER


def without_repeats(text: str, said: str) -> str:
    """Leave out clauses that were said already, unless nothing else is there."""
    known = frozenset(clauses_of(said))
    if known.isdisjoint(clauses_of(text)):
        return text
    return keep(text, lambda clause: clause not in known) or text


def as_plan(measure: str) -> str:
    """Write a measure that is still owed, without its own mark and deadline."""
    return _without_marks(measure)


def _without_marks(measure: str) -> str:
    # A title on a line of its own ends there, also where its writer put no stop.
    text = _ITEM_MARK.sub("", trimmed(_OPEN_LINE.sub("。", measure)))
    return _OPENING.sub("", _DEADLINE.sub("", text))


def as_reason(text: str) -> str:
    """Write a reason as one part of a sentence: its short clauses are joined closer (人手不足、协调难度大)."""
    parts = _CLAUSE.split(text)
    close = "、" not in text and all(len(one) <= _CLOSE for one in parts)
    return "、".join(parts) if close and len(parts) == 2 else text  # noqa: PLR2004  three are a list of their own


def as_news(progress: str) -> str:
    """Write a report of progress of open work: what moved, and no claim that it is done."""
    text = without_absolutes(without_effects(without_claims(progress)))
    if not text or _SAYS_WHEN.match(text):
        return text
    return f"目前{text}" if _STANDS_NOW.search(clauses_of(text)[0]) else f"年内{text}"


def quoted(text: str) -> str:
    """Put a text into quotation marks; those inside become single ones."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def topic_of(title: str, *, whole: bool = False) -> str:
    """Answer what a problem is about, without its fault (村级财务管理不规范 → 村级财务管理).

    With ``whole`` words at its end that only say in what respect (质量, 作用发挥) stay. Empty when no such phrase of
    3 to 16 characters is left.
    """
    clause = clauses_of(title)[0] if clauses_of(title) else ""
    clause = _without_leads(clause)
    starts = [at for word in words.FAULT_STARTS if (at := clause.find(word, 2)) > 0]
    topic = clause[: min(starts)] if starts else clause
    topic = topic if whole else _without_tails(topic)
    fits = _SHORTEST_TOPIC <= len(topic) <= _LONGEST_TOPIC
    predicate = _has(topic, words.PREDICATES) or (not starts and states_fault(topic))
    return topic if fits and not predicate else ""


def within(parts: Iterable[str], limit: int) -> list[str]:
    """Answer as many parts as fit into a number of characters, at least the first, each once."""
    taken: list[str] = []
    for part in parts:
        if part in taken or any(part in one for one in taken):
            continue
        if taken and sum(map(len, taken)) + len(part) > limit:
            break
        taken.append(part)
    return taken


def _without_leads(clause: str) -> str:
    for lead in words.TOPIC_LEADS:
        if clause.startswith(lead) and len(clause) > len(lead) + _SHORTEST_TOPIC:
            return _without_place(clause.removeprefix(lead), lead)
    return clause


def _without_place(rest: str, lead: str) -> str:
    """Leave out the 村 of 个别村河道管护; in 部分村集体增收 it belongs to what follows."""
    is_place = (
        lead in words.SOME and rest.startswith("村") and not rest.startswith(words.OF_VILLAGES)
    )
    return rest.removeprefix("村") if is_place else rest


def _without_tails(topic: str) -> str:
    shorter = True
    while shorter:
        shorter = False
        for tail in words.TOPIC_TAILS:
            if topic.endswith(tail) and len(topic) - len(tail) > _SHORTEST_TOPIC:
                topic, shorter = topic.removesuffix(tail), True
    return topic


def _has(text: str, some: Iterable[str]) -> bool:
    return any(word in text for word in some)
