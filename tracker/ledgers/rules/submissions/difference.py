"""What was sent upward, compared: with what was sent before it, and with the ledger as it reads now for the same day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.submissions.figures import Stand, stands_of
from tracker.ledgers.rules.words import due_words

_FINISHED = frozenset({Stand.DONE, Stand.SUSTAINED})


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One task as it was told, or would be told now."""

    task_id: int
    number: str
    problem_id: int
    problem: str
    lead_unit: str
    due: str
    stand: Stand
    measures: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A task that stands elsewhere than it did; ``note`` says why, where that is known."""

    number: str
    problem: str
    before: Stand
    after: Stand
    task_id: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two lists: newly done, fallen back, otherwise moved, added, no longer there."""

    done: tuple[Moved, ...]
    fallen: tuple[Moved, ...]
    moved: tuple[Moved, ...]
    added: tuple[ToldLine, ...]
    gone: tuple[ToldLine, ...]

    @property
    def any(self) -> bool:
        """Answer whether anything differs at all."""
        return any((self.done, self.fallen, self.moved, self.added, self.gone))

    @property
    def words(self) -> str:
        """Say it in one line, as people ask for it: 新增完成3项；减少0项."""
        parts = [f"新增完成{len(self.done)}项", f"减少{len(self.fallen)}项"]
        if self.added:
            parts.append(f"新列入{len(self.added)}项")
        if self.gone:
            parts.append(f"不再列入{len(self.gone)}项")
        if self.moved:
            parts.append(f"其他变化{len(self.moved)}项")
        return "；".join(parts)


def told_lines(lines: Sequence[LedgerLine]) -> list[ToldLine]:
    """Answer what is told of each row of a ledger."""
    stands = stands_of(lines)
    return [
        ToldLine(
            task_id=one.task_id,
            number=one.number,
            problem_id=one.problem_id,
            problem=one.outward_text or one.problem,
            lead_unit=one.lead_unit,
            due=due_words(one),
            stand=stands[one.task_id],
            measures=len(one.measures),
        )
        for one in lines
    ]


def difference(before: Sequence[ToldLine], after: Sequence[ToldLine]) -> Difference:
    """Compare two lists task by task."""
    was = {one.task_id: one for one in before}
    now: Mapping[int, ToldLine] = {one.task_id: one for one in after}
    moved = [
        Moved(one.number, one.problem, was[one.task_id].stand, one.stand, one.task_id)
        for one in after
        if one.task_id in was and was[one.task_id].stand is not one.stand
    ]
    done = [one for one in moved if one.after is Stand.DONE]
    fallen = [one for one in moved if one.before in _FINISHED and one.after not in _FINISHED]
    rest = [one for one in moved if one not in done and one not in fallen]
    return Difference(
        done=tuple(done),
        fallen=tuple(fallen),
        moved=tuple(rest),
        added=tuple(one for one in after if one.task_id not in was),
        gone=tuple(one for one in before if one.task_id not in now),
    )
