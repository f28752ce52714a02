"""What the pages of signing in, passwords and the first run are given."""

from dataclasses import dataclass
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
class GivenLink:
    """A link by which a person chooses a password, told once."""

    name: str
    login: str
    url: str
    hours: int


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A one-time link for the administrator to hand over."""

    template: ClassVar[str] = "accounts/link.html"
    given: GivenLink
    people_url: str
    person_url: str


@dataclass(frozen=True, slots=True)
class ChoosePasswordPage:
    """Choosing a password by a link; ``form`` is None where the link has expired or was used."""

    template: ClassVar[str] = "accounts/choose_password.html"
    form: ChineseForm | None
    url: str
    name: str
    login: str
    sign_in_url: str
