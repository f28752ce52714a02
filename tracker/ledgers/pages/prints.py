"""What the pages about paper are given: the prints there are, the tasks chosen, what evidence is missing."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.tasks.pages import Choice
from tracker.tasks.rules.looks import Look


@dataclass(frozen=True, slots=True)
class PrintRow:
    """One print; ``fitting`` counts the chosen tasks that it is for."""

    name: str
    purpose: str
    paper: str
    url: str
    fitting: int


@dataclass(frozen=True, slots=True)
class TickRow:
    """A chosen task that can be ticked."""

    task_id: int
    number: str
    title: str
    people: str
    state: Look
    url: str


@dataclass(frozen=True, slots=True)
class PrintsPage:
    """打印与文书: which tasks, then which print; ``kept`` are parts of the ledger's filter that stay in force."""

    template: ClassVar[str] = "ledgers/prints.html"

    rows: tuple[PrintRow, ...]
    tasks: tuple[TickRow, ...]
    total: int
    choices: tuple[Choice, ...]
    text: str
    chips: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]
    pdf: bool
    writes: bool


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A paper that can be made of one task."""

    word: str
    url: str


@dataclass(frozen=True, slots=True)
class PapersOfTask:
    """The papers of one task, for its own page."""

    template: ClassVar[str] = "ledgers/_of_task.html"

    prints: tuple[PaperLink, ...]
    dossiers: tuple[PaperLink, ...]
    letters: tuple[PaperLink, ...]


@dataclass(frozen=True, slots=True)
class ChasedTask:
    """A task that lacks evidence: what is there and what is missing, in words."""

    number: str
    title: str
    url: str
    due: str
    here: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChasedPerson:
    """A person whose tasks lack evidence, with the text that can be copied."""

    name: str
    tasks: tuple[ChasedTask, ...]
    text: str


@dataclass(frozen=True, slots=True)
class MissingPage:
    """佐证催交清单 on screen."""

    template: ClassVar[str] = "ledgers/missing.html"

    people: tuple[ChasedPerson, ...]
    total: int
    print_url: str
    pdf: bool
