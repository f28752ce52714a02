"""What an import works with: the settings of the person, the office that names are looked up in, rows and doubts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing.entries import Entry
from tracker.ledgers.rules.importing.words import Due
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import ResultWord, TaskKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.people import bare_office


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person says once for a whole workbook.

    ``year`` is the 问题年度 of rows without a number; ``closed_on`` stands in where a closed row has no day.
    """

    year: int
    source: Source
    today: date
    closed_on: date | None = None

    def work_year(self, year: int, source: Source) -> int:
        """Answer the year that days without a year fall in: a report's problems are worked off a year later."""
        return year + 1 if source is Source.SELF_CHECK else year


@dataclass(frozen=True, slots=True)
class Known:
    """A task that the ledger has: its id, and the text of its problem."""

    task_id: int
    problem: str


@dataclass(frozen=True, slots=True)
class Directory:
    """The ledger that rows come into: its people and units by name, and its tasks by number.

    ``texts`` are the numbers of problems by year and text, ``anywhere`` by text alone.
    """

    unit_code: str
    people: Mapping[str, int] = field(default_factory=dict)
    leaders: frozenset[int] = frozenset()
    units: Mapping[str, int] = field(default_factory=dict)
    tasks: Mapping[str, Known] = field(default_factory=dict)
    texts: Mapping[tuple[int, str], str] = field(default_factory=dict)
    anywhere: Mapping[str, str] = field(default_factory=dict)

    def person(self, name: str) -> int | None:
        """Answer who bears a name, spaces inside it aside (王　强)."""
        return self.people.get("".join(name.split()))

    def unit(self, name: str) -> int | None:
        """Answer which unit a name means; 党建办 means 党建办公室 where there is one such office."""
        if name in self.units:
            return self.units[name]
        short = bare_office(name)
        alike = [one for full, one in self.units.items() if bare_office(full) == short]
        return alike[0] if len(alike) == 1 else None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a cell that a person should see; ``must`` be mended before the row can come in."""

    key: Key
    words: str
    must: bool = False


@dataclass(slots=True)
class NewRow:
    """One task ready to be written."""

    row: int
    problem_group: int
    year: int
    source: Source
    problem: str
    state: State
    kind: TaskKind
    due: Due
    number: str = ""
    superior_number: str = ""
    category: str = ""
    inward_text: str = ""
    outward_text: str = ""
    standard: str = ""
    measures: tuple[str, ...] = ()
    leader_id: int | None = None
    leader_text: str = ""
    lead_unit_id: int | None = None
    lead_unit_text: str = ""
    helping: str = ""
    handler_id: int | None = None
    handler_text: str = ""
    progress: str = ""
    outcome: str = ""
    remarks: str = ""
    result_word: ResultWord | None = None
    closed_on: date | None = None
    paper_evidence: str = ""


@dataclass(slots=True)
class Check:
    """An entry under examination; ``contact_id`` is whom a person chose for a handler who has no account."""

    entry: Entry
    settings: Settings
    directory: Directory
    contact_id: int | None = None
    doubts: list[Doubt] = field(default_factory=list)
    texts: Mapping[Key, str] = field(init=False)
    """What is written in each column; nothing in one that is missing."""

    def __post_init__(self) -> None:
        told = ((key, text.strip()) for key, text in self.entry.cells.items())
        self.texts = defaultdict(str, told)

    def doubt(self, key: Key, sentence: str, *, must: bool = False) -> None:
        """Note a doubt."""
        self.doubts.append(Doubt(key, sentence, must))
