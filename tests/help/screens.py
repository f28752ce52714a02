"""Where the screens stand of which the help speaks: the first of each topic is the one in its picture."""

import re
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from tracker.core.db import Database
from tracker.tasks.models import Task

CLERK, HANDLER, VILLAGE = "zhangxiaoyan", "liqingshan", "zhaomingyuan"
SECRETARY, ADMIN, STRANGER = "chenshoutian", "hezhiyuan", ""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen as one person sees it; ``{2026-005}`` in its address is the id of that task."""

    login: str
    path: str
    tall: int = 375  # px of it that its picture shows


def _by(login: str, paths: str) -> tuple[Screen, ...]:
    return tuple(Screen(login, path) for path in paths.split())


SCREENS: dict[str, tuple[Screen, ...]] = {
    "sign-in": _by(STRANGER, "/sign-in"),
    "first-run": _by(STRANGER, "/first-run"),
    "home": (Screen(CLERK, "/", tall=400), *_by(HANDLER, "/")),
    "find": _by(CLERK, "/find"),
    "account": _by(CLERK, "/password"),
    "wishes": _by(CLERK, "/reminders/settings"),
    "reports": _by(CLERK, "/reports /reports/upload /reports/4/columns"),
    "check": (Screen(CLERK, "/reports/3", tall=400), *_by(CLERK, "/reports/3/paper")),
    "new-problem": _by(CLERK, "/ledger/new"),
    "imports": _by(CLERK, "/ledgers/imports /ledgers/imports/1/columns"),
    "ledger": _by(CLERK, "/ledger"),
    "columns": _by(CLERK, "/ledgers/columns /ledgers/views/new"),
    "assigning": _by(
        CLERK,
        "/ledgers/assign?ids={2026-008} /ledgers/adjust?ids={2026-005} /ledgers/prolong?ids={2026-005} /ledgers/kinds?ids={2026-005}",
    ),
    "measures": _by(CLERK, "/tasks/{2025-001}/measures"),
    "meetings": _by(CLERK, "/ledgers/meetings /ledgers/meetings/1"),
    "to-chase": _by(CLERK, "/reminders/to-chase"),
    "inbox": _by(CLERK, "/reminders"),
    "why": _by(CLERK, "/reminders/tasks/{2026-005}/why"),
    "preview": _by(CLERK, "/reminders/preview"),
    "returns": _by(CLERK, "/ledgers/returns /ledgers/returns/1"),
    "paste": _by(CLERK, "/ledgers/paste"),
    "letters": _by(CLERK, "/ledgers/letters /ledgers/letters/1"),
    "missing": _by(CLERK, "/ledgers/missing"),
    "mine": (Screen(VILLAGE, "/mine", tall=640), *_by(SECRETARY, "/mine")),
    "task": _by(HANDLER, "/tasks/{2026-005}"),
    "step": (
        Screen(HANDLER, "/tasks/{2026-005}/report", tall=730),
        *_by(HANDLER, "/tasks/{2026-005}/submit"),
        *_by(SECRETARY, "/tasks/{2026-001}/approve"),
    ),
    "correct": _by(CLERK, "/tasks/{2024-001}/correct/progress/1"),
    "share": _by(CLERK, "/evidence/1/share"),
    "filing": _by(CLERK, "/ledgers/filing"),
    "quarterly": _by(CLERK, "/quarterly"),
    "prints": _by(CLERK, "/ledgers/prints"),
    "overview": _by(SECRETARY, "/overview"),
    "their-forms": _by(CLERK, "/ledgers/their-forms /ledgers/their-forms/1/columns"),
    "submissions": _by(CLERK, "/ledgers/submissions/new /ledgers/submissions"),
    "year": _by(CLERK, "/yearend"),
    "closing": _by(CLERK, "/yearend/closing"),
    "draft": (Screen(CLERK, "/yearend/draft", tall=400),),
    "pledges": _by(CLERK, "/yearend/draft/pledges"),
    "editions": _by(CLERK, "/yearend/editions"),
    "papers": _by(CLERK, "/yearend/papers /yearend/papers/1"),
    "whereabouts": _by(CLERK, "/yearend/whereabouts"),
    "people": _by(ADMIN, "/people /people/3"),
    "roster": _by(ADMIN, "/ledgers/people/import"),
    "units": _by(ADMIN, "/units/1 /units"),
    "handover": _by(CLERK, "/handover"),
    "stand-ins": _by(CLERK, "/stand-ins/of/1"),
    "rules": _by(CLERK, "/reminders/rules /reminders/rules/edit"),
    "robots": _by(CLERK, "/reminders/robots /reminders/robots/new"),
    "delivery": _by(CLERK, "/reminders/delivery"),
    "workdays": _by(CLERK, "/workdays"),
    "room": _by(ADMIN, "/evidence-room"),
    "log": _by(ADMIN, "/people/log"),
}


def address(app: Flask, path: str) -> str:
    """Answer an address with the ids of its tasks."""
    database: Database = app.extensions["database"]

    def id_of(found: re.Match[str]) -> str:
        with database.reading() as session:
            return str(session.scalars(select(Task.id).where(Task.number == found[1])).one())

    return re.sub(r"\{([\d-]+)\}", id_of, path)
