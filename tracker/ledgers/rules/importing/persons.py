"""Who is meant by the people of a foreign ledger: names with posts, several in a cell, names that are no people."""

import re
from functools import lru_cache

from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing.rows import Check
from tracker.tasks.rules.lifecycle import State

# A ledger repeats its people from row to row.
_REMEMBERED = 2_000
_NAMES = re.compile(r"[、，,;；/\n](?![^（(]*[)）])")
_POSTS = "书记|委员|镇长|乡长|县长|主任|所长|站长|部长|主席|局长|科长|队长|校长|院长|干事"
# 组织委员 王立本, 副镇长孙国安: a post in front of one name.
_WITH_POST = re.compile(rf"^\S*?(?:{_POSTS})\s*(?=[\u4e00-\u9fff·]{{2,4}}$)")
_IN_BRACKETS = re.compile(r"[（(]([^（()）]*)[)）]")
_AND_OTHERS = re.compile(r"等(?:\d+人|人)?$")
_COMRADE = re.compile(r"等?同志$")
_ONLY_POST = re.compile(rf"\S*(?:{_POSTS})")


def leader_of(it: Check) -> int | None:
    """Answer the first leader who has an account; the wording stays as it is."""
    text = it.texts[Key.LEADER]
    if not text:
        return None
    names = _people(it, text)
    found = [one for name in names if (one := it.directory.person(name)) is not None]
    leading = [one for one in found if one in it.directory.leaders] or found
    if not leading:
        it.doubt(Key.LEADER, "没有这样的账号，按原文保留。")
    elif len(names) > 1:
        it.doubt(Key.LEADER, "不止一位责任领导，按原文保留，以第一位为主责。")
    return leading[0] if leading else None


def handler_of(it: Check, state: State) -> int | None:
    """Answer who is asked for progress: the contact that a person chose, else the first with an account."""
    text = it.texts[Key.HANDLER]
    if it.contact_id is not None:
        return it.contact_id
    names = _people(it, text)
    found = [one for name in names if (one := it.directory.person(name)) is not None]
    if found:
        if len(names) > 1 or _AND_OTHERS.search(text):
            it.doubt(Key.HANDLER, "不止一位责任人，按原文保留，由第一位填报。")
        return found[0]
    if state is not State.CLOSED:
        said = "没有这样的账号，按原文保留" if text else "没有写责任人"
        it.doubt(Key.HANDLER, f"{said}；可以选一位联系人，由他接收提醒。")
    return None


def _people(it: Check, text: str) -> tuple[str, ...]:
    """Part a cell into people; two signs with a space between them are one name (李　强)."""
    return (text,) if it.directory.person(text) is not None else names_in(text)


@lru_cache(_REMEMBERED)
def names_in(text: str) -> tuple[str, ...]:
    """Part a cell into names, as far as they are parted; a post beside a name is left out."""
    parts = (_WITH_POST.sub("", _bare_name(part)) for part in _NAMES.split(text))
    names = tuple(name for part in parts for name in part.split())
    return tuple(one for one in names if _ONLY_POST.fullmatch(one) is None) or names


def _bare_name(part: str) -> str:
    """Answer a name without what stands in brackets and 等3人 behind it: 王立本（副书记）, 党委副书记（王立本）."""
    outside = _AND_OTHERS.sub("", _COMRADE.sub("", _IN_BRACKETS.sub("", part).strip()))
    inside = _IN_BRACKETS.search(part)
    if inside is not None and _ONLY_POST.fullmatch(outside) and not _ONLY_POST.search(inside[1]):
        return inside[1].strip()
    return outside
