"""Reading about people and units: who belongs where, and what was done to them."""

from tracker.accounts.queries.hats import (
    holds,
    in_force,
)
from tracker.accounts.queries.log import (
    events_about,
)
from tracker.accounts.queries.people import (
    in_order,
    last_hand,
    people_ever_in,
    people_with_ids,
    people_with_role,
    person_with_login,
    post_of,
)
from tracker.accounts.queries.stand_ins import people_of_ledger, stand_ins_in
from tracker.accounts.queries.units import (
    all_units,
    former_names,
    installation,
    ledger_used_by,
    names_on,
    unit_with_code,
    units_among,
)
from tracker.accounts.queries.viewers import OpenSignIn, idle_minutes_in, signed_in, viewer_of

__all__ = [
    "OpenSignIn",
    "all_units",
    "events_about",
    "former_names",
    "holds",
    "idle_minutes_in",
    "in_force",
    "in_order",
    "installation",
    "last_hand",
    "ledger_used_by",
    "names_on",
    "people_ever_in",
    "people_of_ledger",
    "people_with_ids",
    "people_with_role",
    "person_with_login",
    "post_of",
    "signed_in",
    "stand_ins_in",
    "unit_with_code",
    "units_among",
    "viewer_of",
]
