"""A list of units and people from Excel: reading its columns, and what is wrong with which cell."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from tracker.accounts.permissions import Role

MOST_ROWS = 300
_LOGIN = re.compile(r"[A-Za-z0-9._-]{2,40}")
_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[A-Za-z0-9.-]+")
_SEPARATORS = re.compile(r"[、，,;；/\s]+")


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One row of the sheet 单位, as typed; ``place`` is the number of the row in the sheet."""

    place: int
    name: str = ""
    code: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One row of the sheet 人员, as typed."""

    place: int
    name: str = ""
    login: str = ""
    unit: str = ""
    post: str = ""
    roles: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """What a workbook brings: units first, then people who may serve in them."""

    units: tuple[UnitLine, ...]
    people: tuple[PersonLine, ...]

    @property
    def lines(self) -> tuple[UnitLine | PersonLine, ...]:
        """Answer all rows in the order of the sheets."""
        return (*self.units, *self.people)


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already: units within reach by code, every code and every sign-in name of the database.

    ``top`` is the code of the highest unit within reach, under which units without a parent come; ``people`` are
    the names of those who serve within reach, by sign-in name.
    """

    units: Mapping[str, str]
    codes: frozenset[str]
    logins: frozenset[str]
    top: str
    people: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BadCell:
    """One cell that will not do: sheet (units or people), the line's index from 0, the field, one sentence."""

    sheet: str
    index: int
    field: str
    words: str


UNIT_HEADS = {
    "名称": "name",
    "单位名称": "name",
    "代码": "code",
    "单位代码": "code",
    "上级": "parent",
}
PERSON_HEADS = {
    "姓名": "name",
    "账号": "login",
    "登录名": "login",
    "单位": "unit",
    "职务": "post",
    "角色": "roles",
    "手机": "phone",
    "电话": "phone",
    "邮箱": "email",
}
UNIT_LABELS = {"name": "名称", "code": "代码", "parent": "上级"}
PERSON_LABELS = {
    "name": "姓名",
    "login": "登录名",
    "unit": "单位",
    "post": "职务",
    "roles": "角色",
    "phone": "手机",
    "email": "邮箱",
}


def roles_of(words: str) -> tuple[Role, ...] | None:
    """Answer the roles that a cell names, in its order; None when a word is no role."""
    by_word = {one.label: one for one in Role} | {one.value: one for one in Role}
    found = [by_word.get(one) for one in _SEPARATORS.split(words) if one]
    known = [one for one in found if one is not None]
    return tuple(dict.fromkeys(known)) if len(known) == len(found) else None


def is_there(line: UnitLine | PersonLine, known: Known) -> bool:
    """Answer whether a row tells of somebody, or of a unit, who is there already: it is left as it is."""
    if isinstance(line, UnitLine):
        return known.units.get(line.code) == line.name
    return known.people.get(line.login) == line.name


def code_of(reference: str, units: Mapping[str, str]) -> str | None:
    """Answer the code of the unit that a cell names by code or by name; None when it is no one's or several's."""
    if reference in units:
        return reference
    named = [code for code, name in units.items() if name == reference]
    return named[0] if len(named) == 1 else None


def units_after(roster: Roster, known: Known) -> dict[str, str]:
    """Answer the units that there are once the roster is in, names by code."""
    return dict(known.units) | {one.code: one.name for one in roster.units}


def faults_of(roster: Roster, known: Known) -> tuple[BadCell, ...]:
    """Answer every cell that will not do, in the order of the sheets."""
    units = units_after(roster, known)
    return (*_unit_faults(roster.units, known, units), *_person_faults(roster.people, known, units))


def new_units(roster: Roster, known: Known) -> tuple[tuple[UnitLine, str], ...]:
    """Answer the units to be made, each behind the one above it, with the code of that one.

    Units that are there under the same code and name are left as they are.
    """
    units = units_after(roster, known)
    left = {one.code: one for one in roster.units if one.code not in known.units}
    made: list[tuple[UnitLine, str]] = []
    while left:
        ready = [one for one in left.values() if _parent(one, units, known) not in left]
        if not ready:  # a circle; the check has told it
            break
        made += [(one, _parent(one, units, known)) for one in ready]
        for one in ready:
            del left[one.code]
    return tuple(made)


def _parent(line: UnitLine, units: Mapping[str, str], known: Known) -> str:
    return (code_of(line.parent, units) or "") if line.parent else known.top


def _unit_faults(
    lines: Sequence[UnitLine], known: Known, units: Mapping[str, str]
) -> Iterator[BadCell]:
    codes = Counter(one.code for one in lines)
    for index, line in enumerate(lines):
        for name, words in _of_unit(line, known, units, codes):
            yield BadCell("units", index, name, words)
    yield from _circles(lines, units, known)


def _of_unit(
    line: UnitLine, known: Known, units: Mapping[str, str], codes: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    if not line.name:
        yield "name", "请填写单位名称。"
    if not _CODE.fullmatch(line.code):
        yield "code", "代码只能用字母、数字、横线和下划线，最长 40 个字符。"
    elif codes[line.code] > 1:
        yield "code", f"代码“{line.code}”在表里写了 {codes[line.code]} 次。"
    elif line.code in known.codes and known.units.get(line.code) != line.name:
        yield "code", f"代码“{line.code}”已经用在{known.units.get(line.code, '别的单位')}上。"
    if line.parent and code_of(line.parent, units) is None:
        yield "parent", _no_unit(line.parent, units)


def _circles(
    lines: Sequence[UnitLine], units: Mapping[str, str], known: Known
) -> Iterator[BadCell]:
    above = {one.code: _parent(one, units, known) for one in lines if one.code not in known.units}
    for index, line in enumerate(lines):
        code, seen = line.code, set[str]()
        while code in above and code not in seen:
            seen.add(code)
            code = above[code]
        if code in seen and line.code in seen and code == line.code:
            yield BadCell("units", index, "parent", f"{line.name}绕一圈又成了自己的上级，请核对。")


def _person_faults(
    lines: Sequence[PersonLine], known: Known, units: Mapping[str, str]
) -> Iterator[BadCell]:
    logins = Counter(one.login for one in lines)
    for index, line in enumerate(lines):
        for name, words in _of_person(line, known, units, logins):
            yield BadCell("people", index, name, words)


def _of_person(
    line: PersonLine, known: Known, units: Mapping[str, str], logins: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    if not line.name:
        yield "name", "请填写姓名。"
    named = line.login or (line.name and code_of(line.unit, units))  # else one is made later
    if named and (fault := _of_login(line, known, logins)):
        yield "login", fault
    if code_of(line.unit, units) is None:
        yield "unit", _no_unit(line.unit, units)
    if not roles_of(line.roles):
        yield "roles", "角色请写" + "、".join(one.label for one in Role) + "，几个角色用顿号隔开。"
    if line.email and not _EMAIL.fullmatch(line.email):
        yield "email", "邮箱地址写得不对。"


def _of_login(line: PersonLine, known: Known, logins: Mapping[str, int]) -> str:
    """Answer what is wrong with a sign-in name; "" when it will do."""
    if not _LOGIN.fullmatch(line.login):
        return "登录名只能用 2 到 40 个字母、数字、点、横线和下划线。"
    if logins[line.login] > 1:
        return f"登录名“{line.login}”在表里写了 {logins[line.login]} 次。"
    if line.login in known.logins and not is_there(line, known):
        return f"登录名“{line.login}”已经是别人的，请换一个。"
    return ""


def _no_unit(reference: str, units: Mapping[str, str]) -> str:
    if not reference:
        return "请填写单位。"
    several = sum(name == reference for name in units.values())
    if several:
        return f"有 {several} 个单位叫“{reference}”，请写单位代码。"
    return f"没有叫“{reference}”的单位，请核对，或先写进单位表。"


def names_of_fields(line: type[UnitLine] | type[PersonLine]) -> Iterable[str]:
    """Answer the fields of a line that people fill in."""
    return (one.name for one in fields(line) if one.name != "place")
