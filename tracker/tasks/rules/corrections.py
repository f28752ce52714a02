"""更正: what of a person's words can be put right, and what is checked before the new text counts."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from tracker.core.errors import InvalidError
from tracker.tasks.rules.people import WORK

Change = tuple[str, str]


class Subject(StrEnum):
    """Whose words are put right: the kind of row that holds them."""

    PROGRESS = "progress"
    EVIDENCE = "evidence"
    OUTCOME = "outcome"
    NOTE = "note"
    DAY = "day"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {
            "progress": "整改进展",
            "evidence": "佐证材料",
            "outcome": "整改成效",
            "note": "说明",
            "day": "办理日期",
        }[self.value]


# Whose words, in which row, which field; and the text first written with the one that counts.
Words = tuple[Subject, int, str]
PutRight = Mapping[Words, Change]
# The fields of each kind of row that hold a person's words; figures are called figure-<id>.
FIELDS: dict[Subject, dict[str, str]] = {
    Subject.PROGRESS: {
        "text": "本次进展",
        "difficulties": "存在困难",
        "to_coordinate": "需协调事项",
    },
    Subject.EVIDENCE: {"title": "材料名称", "paper_number": "文号", "made_on": "形成日期"},
    Subject.OUTCOME: {"outcome": "整改成效"},
    Subject.NOTE: {"note": "说明"},
    Subject.DAY: {"done_on": "办理日期"},
}
FIGURE = "figure-"
DAYS = frozenset({"made_on", "done_on"})
# What is judged at a closure.
_OF_WORK = frozenset({Subject.PROGRESS, Subject.EVIDENCE, Subject.OUTCOME})
# What may not be left empty by a correction.
_NEEDED = {
    "text": "请填写本次进展。",
    "title": "请填写材料名称。",
    "outcome": "请填写整改成效。",
    "done_on": "请填写办理日期。",
}


def field_label(subject: Subject, field: str) -> str:
    """Answer the word on screen for a field of a kind of row."""
    return FIELDS[subject].get(field, "量化成果")


def changes_between(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, Change]:
    """Answer the fields that really change, each as (old text, new text).

    Raises:
        InvalidError: nothing changes, or something that is needed would be left empty.
    """
    found = {name: (old[name], text) for name, text in new.items() if old[name] != text}
    if not found:
        raise InvalidError("内容没有变化，不用更正。")
    for name, (_, text) in found.items():
        if not text and name in _NEEDED:
            raise InvalidError(_NEEDED[name], name)
        if not text and name.startswith(FIGURE):
            raise InvalidError("请填写数量；没有这项成果的，填 0。", name)
    return found


def puts_work_right(facts: Mapping[str, Any], of_round: int) -> bool:
    """Answer whether a correction touched the work of a round itself, which makes its hand a worker of the round.

    The words and days of approvals and of the office's own steps are not the work that is judged.
    """
    subject = Subject(facts["subject"])
    if facts.get("of_round", of_round) != of_round:
        return False
    return subject in _OF_WORK or facts.get("of_step") in WORK


def corrections_in(facts: Iterable[Mapping[str, Any]]) -> PutRight:
    """Answer what a trail tells to have been put right, by the facts of its rows in order."""
    found: dict[Words, Change] = {}
    for told in facts:
        if "corrected" not in told:
            continue
        subject, row = Subject(told["subject"]), int(told["row"])
        for field, (old, new) in told["corrected"].items():
            first = found.get((subject, row, field), (old, ""))[0]
            found[subject, row, field] = (first, new)
    return found


def spoken(facts: Mapping[str, Any], round_number: int, name: str) -> Words:
    """Answer which words a fact of a row of the trail repeats, as corrections name them."""
    if name == "text" and "progress" in facts:
        return Subject.PROGRESS, int(facts["progress"]), "text"
    if name == "title" and "evidence" in facts and "pieces" not in facts:
        return Subject.EVIDENCE, int(facts["evidence"]), "title"
    if name == "outcome":
        return Subject.OUTCOME, round_number, "outcome"
    return Subject.NOTE, 0, name


def note_now(put_right: PutRight, trace_id: int, note: str) -> str:
    """Answer the note of a row of the trail as it counts now."""
    return put_right.get((Subject.NOTE, trace_id, "note"), ("", note))[1]
