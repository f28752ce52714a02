"""The requests for more time of one task, as its trail tells them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.tasks.models import Trace
from tracker.tasks.pages.timeline import who_did
from tracker.tasks.rules.corrections import corrections_in, note_now
from tracker.tasks.rules.lifecycle import State, Step

# What needs no more time lets a request that nobody answered lapse.
_LAPSING = (State.CLOSED, State.SUSTAINED, State.JOINED, State.ENDED)


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """A request for more time, as the trail tells it; ``answer`` is empty while it waits."""

    asked_on: date
    proposed_on: date
    late: bool
    reason: str
    answer: str
    decided_by: str
    granted_on: date | None = None


def extension_lines(trail: Sequence[Trace]) -> tuple[ExtensionLine, ...]:
    """Answer the requests for more time in a trail, newest first; each is answered by the next decision."""
    lines: list[ExtensionLine] = []
    put_right = corrections_in(one.facts for one in trail)
    for trace in trail:
        if trace.step is Step.ASK_EXTENSION:
            lines.append(_asked(trace, note_now(put_right, trace.id, trace.note)))
        elif trace.step in {Step.GRANT_EXTENSION, Step.REFUSE_EXTENSION} and lines:
            lines[-1] = _answered(lines[-1], trace)
        elif trace.to_state in _LAPSING and lines and not lines[-1].answer:
            lines[-1] = replace(lines[-1], answer="未批复，已随办结失效")
    return tuple(reversed(lines))


def _asked(trace: Trace, reason: str) -> ExtensionLine:
    return ExtensionLine(
        asked_on=trace.day,
        proposed_on=date.fromisoformat(trace.facts["proposed_on"]),
        late=bool(trace.facts.get("late")),
        reason=reason,
        answer="",
        decided_by="",
    )


def _answered(line: ExtensionLine, trace: Trace) -> ExtensionLine:
    granted = trace.facts["due_on"][1] if trace.step is Step.GRANT_EXTENSION else None
    return replace(
        line,
        answer=trace.step.label,
        decided_by=who_did(trace),
        granted_on=date.fromisoformat(granted) if granted else None,
    )
