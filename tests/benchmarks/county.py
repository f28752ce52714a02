"""A county of any size for benchmarks: 200 units, 2,000 people, and N tasks with ten trail rows each.

The first tasks are written one by one; the rest are copies of them inside the database, with numbers of
their own, so that a million tasks with ten million rows of trail take minutes.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Text,
    cast,
    func,
    insert,
    literal,
    select,
    text,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from tracker.accounts.actions import NewAccount, appoint, create_account, create_unit, set_up
from tracker.accounts.models import Appointment, Person, Unit
from tracker.accounts.permissions import Role
from tracker.core import clock
from tracker.core.db import Base, Database
from tracker.reports.rules.sources import Source
from tracker.tasks.models import Measure, Problem, Progress, Task, TaskRound, Trace
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.trail import FIRST

NOW, TODAY = clock.now(), clock.today()
TOWNS, PEOPLE_A_TOWN, OFFICES_A_TOWN, TRACES = 50, 40, 3, 10
LEADERS = 4
PASSWORD = "Bench#2026x"
EVERYWHERE = "u1"  # clerk of every town
WRITTEN = 10_000
_NUMBERED_FROM = 10_000_000
_TITLES = (
    "督促检查不够经常",
    "理论学习联系实际不紧",
    "村集体经济增收办法不多",
    "支部组织生活质量不高",
    "村级财务公开不规范",
    "年轻干部培养力度不够",
    "人居环境管护时紧时松",
)
_DETAILS = (
    "有的工作布置多、过问少",
    "个别村没有形成完整的对账记录",
    "对群众反映的问题回应慢",
    "台账更新不及时",
    "谈心谈话走过场",
    "学习笔记照抄文件",
    "项目资金拨付进度慢",
    "干部到村入户次数少",
)
RARE = "渡槽"  # in one of a thousand problems
_OPEN = (State.UNASSIGNED, State.ASSIGNED, State.ACTIVE, State.ACTIVE, State.FIRST_REVIEW)


def build_county(database: Database, tasks: int) -> None:
    """Fill an empty, migrated database: 40 % closed, open ones due from 30 days ago to 330 days ahead."""
    written = min(tasks, WRITTEN)
    with database.transaction() as session:
        towns, offices, people = _offices(session)
        _write(session, list(_rows(written, towns, offices, people, random.Random(7))))
    for copied in range(written, tasks, written):
        with database.transaction() as session:
            _allow_time(session)
            _copy(session, shift=copied, most=min(written, tasks - copied))
    with database.transaction() as session:
        _allow_time(session)
        _leave_trails(session)
    _settle(database)


def _allow_time(session: Session) -> None:
    """Let PostgreSQL write millions of rows in one statement; a page is given half a minute."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("set local statement_timeout = 0"))


def _offices(session: Session) -> tuple[list[int], dict[int, list[int]], dict[int, list[int]]]:
    set_up(session, at=NOW)
    county = create_unit(session, "county", "云岭县", keeps_ledger=True)
    offices: dict[int, list[int]] = {}
    people: dict[int, list[int]] = {}
    new = NewAccount(EVERYWHERE, "测试一", PASSWORD, must_change_password=False)
    first = create_account(session, new, at=NOW)
    for number in range(TOWNS):
        town = create_unit(
            session, f"town{number}", f"第{number + 1}镇", parent=county, keeps_ledger=True
        )
        offices[town.id] = [
            create_unit(session, f"town{number}-{one}", f"第{one + 1}办公室", parent=town).id
            for one in range(OFFICES_A_TOWN)
        ]
        people[town.id] = _people(session, town, number, first.password_hash)
        appoint(session, first, town, [Role.CLERK], from_on=date(2025, 1, 1))
    return list(offices), offices, people


def _people(session: Session, town: Unit, number: int, password_hash: str | None) -> list[int]:
    rows = [
        {
            "login": f"p{number}-{one}",
            "name": f"人员{number}之{one}",
            "email": f"p{number}-{one}@county.example",
            "password_hash": password_hash,
            "must_change_password": False,
            "password_changed_at": NOW,
            "failed_attempts": 0,
            "created_at": NOW,
            "version": 1,
        }
        for one in range(PEOPLE_A_TOWN)
    ]
    ids = list(session.scalars(insert(Person).returning(Person.id), rows))
    rest = PEOPLE_A_TOWN - 2 - LEADERS
    roles = [Role.CLERK, Role.SECRETARY, *[Role.LEADER] * LEADERS, *[Role.HANDLER] * rest]
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
        details = spread.sample(_DETAILS, 3) + [RARE] * (number % 1000 == 0)
        yield {
            "id": number,
            "unit_id": town,
            "problem_id": number,
            "year": 2025 if number % 2 else 2024,
            "number": f"{2025 if number % 2 else 2024}-{_NUMBERED_FROM + number}",
            "title": title,
            "text": f"{title}。{'，'.join(details)}，群众有意见。",
            "state": state,
            "handler_id": None
            if state is State.UNASSIGNED
            else spread.choice(people[town][2 + LEADERS :]),
            "leader_id": people[town][2 + number % LEADERS],
            "lead_unit_id": spread.choice(offices[town]),
            "due_on": TODAY + timedelta(days=spread.randrange(-30, 331)),
            "closed_on": TODAY - timedelta(days=spread.randrange(1, 200)) if closed else None,
        }


def _write(session: Session, rows: list[dict[str, Any]]) -> None:
    session.execute(insert(Problem), [_problem(row) for row in rows])
    session.execute(insert(Task), [_task(row) for row in rows])
    session.execute(
        insert(Measure),
        [{"id": row["id"], "task_id": row["id"], "position": 1, "text": "建清单"} for row in rows],
    )
    session.execute(insert(TaskRound), [_round(row) for row in rows])
    session.execute(insert(Progress), [_progress(row) for row in rows])


def _problem(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{key: row[key] for key in ("id", "unit_id", "year", "title", "text")},
        "source": Source.SELF_CHECK,
        "position": 1,
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


def _round(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{key: row[key] for key in ("id", "due_on", "closed_on")},
        "task_id": row["id"],
        "number": 1,
        "started_on": date(2026, 1, 9),
        "original_due_on": row["due_on"],
        "extended": False,
        "extended_late": False,
        "outcome": "",
    }


def _progress(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "task_id": row["id"],
        "round": 1,
        "done_on": date(2026, 2, TRACES),
        "text": "已按月对账。",
        "reported_by": "责任人",
        "entered_at": NOW,
    }


def _copy(session: Session, *, shift: int, most: int) -> None:
    """Copy the first ``most`` tasks with everything on them, ids and numbers moved on by ``shift``."""
    for model in (Problem, Task, Measure, TaskRound, Progress):
        columns = {one.name: one for one in model.__table__.columns}
        moved: dict[str, ColumnElement[Any]] = {**columns, "id": columns["id"] + shift}
        for name in {"task_id", "problem_id"} & columns.keys():
            moved[name] = columns[name] + shift
        if model is Task:
            numbered = cast(columns["id"] + shift + _NUMBERED_FROM, Text)
            moved["number"] = cast(columns["year"], Text) + literal("-") + numbered
        first = select(*moved.values()).where(columns["id"] <= most)
        session.execute(insert(model).from_select(list(moved), first))


def _leave_trails(session: Session) -> None:
    """Write ten traces on each task; only their first and last steps differ."""
    columns = Trace.__table__.columns
    places = union_all(*(select(literal(one).label("place")) for one in range(1, TRACES + 1)))
    place = places.subquery().c.place
    said: dict[str, Any] = {
        "task_id": Task.id,
        "position": place,
        "round": literal(1),
        "step": literal(Step.REPORT, columns["step"].type),
        "from_state": literal(State.ACTIVE, columns["from_state"].type),
        "to_state": literal(State.ACTIVE, columns["to_state"].type),
        "actor_id": literal(1),
        "actor_name": literal("测试一"),
        "for_name": literal(""),
        "for_post": literal(""),
        "means": literal(Means.SELF, columns["means"].type),
        "done_on": literal(date(2026, 2, TRACES), columns["done_on"].type),
        "entered_at": literal(NOW, columns["entered_at"].type),
        "note": literal(""),
        "facts": literal({"text": "已按月对账。"}, columns["facts"].type),
        "previous_hash": literal(FIRST),
        "hash": literal(FIRST),
    }
    session.execute(
        insert(Trace).from_select(
            list(said), select(*said.values()).select_from(Task).join(place.table, true())
        )
    )


def _settle(database: Database) -> None:
    """Let both databases know their tables, as they do by themselves in the course of days."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "postgresql":
            for table in Base.metadata.sorted_tables:
                top = select(func.max(table.c.id)) if "id" in table.c else None
                top_id = connection.execute(top).scalar() if top is not None else None
                if isinstance(top_id, int):
                    connection.execute(
                        select(func.setval(func.pg_get_serial_sequence(table.name, "id"), top_id))
                    )
            connection.execute(text("vacuum analyze"))
