"""A county of any size for benchmarks: towns, people, and N tasks with ten trail rows each."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tracker.accounts.actions import NewAccount, appoint, create_account, create_unit, set_up
from tracker.accounts.models import Appointment, Person, Unit
from tracker.accounts.permissions import Role
from tracker.core.db import Database
from tracker.reports.rules.sources import Source
from tracker.tasks.models import Measure, Problem, Task, TaskRound, Trace
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.trail import FIRST

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
TOWNS, PEOPLE_A_TOWN, OFFICES_A_TOWN, TRACES = 50, 20, 3, 10
PASSWORD = "Bench#2026x"
_CHUNK = 5_000
_TITLES = (
    "督促检查不够经常",
    "理论学习联系实际不紧",
    "村集体经济增收办法不多",
    "支部组织生活质量不高",
    "村级财务公开不规范",
    "年轻干部培养力度不够",
    "人居环境管护时紧时松",
)
_OPEN = (State.UNASSIGNED, State.ASSIGNED, State.ACTIVE, State.ACTIVE, State.FIRST_REVIEW)


def build_county(database: Database, tasks: int) -> None:
    """Fill an empty, migrated database: 40 % closed, open ones due from 30 days ago to 330 days ahead."""
    with database.transaction() as session:
        towns, offices, people = _offices(session)
    spread = random.Random(7)
    rows = _rows(tasks, towns, offices, people, spread)
    while chunk := list(islice(rows, _CHUNK)):
        with database.transaction() as session:
            _write(session, chunk)


def _offices(session: Session) -> tuple[list[int], dict[int, list[int]], dict[int, list[int]]]:
    set_up(session, at=NOW)
    county = create_unit(session, "county", "云岭县", keeps_ledger=True)
    offices: dict[int, list[int]] = {}
    people: dict[int, list[int]] = {}
    first = create_account(
        session, NewAccount("u1", "测试一", PASSWORD, must_change_password=False), at=NOW
    )
    for number in range(TOWNS):
        town = create_unit(
            session, f"town{number}", f"第{number + 1}镇", parent=county, keeps_ledger=True
        )
        offices[town.id] = [
            create_unit(session, f"town{number}-{one}", f"第{one + 1}办公室", parent=town).id
            for one in range(OFFICES_A_TOWN)
        ]
        people[town.id] = _people(session, town, number)
        appoint(session, first, town, [Role.CLERK], from_on=date(2025, 1, 1))
    return list(offices), offices, people


def _people(session: Session, town: Unit, number: int) -> list[int]:
    rows = [
        {
            "login": f"p{number}-{one}",
            "name": f"人员{number}之{one}",
            "email": f"p{number}-{one}@county.example",
            "must_change_password": False,
            "failed_attempts": 0,
            "created_at": NOW,
            "version": 1,
        }
        for one in range(PEOPLE_A_TOWN)
    ]
    ids = list(session.scalars(insert(Person).returning(Person.id), rows))
    roles = [Role.CLERK, Role.SECRETARY, *[Role.LEADER] * 4, *[Role.HANDLER] * (PEOPLE_A_TOWN - 6)]
    session.execute(
        insert(Appointment),
        [
            {"person_id": one, "unit_id": town.id, "role": role, "from_on": date(2025, 1, 1)}
            for one, role in zip(ids, roles, strict=True)
        ],
    )
    return ids


def _rows(
    tasks: int,
    towns: list[int],
    offices: dict[int, list[int]],
    people: dict[int, list[int]],
    spread: random.Random,
) -> Iterator[dict[str, Any]]:
    for number in range(1, tasks + 1):
        town = towns[number % TOWNS]
        closed = spread.random() < 0.4
        state = State.CLOSED if closed else spread.choice(_OPEN)
        title = f"{spread.choice(_TITLES)}之{number}"
        handlers = people[town][6:]
        yield {
            "id": number,
            "unit_id": town,
            "problem_id": number,
            "year": 2025 if number % 2 else 2024,
            "number": f"{2025 if number % 2 else 2024}-{number:06d}",
            "title": title,
            "state": state,
            "handler_id": None if state is State.UNASSIGNED else spread.choice(handlers),
            "leader_id": people[town][2 + number % 4],
            "lead_unit_id": spread.choice(offices[town]),
            "due_on": TODAY + timedelta(days=spread.randrange(-30, 331)),
            "closed_on": TODAY - timedelta(days=spread.randrange(1, 200)) if closed else None,
        }


def _write(session: Session, chunk: list[dict[str, Any]]) -> None:
    session.execute(insert(Problem), [_problem(row) for row in chunk])
    session.execute(insert(Task), [_task(row) for row in chunk])
    session.execute(
        insert(Measure),
        [{"task_id": row["id"], "position": 1, "text": "建立月清单"} for row in chunk],
    )
    session.execute(
        insert(TaskRound),
        [
            {
                "task_id": row["id"],
                "number": 1,
                "started_on": date(2026, 1, 9),
                "original_due_on": row["due_on"],
                "due_on": row["due_on"],
                "closed_on": row["closed_on"],
                "extended": False,
                "extended_late": False,
                "outcome": "",
            }
            for row in chunk
        ],
    )
    session.execute(insert(Trace), [trace for row in chunk for trace in _traces(row)])


def _problem(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "unit_id": row["unit_id"],
        "year": row["year"],
        "source": Source.SELF_CHECK,
        "position": 1,
        "title": row["title"],
        "text": f"{row['title']}。有的工作布置多、过问少，个别村没有形成完整的对账记录，群众有意见。",
        "category": "责任落实",
        "inward_text": "",
        "outward_text": "",
        "registered_on": date(2026, 1, 9),
        "version": 1,
    }


def _task(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{key: row[key] for key in ("id", "unit_id", "problem_id", "year", "number", "title")},
        **{
            key: row[key]
            for key in ("state", "handler_id", "leader_id", "lead_unit_id", "due_on", "closed_on")
        },
        "standard": "有清单、有记录",
        "kind": TaskKind.BY_STAGES,
        "round": 1,
        "handler_text": "责任人",
        "leader_text": "责任领导",
        "lead_unit_text": "办公室",
        "original_due_on": row["due_on"],
        "moved_on": TODAY - timedelta(days=row["id"] % 60),
        "created_at": NOW,
        "due_version": 1,
        "version": 1,
    }


def _traces(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for position in range(1, TRACES + 1):
        yield {
            "task_id": row["id"],
            "position": position,
            "round": 1,
            "step": Step.REPORT if position > 1 else Step.OPEN,
            "from_state": State.ACTIVE,
            "to_state": State.ACTIVE,
            "actor_id": 1,
            "actor_name": "测试一",
            "for_name": "",
            "for_post": "",
            "means": Means.SELF,
            "done_on": date(2026, 2, position),
            "entered_at": NOW,
            "note": "",
            "facts": {"text": "已按月对账。"},
            "previous_hash": FIRST,
            "hash": FIRST,
        }
