"""Sign-in names for people on a list who have none: they may never sign in, and are written for."""

from dataclasses import replace
from itertools import count

from tracker.ledgers.rules.roster import Known, Roster, code_of, units_after

_CODE_IN_LOGIN = 36  # leaves room for the number behind it


def with_logins(roster: Roster, known: Known) -> Roster:
    """Answer the roster with a sign-in name for everybody who has none.

    Whoever is there under the same name keeps theirs; the others are counted on behind the code of their unit.
    """
    units = units_after(roster, known)
    theirs = {name: login for login, name in known.people.items()}
    taken = known.logins | {one.login for one in roster.people}
    people = []
    for line in roster.people:
        code = code_of(line.unit, units)
        if line.login or not line.name or not code:
            people.append(line)
            continue
        login = theirs.get(line.name) or _free(code, taken)
        taken |= {login}
        people.append(replace(line, login=login))
    return replace(roster, people=tuple(people))


def _free(code: str, taken: frozenset[str]) -> str:
    names = (f"{code[:_CODE_IN_LOGIN]}{number:02}" for number in count(1))
    return next(one for one in names if one not in taken)
