"""What the panel of one person's open tasks is given."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PersonTask:
    """One open task of a person; without title and address where the viewer may not read it."""

    number: str
    title: str
    url: str | None
    unit_name: str
    part: str
    state: str
    due_on: date | None
    light: str


@dataclass(frozen=True, slots=True)
class PersonTasksPage:
    """The open tasks of a person; ``handover_urls`` are (ledger, address) where the viewer may hand them over."""

    template: ClassVar[str] = "tasks/of_person.html"

    name: str
    rows: tuple[PersonTask, ...]
    person_url: str
    handover_urls: tuple[tuple[str, str], ...]
