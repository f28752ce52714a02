"""A town with tasks of any number, written into a database; and a process of its own that makes its workbook.

``python -m tests.benchmarks.large_town URL FILE`` writes the workbook of 2026 and prints as JSON the processor time in
seconds and the most memory that the process ever held, in MiB.
"""

import json
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, make_url, select

from tests.cast import load_cast
from tracker.accounts.models import Person, Unit
from tracker.accounts.queries import unit_with_code
from tracker.core.db import Database
from tracker.reports.rules.sources import Source
from tracker.tasks.models import Measure, Problem, Progress, Task, TaskRound
from tracker.tasks.rules.kinds import TaskKind
from tracker.yearend.queries import part_of, year_in_parts
from tracker.yearend.render.excel import write_year
from tracker.yearend.rules.facts import ProblemFact, TaskFact, YearFacts

_AT_ONCE = 5_000
_NOW = datetime(2026, 1, 12, 2, tzinfo=UTC)


def fill(database: Database, facts: YearFacts) -> None:
    """Write a year of problems with one task each into an empty, migrated database."""
    with database.transaction() as session:
        load_cast(session, at=_NOW)
    with database.transaction() as session:
        unit = session.scalars(select(Unit.id).where(Unit.code == facts.unit_code)).one()
        person = session.scalars(select(Person.id).where(Person.login == "liqiang")).one()
    fill_ledger(database, facts, unit, person)


def fill_ledger(database: Database, facts: YearFacts, unit: int, person: int) -> None:
    """Write a year of problems onto a unit's ledger, all of them one person's; their ids must be free."""
    for start in range(0, len(facts.problems), _AT_ONCE):
        some = facts.problems[start : start + _AT_ONCE]
        pairs = [(one, one.tasks[0]) for one in some]
        with database.transaction() as session:
            session.execute(insert(Problem), [_problem(one, unit) for one in some])
            session.execute(insert(Task), [_task(*one, unit, person) for one in pairs])
            session.execute(insert(TaskRound), [_round(task) for _, task in pairs])
            session.execute(insert(Measure), [_measure(task) for _, task in pairs])
            session.execute(insert(Progress), [_progress(task) for _, task in pairs])


def _problem(one: ProblemFact, unit: int) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in ("id", "year", "title", "text", "category")},
        "unit_id": unit,
        "source": Source.SELF_CHECK,
        "position": one.id,
        "inward_text": "",
        "outward_text": "",
        "registered_on": one.registered_on,
        "version": 1,
    }


def _task(problem: ProblemFact, one: TaskFact, unit: int, person: int) -> dict[str, Any]:
    copied = ("id", "number", "title", "state", "standard", "due_on", "closed_on", "outcome")
    return {
        **{name: getattr(one, name) for name in copied},
        "unit_id": unit,
        "problem_id": problem.id,
        "year": problem.year,
        "kind": TaskKind.BY_STAGES,
        "round": 1,
        "handler_id": person,
        "leader_id": person,
        "lead_unit_id": unit,
        "original_due_on": one.due_on,
        "assigned_on": one.assigned_on,
        "moved_on": one.closed_on,
        "created_at": _NOW,
        "due_version": 1,
        "version": 1,
    }


def _round(one: TaskFact) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in ("id", "due_on", "closed_on", "outcome")},
        "task_id": one.id,
        "number": 1,
        "started_on": one.assigned_on,
        "original_due_on": one.due_on,
        "extended": False,
        "extended_late": False,
    }


def _measure(one: TaskFact) -> dict[str, Any]:
    (measure,) = one.measures
    return {
        "id": one.id,
        "task_id": one.id,
        "position": 1,
        "text": measure.text,
        "done_on": measure.done_on,
    }


def _progress(one: TaskFact) -> dict[str, Any]:
    (told,) = one.progress
    return {
        "id": one.id,
        "task_id": one.id,
        "round": 1,
        "done_on": told.done_on,
        "text": told.text,
        "reported_by": "李强",
        "entered_at": _NOW,
    }


def main() -> None:
    """Make the workbook and say what it took."""
    database = Database(make_url(sys.argv[1]))
    with database.reading() as session:
        unit = unit_with_code(session, "qinghe")
    assert unit is not None, "the town is not there"
    day = date(2026, 12, 15)
    year = part_of(unit, 2026, day)
    with open(sys.argv[2], "w+b") as out:  # noqa: PTH123  a name from the command line
        rows = write_year(
            out, year, year_in_parts(database.reading, year, unit.id), filled_in_on=day
        )
        size = out.tell()
    told = {"rows": rows, "seconds": time.process_time(), "most": _most(), "file": size // 1024}
    sys.stdout.write(json.dumps(told))


def _most() -> int:
    """Answer the most memory that this process held, in MiB; what it was forked from does not count."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    [kilobytes] = [one.split()[1] for one in lines if one.startswith("VmHWM:")]
    return int(kilobytes) // 1024


if __name__ == "__main__":
    main()
