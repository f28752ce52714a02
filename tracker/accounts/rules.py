"""Rules of accounts: passwords, locks, local addresses, who keeps a ledger, the approval chain."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil

ATTEMPTS = 5
LOCK = timedelta(minutes=5)
CHAIN_STEPS = ("leader", "clerk", "secretary")

_SHORTEST = 8
_LONGEST = 200
_CLASSES_NEEDED = 3
_TELLING = 3  # a login of one or two letters stands in many a good password
_CLASSES = (
    re.compile(r"[a-z]"),
    re.compile(r"[A-Z]"),
    re.compile(r"\d"),
    re.compile(r"[^a-zA-Z\d]"),
)
_COUNTY_ENDINGS = ("县", "市", "区", "旗", "州", "盟")
_LOCAL = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f\x7f-\x9f]*")


def weakness(password: str, login: str) -> str | None:
    """Answer what is wrong with a new password by 等保 level 2, or None when it will do."""
    if len(password) > _LONGEST:
        return f"密码最长 {_LONGEST} 位。"
    classes = sum(1 for one in _CLASSES if one.search(password))
    if len(password) < _SHORTEST or classes < _CLASSES_NEEDED:
        return "密码至少 8 位，并含大写字母、小写字母、数字、符号中的三种。"
    if len(login) >= _TELLING and login.lower() in password.lower():
        return "密码里不能含有登录名。"
    return None


def minutes_locked(until: datetime, at: datetime) -> int:
    """Answer how many minutes a lock still lasts, rounded up; 0 when it is over."""
    return max(0, ceil((until - at) / timedelta(minutes=1)))


def local_path(target: str) -> str | None:
    """Answer an address when it is a path of this site, or None (ASVS 3.7.2).

    Browsers drop tabs and line ends, read a backslash as a slash and take ``//host`` for another site, so
    only plain characters behind a single slash are let through.
    """
    return target if _LOCAL.fullmatch(target) else None


def keeps_ledger_by_default(parent_path: str | None, parent_name: str = "") -> bool:
    """Answer whether a new unit keeps a ledger of its own unless told otherwise.

    The unit at the root does, and so does each town directly below a root that is a county (its name ends
    in 县, 市, 区, 旗, 州 or 盟). Villages and offices work in the ledger of the unit above them.
    """
    if parent_path is None:
        return True
    parent_is_root = parent_path.count("/") == 2  # noqa: PLR2004  a root's path is /1/
    return parent_is_root and parent_name.endswith(_COUNTY_ENDINGS)


def chain_of(steps: Iterable[str]) -> str | None:
    """Answer an approval chain in its order, as kept on a unit; None without any known step."""
    chosen = set(steps)
    return ",".join(step for step in CHAIN_STEPS if step in chosen) or None
