"""What the templates of accounts are given."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class SignInPage:
    template: ClassVar[str] = "accounts/sign_in.html"
    form: ChineseForm
    url: str
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class PasswordPage:
    """Changing one's own password; ``first`` when it must be changed before anything else."""

    template: ClassVar[str] = "accounts/password.html"
    form: ChineseForm
    url: str
    first: bool
    login: str


@dataclass(frozen=True, slots=True)
class FirstRunPage:
    template: ClassVar[str] = "accounts/first_run.html"
    form: ChineseForm
    url: str


@dataclass(frozen=True, slots=True)
class GivenPassword:
    """A first password, told once."""

    name: str
    login: str
    password: str


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """After the first run: the clerk's first password, if the clerk is another person, and what to do next."""

    template: ClassVar[str] = "accounts/ready.html"
    unit_name: str
    given: GivenPassword | None
    upload_url: str
    people_url: str
    units_url: str


@dataclass(frozen=True, slots=True)
class FirstPasswordPage:
    template: ClassVar[str] = "accounts/first_password.html"
    given: GivenPassword
    people_url: str
    person_url: str


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
    disable_url: str
    enable_url: str
    reset_url: str


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
class UnitRow:
    """One unit of the tree, ``depth`` steps below the first one shown."""

    name: str
    code: str
    depth: int
    keeps_ledger: bool
    chain: str
    url: str
    new_url: str | None


@dataclass(frozen=True, slots=True)
class UnitsPage:
    template: ClassVar[str] = "accounts/units.html"
    rows: tuple[UnitRow, ...]


@dataclass(frozen=True, slots=True)
class NewUnitPage:
    template: ClassVar[str] = "accounts/new_unit.html"
    form: ChineseForm
    parent_name: str
    url: str
    units_url: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One unit; the form of the ledger only where it keeps one, that of the name only for an administrator."""

    template: ClassVar[str] = "accounts/unit.html"
    name: str
    code: str
    name_form: ChineseForm | None
    ledger_form: ChineseForm | None
    now: tuple[str, ...]
    conflict: str | None
    name_url: str
    ledger_url: str
    units_url: str
