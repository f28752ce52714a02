"""Some tasks of a town taken through their life in the browser, each step timed."""

from collections.abc import Callable

from sqlalchemy import URL, select
from sqlalchemy.orm import aliased

from tests.benchmarks.browser import Answer, Browser
from tests.benchmarks.county import TODAY
from tracker.accounts.models import Person, Unit
from tracker.core.db import Database
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State

TASKS = 30
_DAY = {"done_on": TODAY.isoformat()}
_PAPER = {"paper_place": "3号盒", "kind": "minutes", "title": "对账记录"}
_LATER = TODAY.replace(year=TODAY.year + 2).isoformat()
_HANDLER: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("sign for", "sign-for", {}),
    ("report", "report", {"text": "已对账11个村"}),
    ("hand in", "hand-in", _PAPER),
    ("ask for more time", "ask-extension", {"note": "汛期停工", "proposed_on": _LATER}),
)
_AFTER = (
    ("grant more time", "leader", "decide-extension", {"decision": "grant"}),
    ("submit", "handler", "submit", {"outcome": "逐村对账"}),
    ("approve (leader)", "leader", "approve", {"decision": "agree"}),
    ("approve (clerk)", "clerk", "approve", {"decision": "agree"}),
    ("approve (secretary)", "secretary", "approve", {"decision": "agree"}),
)


class Walk:
    """Tasks of the first town that wait to be signed for, and who takes which step on them."""

    def __init__(self, url: URL, enter: Callable[[str], Browser]) -> None:
        self._enter = enter
        self._people: dict[str, Browser] = {}
        leader = aliased(Person)
        database = Database(url)
        with database.reading() as session:
            rows = session.execute(
                select(Task.id, Person.login, leader.login)
                .join(Person, Person.id == Task.handler_id)
                .join(leader, leader.id == Task.leader_id)
                .join(Unit, Unit.id == Task.unit_id)
                .where(Unit.code == "town0", Task.state == State.ASSIGNED)
                .order_by(Task.id)
                .limit(TASKS)
            ).all()
        database.dispose()
        self._tasks = [(task_id, handler, led_by) for task_id, handler, led_by in rows]

    def take(self) -> dict[str, list[Answer]]:
        """Take every task through its life; answer the answers of each step, and of their forms."""
        found: dict[str, list[Answer]] = {}
        steps = [(name, "handler", slug, typed) for name, slug, typed in _HANDLER]
        for name, who, slug, typed in (*steps, *_AFTER):
            for task_id, handler, leader in self._tasks:
                login = {"handler": handler, "leader": leader, "clerk": "p0-0", "secretary": "p0-1"}
                shown, sent = self._as(login[who]).step(task_id, slug, {**_DAY, **typed})
                found.setdefault(f"form: {name}", []).append(shown)
                found.setdefault(f"step: {name}", []).append(sent)
        return found

    def _as(self, login: str) -> Browser:
        if login not in self._people:
            self._people[login] = self._enter(login)
        return self._people[login]
