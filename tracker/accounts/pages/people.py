"""What the pages about people are given."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class Hat:
    """One appointment in words; ``end_url`` only where the viewer may end it."""

    unit_name: str
    role: str
    post: str
    from_on: date
    until_on: date | None
    end_url: str | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the list, with hats and posts."""

    name: str
    login: str
    hats: tuple[str, ...]
    state: str | None
    url: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """People within reach; ``total`` counts all that fit the filter."""

    template: ClassVar[str] = "accounts/people.html"
    rows: tuple[PersonRow, ...]
    total: int
    number: int
    pages: int
    previous_url: str | None
    next_url: str | None
    words: str
    unit_id: str
    units: tuple[tuple[str, str], ...]
    url: str
    new_url: str
    import_url: str


@dataclass(frozen=True, slots=True)
class NewPersonPage:
    template: ClassVar[str] = "accounts/new_person.html"
    form: ChineseForm
    url: str
    people_url: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person.

    ``refusal`` says why the account cannot be changed, ``conflict`` who was faster, ``now`` what is kept.
    """

    template: ClassVar[str] = "accounts/person.html"
    form: ChineseForm
    deed: ChineseForm
    end: ChineseForm
    name: str
    login: str
    now: tuple[str, ...]
    disabled: bool
    hats: tuple[Hat, ...]
    refusal: str | None
    complaints: tuple[str, ...]
    conflict: str | None
    url: str
    people_url: str
    appoint_url: str | None
    move_url: str | None
    disable_url: str
    enable_url: str
    reset_url: str
    link_url: str
    tasks_url: str


@dataclass(frozen=True, slots=True)
class AppointPage:
    template: ClassVar[str] = "accounts/appoint.html"
    form: ChineseForm
    name: str
    now: tuple[str, ...]
    conflict: str | None
    url: str
    person_url: str
    people_url: str


@dataclass(frozen=True, slots=True)
class MovePage:
    """调动: from one unit to another from a day on."""

    template: ClassVar[str] = "accounts/move.html"
    form: ChineseForm
    name: str
    now: tuple[str, ...]
    conflict: str | None
    url: str
    person_url: str
    people_url: str
    tasks_url: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log of accounts in words."""

    at: datetime
    who: str
    what: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """账号日志: what was done to accounts and units within reach, newest first."""

    template: ClassVar[str] = "accounts/log.html"
    lines: tuple[LogLine, ...]
    words: str
    url: str
    number: int
    previous_url: str | None
    next_url: str | None
