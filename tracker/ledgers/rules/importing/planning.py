"""What an import would do: rows to add, cells to change, rows that say what the ledger says."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing.checking import check
from tracker.ledgers.rules.importing.comparing import Change, changes_in
from tracker.ledgers.rules.importing.entries import Entry
from tracker.ledgers.rules.importing.rows import Directory, Doubt, NewRow, Settings
from tracker.ledgers.rules.importing.words import number_from
from tracker.ledgers.rules.keys import as_read
from tracker.ledgers.rules.lines import LedgerLine
from tracker.tasks.rules.lifecycle import State

_TWICE = "这个编号在表里出现了两次，请改正。"


@dataclass(slots=True)
class DraftRow:
    """An entry as a person has mended it: ``contact_id`` for the handler, ``skipped`` not to come in."""

    entry: Entry
    id: int = 0
    contact_id: int | None = None
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """A row that is new to the ledger, with its doubts."""

    draft: DraftRow
    row: NewRow
    doubts: tuple[Doubt, ...]

    @property
    def stops(self) -> bool:
        """Answer whether something must be mended before anything can be written."""
        return not self.draft.skipped and any(one.must for one in self.doubts)

    def doubt_on(self, key: Key) -> str:
        """Answer what is doubtful about a cell."""
        return " ".join(one.words for one in self.doubts if one.key is key)


@dataclass(frozen=True, slots=True)
class Plan:
    """An import before it is written; ``same`` counts the rows that need nothing."""

    new: tuple[Checked, ...] = ()
    changes: tuple[Change, ...] = ()
    same: int = 0
    settings: Settings | None = field(default=None, repr=False)

    @property
    def to_write(self) -> tuple[Checked, ...]:
        """Answer the new rows that come in."""
        return tuple(one for one in self.new if not one.draft.skipped)

    @property
    def stopping(self) -> int:
        """Answer how many rows must be mended first."""
        return sum(one.stops for one in self.new)

    @property
    def doubtful(self) -> int:
        """Answer how many rows have any doubt."""
        return sum(bool(one.doubts) and not one.draft.skipped for one in self.new)

    @property
    def is_nothing(self) -> bool:
        """Answer whether the ledger says all of this already."""
        return not self.to_write and not self.changes

    @property
    def problems(self) -> int:
        """Answer how many problems come in; several tasks of one problem count once."""
        return len({one.row.problem_group for one in self.to_write})

    @property
    def closed(self) -> int:
        """Answer how many rows come in as closed history."""
        return sum(one.row.state is State.CLOSED for one in self.to_write)


def numbers_in(drafts: Iterable[DraftRow], unit_code: str) -> frozenset[str]:
    """Answer the numbers under which rows may be in the ledger already."""
    return frozenset(number for one in drafts if (number := _number(one.entry, unit_code)))


def plan(
    drafts: Sequence[DraftRow],
    settings: Settings,
    directory: Directory,
    lines: Mapping[str, LedgerLine],
) -> Plan:
    """Work out what an import would do; ``lines`` are the ledger's own rows by number."""
    new: list[Checked] = []
    changes: list[Change] = []
    same = 0
    for draft in drafts:
        line = _line_of(draft.entry, directory.unit_code, lines)
        if line is None:
            row, doubts = check(draft.entry, settings, directory, contact_id=draft.contact_id)
            new.append(Checked(draft, row, doubts))
            continue
        found = () if draft.skipped else tuple(changes_in(draft.entry, line))
        changes += found
        same += not found
    return Plan(tuple(_told_twice(new)), tuple(changes), same, settings)


def chosen(changes: Iterable[Change], names: Collection[str]) -> list[Change]:
    """Answer the changes that a person ticked and an import can take over."""
    return [one for one in changes if one.name in names and not one.refusal]


def _line_of(entry: Entry, unit_code: str, lines: Mapping[str, LedgerLine]) -> LedgerLine | None:
    number = _number(entry, unit_code)
    line = lines.get(number) if number else None
    if line is None or entry.key is not None:
        return line
    problem = as_read(entry.cells.get(Key.PROBLEM, ""))
    return line if problem in {"", as_read(line.problem), as_read(line.title)} else None


def _number(entry: Entry, unit_code: str) -> str:
    if entry.key is not None:
        return entry.key.number if entry.key.unit_code == unit_code else ""
    found = number_from(entry.cells.get(Key.NUMBER, ""))
    return found[1] if found else ""


def _told_twice(new: Sequence[Checked]) -> list[Checked]:
    count = Counter(one.row.number for one in new if one.row.number and not one.draft.skipped)
    return [
        replace(one, doubts=(*one.doubts, Doubt(Key.NUMBER, _TWICE, must=True)))
        if count[one.row.number] > 1
        else one
        for one in new
    ]
