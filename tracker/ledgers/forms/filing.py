"""What is typed beside each loose file: the task's number, a title, a kind."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.core.text import clean_line
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.kinds import EvidenceKind

_TITLE, _NUMBER = 200, 60


@dataclass(frozen=True, slots=True)
class TypedFile:
    """One row as typed; an empty ``label`` leaves the file in the tray."""

    label: str
    title: str
    kind: EvidenceKind


def typed_file(form: Mapping[str, str], loose_id: int) -> TypedFile | None:
    """Answer what was typed beside a file; None when the form did not show it."""
    label = form.get(f"task-{loose_id}")
    if label is None:
        return None
    kind = form.get(f"kind-{loose_id}", "")
    return TypedFile(
        clean_line(label)[:_NUMBER],
        clean_line(form.get(f"title-{loose_id}", ""))[:_TITLE],
        next((one for one in EvidenceKind if one.value == kind), EvidenceKind.OTHER),
    )


def typed_means(form: Mapping[str, str]) -> Means:
    """Answer how the files reached the typist; 微信 unless told."""
    asked = form.get("means", "")
    able = [one for one in Means if one not in {Means.SELF, Means.DEPUTY}]
    return next((one for one in able if one.value == asked), Means.CHAT)
