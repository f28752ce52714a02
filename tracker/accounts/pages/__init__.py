"""What the templates of accounts are given."""

from tracker.accounts.pages.people import (
    AppointPage,
    Hat,
    LogLine,
    LogPage,
    MovePage,
    NewPersonPage,
    PeoplePage,
    PersonPage,
    PersonRow,
)
from tracker.accounts.pages.signing import (
    ChoosePasswordPage,
    FirstPasswordPage,
    FirstRunPage,
    GivenLink,
    GivenPassword,
    LinkPage,
    PasswordPage,
    ReadyPage,
    SignInPage,
)
from tracker.accounts.pages.units import (
    FormerName,
    NewUnitPage,
    UnitPage,
    UnitRow,
    UnitsPage,
)

__all__ = [
    "AppointPage",
    "ChoosePasswordPage",
    "FirstPasswordPage",
    "FirstRunPage",
    "FormerName",
    "GivenLink",
    "GivenPassword",
    "Hat",
    "LinkPage",
    "LogLine",
    "LogPage",
    "MovePage",
    "NewPersonPage",
    "NewUnitPage",
    "PasswordPage",
    "PeoplePage",
    "PersonPage",
    "PersonRow",
    "ReadyPage",
    "SignInPage",
    "UnitPage",
    "UnitRow",
    "UnitsPage",
]
