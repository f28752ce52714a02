"""What the address of the ledger asks for; anything odd in it is left out."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from tracker.core.text import clean_line
from tracker.reports.rules.sources import Source
from tracker.tasks.queries import LedgerFilter, LedgerSort
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lights import Light
from tracker.web.addresses import asked_id

_WORDS = 50
Word = TypeVar("Word", bound=StrEnum)


def asked_filter(args: Mapping[str, str]) -> LedgerFilter:
    """Answer the filter of an address."""
    return LedgerFilter(
        unit_id=_number(args, "town"),
        year=_number(args, "year"),
        state=_word(args, "state", State),
        light=_word(args, "light", Light),
        lead_unit_id=_number(args, "unit"),
        person_id=_number(args, "person"),
        source=_word(args, "source", Source),
        kind=_word(args, "kind", TaskKind),
        text=clean_line(args.get("q", ""))[:_WORDS],
        only_open=args.get("open") == "1",
    )


def asked_sort(args: Mapping[str, str]) -> LedgerSort:
    """Answer how an address wants the ledger sorted."""
    return _word(args, "sort", LedgerSort) or LedgerSort.NUMBER


def asked_page(args: Mapping[str, str]) -> int:
    """Answer which page an address asks for, from 1."""
    return max(1, _number(args, "page") or 1)


def _number(args: Mapping[str, str], name: str) -> int | None:
    return asked_id(args.get(name, ""))


def _word(args: Mapping[str, str], name: str, words: type[Word]) -> Word | None:
    asked = args.get(name, "")
    return next((one for one in words if one.value == asked), None)
