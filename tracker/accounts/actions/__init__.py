"""Writing about accounts: units, people, appointments, passwords, signing in and out."""

from tracker.accounts.actions.links import (
    LINK_HOURS,
    choose_password,
    make_link,
    person_with_link,
)
from tracker.accounts.actions.log import Hand
from tracker.accounts.actions.moving import move_person
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
from tracker.accounts.actions.reorganising import (
    Decision,
    merge_unit,
    move_unit,
    put_name_right,
    rename_unit,
)
from tracker.accounts.actions.sign_in import (
    change_password,
    open_sign_in,
    sign_in,
    sign_out,
    token_hash,
)
from tracker.accounts.actions.stand_ins import Absence, end_stand_in, set_stand_in
from tracker.accounts.actions.units import (
    LedgerSettings,
    create_unit,
    create_unit_above,
    set_idle,
    set_ledger,
    set_up,
)

__all__ = [
    "LINK_HOURS",
    "Absence",
    "Decision",
    "Hand",
    "Hats",
    "LedgerSettings",
    "NewAccount",
    "PersonFacts",
    "appoint",
    "change_password",
    "choose_password",
    "create_account",
    "create_unit",
    "create_unit_above",
    "disable",
    "enable",
    "end_appointment",
    "end_stand_in",
    "first_password",
    "give_hats",
    "make_link",
    "merge_unit",
    "move_person",
    "move_unit",
    "open_sign_in",
    "person_with_link",
    "put_name_right",
    "rename_unit",
    "reset_password",
    "set_idle",
    "set_ledger",
    "set_person",
    "set_stand_in",
    "set_up",
    "sign_in",
    "sign_out",
    "take_on",
    "token_hash",
]
