"""年终收尾: what is still loose at the end of a year, and how its figures stand to those that were sealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.core.errors import InvalidError
from tracker.tasks.rules.lifecycle import OWED, State
from tracker.yearend.rules.facts import TaskFact, YearFacts
from tracker.yearend.rules.statistics import YearFigures
from tracker.yearend.rules.tables import Table

LEFT = (*OWED, State.PAUSED)


@dataclass(frozen=True, slots=True)
class LooseEnds:
    """What a clerk settles before a year is sealed.

    ``left`` are the tasks that go into the next year (长期坚持 goes on by itself and is not among them), ``unproved``
    the closed ones without 成效 or without any evidence, ``unassigned`` those nobody was ever charged with.
    """

    left: tuple[TaskFact, ...]
    unproved: tuple[TaskFact, ...]
    unassigned: tuple[TaskFact, ...]


def loose_ends(facts: YearFacts) -> LooseEnds:
    """Sort out what is loose in a year."""
    return LooseEnds(
        left=tuple(one for one in facts.tasks if one.state in LEFT),
        unproved=tuple(one for one in facts.tasks if lacks(one)),
        unassigned=tuple(one for one in facts.tasks if one.state is State.UNASSIGNED),
    )


def lacks(task: TaskFact) -> str:
    """Answer what a closed task lacks to be told with a good conscience; empty when nothing."""
    if task.state is not State.CLOSED:
        return ""
    lacking = [
        *([] if task.outcome else ["整改成效"]),
        *([] if task.evidence else ["佐证材料"]),
    ]
    return "、".join(lacking)


def check_sealing(
    year: int, today: date, *, sealed_until: date | None, waiting: int, problems: int
) -> None:
    """Check that the figures of a year can be sealed.

    Raises:
        InvalidError: the year still runs or knows no problem, it or a later one is sealed, or open tasks have no
            reason yet.
    """
    if today <= date(year, 12, 31):
        raise InvalidError(f"{year}年度要到{year + 1}年1月1日以后才能封存。")
    if sealed_until is not None and sealed_until >= date(year, 12, 31):
        raise InvalidError(f"{sealed_until.year}年度已经封存，不能再封存{year}年度。")
    if not problems:
        raise InvalidError(f"{year}年度没有列入台账的问题，没有数据可以封存。")
    if waiting:
        raise InvalidError(f"还有{waiting}项没有办结的任务没有写明转入下年度的原因，请先填写。")


def frozen(facts: YearFacts, figures: YearFigures, tables: tuple[Table, ...]) -> dict[str, Any]:
    """Put the figures of a year into plain values, as they are printed by the command line and kept when sealed."""
    whole = figures.whole
    return {
        "unit": facts.unit_code,
        "name": facts.unit,
        "year": facts.year,
        "as_of": facts.as_of.isoformat(),
        "problems": whole.problems.total,
        "tasks": whole.tasks.total,
        "measures": whole.measures,
        "rate": figures.rate,
        "rule": figures.rule,
        "tables": [
            {
                "key": table.key,
                "title": table.title,
                "columns": list(table.columns),
                "rows": [[row.label, *row.cells] for row in table.rows],
            }
            for table in tables
        ],
        "notes": list(figures.notes),
    }


def moved_since(sealed: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Tell in words which figures no longer are those that were sealed."""
    heads = {"problems": "问题数", "tasks": "任务数", "measures": "措施数", "rate": "完成率"}
    told = [
        f"{label}封存时为{sealed[key]}，现在为{now[key]}"
        for key, label in heads.items()
        if sealed[key] != now[key]
    ]
    before, after = _cells(sealed), _cells(now)
    # A table that the program learnt since then was not sealed.
    known = {table["title"] for table in sealed["tables"]}
    for place in dict.fromkeys((*before, *after)):
        table, row, column = place
        was, has = before.get(place, "无"), after.get(place, "无")
        if table in known and was != has:
            told.append(f"《{table}》“{row}”的“{column}”封存时为{was}，现在为{has}")
    return tuple(told)


def _cells(figures: Mapping[str, Any]) -> dict[tuple[str, str, str], str]:
    """Answer every cell by its table, row and column."""
    return {
        (table["title"], row[0], column): str(cell)
        for table in figures["tables"]
        for row in table["rows"]
        for column, cell in zip(table["columns"][1:], row[1:], strict=True)
    }
