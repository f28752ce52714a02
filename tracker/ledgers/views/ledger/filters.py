"""The lists by which the ledger is narrowed, and what is in force of them in words."""

from collections.abc import Iterable, Sequence

from tracker.ledgers.views.ledger.address import with_
from tracker.reports.rules.sources import Source
from tracker.tasks.models import TaskKind
from tracker.tasks.pages import Choice
from tracker.tasks.queries import LedgerChoices, LedgerFilter
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lights import Light

_ALL = ("", "全部")
_SHOWN_LIGHTS = (Light.OVERDUE, Light.NEAR, Light.ON_TRACK, Light.UNDATED)


def first_choices(wanted: LedgerFilter, options: LedgerChoices) -> tuple[Choice, ...]:
    """Answer the lists that always stand above the ledger."""
    unknown = {wanted.year} - {None, *options.years}  # a year of whose problems none are listed yet
    years = [(str(year), f"{year}年") for year in (*unknown, *options.years)]
    return (
        Choice("state", "状态", [_ALL, *_pairs(State)], wanted.state or ""),
        Choice("light", "时限", [_ALL, *_pairs(_SHOWN_LIGHTS)], wanted.light or ""),
        *_ledger_choice(wanted, options),
        Choice("unit", "牵头单位", _ids(options.units), str(wanted.lead_unit_id or "")),
        Choice("person", "责任人或领导", _ids(options.people), str(wanted.person_id or "")),
        Choice("year", "问题年度", [_ALL, *years], str(wanted.year or "")),
    )


def more_choices(wanted: LedgerFilter) -> tuple[Choice, ...]:
    """Answer the lists that are folded away."""
    return (
        Choice("source", "问题来源", [_ALL, *_pairs(Source)], wanted.source or ""),
        Choice("kind", "整改类型", [_ALL, *_pairs(TaskKind)], wanted.kind or ""),
        Choice("open", "范围", [_ALL, ("1", "只看未办结")], "1" if wanted.only_open else ""),
    )


def chips(wanted: LedgerFilter, choices: Sequence[Choice]) -> tuple[tuple[str, str], ...]:
    """Answer the filters in force in words, each with the address without it."""
    found = [
        (f"{one.label}：{dict(one.options)[one.chosen]}", with_(**{one.name: ""}))
        for one in choices
        if one.chosen and one.chosen in dict(one.options)
    ]
    if wanted.text:
        found.append((f"查找：{wanted.text}", with_(q="")))
    return tuple(found)


def _ledger_choice(wanted: LedgerFilter, options: LedgerChoices) -> tuple[Choice, ...]:
    """Answer the choice of a ledger, for whoever sees several."""
    if len(options.ledgers) < 2:  # noqa: PLR2004  a choice has two
        return ()
    return (Choice("town", "台账单位", _ids(options.ledgers), str(wanted.unit_id or "")),)


def _pairs(words: Iterable[State | Light | Source | TaskKind]) -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in words]


def _ids(pairs: Sequence[tuple[int, str]]) -> list[tuple[str, str]]:
    return [_ALL, *((str(key), name) for key, name in pairs)]
