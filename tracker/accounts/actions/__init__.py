"""Writing about accounts: units, people, appointments, passwords, signing in and out."""

from tracker.accounts.actions.log import Hand
from tracker.accounts.actions.passwords import first_password
from tracker.accounts.actions.people import (
    Hats,
    NewAccount,
    PersonFacts,
    appoint,
    create_account,
    disable,
    enable,
    end_appointment,
    give_hats,
    reset_password,
    set_person,
    take_on,
)
from tracker.accounts.actions.sign_in import (
    change_password,
    open_sign_in,
    sign_in,
    sign_out,
    token_hash,
)
from tracker.accounts.actions.units import (
    LedgerSettings,
    create_unit,
    rename_unit,
    set_ledger,
    set_up,
)

__all__ = [
    "Hand",
    "Hats",
    "LedgerSettings",
    "NewAccount",
    "PersonFacts",
    "appoint",
    "change_password",
    "create_account",
    "create_unit",
    "disable",
    "enable",
    "end_appointment",
    "first_password",
    "give_hats",
    "open_sign_in",
    "rename_unit",
    "reset_password",
    "set_ledger",
    "set_person",
    "set_up",
    "sign_in",
    "sign_out",
    "take_on",
    "token_hash",
]
