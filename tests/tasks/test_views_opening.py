"""Problems come into the ledger: by hand, and from a checked report."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.cast import PEOPLE, Cast
from tests.tasks.conftest import SignIn
from tracker.accounts.models import Unit
from tracker.core import clock
from tracker.core.db import Database
from tracker.reports.actions import Paper, take_in
from tracker.reports.models import Batch
from tracker.reports.reader import read_pasted
from tracker.tasks.models import Problem, Task

TEXT = "村级公示栏更新不及时。4个村的公示栏超过两个月没有更新。"
REPORT = "2025年度工作报告\n一、存在问题\n（一）督促检查不够经常。布置多、过问少。\n（二）公示栏更新不及时。4个村超过两个月没有更新。\n二、下一步打算\n抓好整改。"


@pytest.fixture
def typed(cast: Cast) -> dict[str, Any]:
    """A problem as a clerk types it."""
    return {
        "unit_id": cast.town,
        "source": "inspection",
        "year": "2026",
        "text": TEXT,
        "category": "组织建设",
        "measures": "每月更新\n\n每季抽查",
    }


@pytest.fixture
def batch(database: Database, cast: Cast) -> Batch:
    """A report of 2025 that was read and waits to be confirmed."""
    with database.transaction() as session:
        unit = session.get_one(Unit, cast.town)
        taken, _ = take_in(
            session, unit, read_pasted(REPORT), Paper(2025), by=cast["zhoumin"], at=clock.now()
        )
    return taken


def tasks_in(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count(Task.id))) or 0


@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_only_clerks_register_and_only_in_their_own_ledger(
    sign_in_as: SignIn, database: Database, typed: dict[str, Any], login: str
) -> None:
    browser = sign_in_as(login)
    status = {"zhoumin": (200, 303), "liuyang": (200, 303), "wutao": (200, 422)}
    shown, written = status.get(login, (403, 403))
    assert browser.get("/ledger/new").status_code == shown
    assert browser.post("/ledger/new", data=typed).status_code == written
    assert tasks_in(database) == (written == 303)


def test_a_problem_is_registered_with_its_measures_and_first_sentence_as_title(
    sign_in_as: SignIn, database: Database, typed: dict[str, Any]
) -> None:
    browser = sign_in_as("zhoumin")
    assert browser.post("/ledger/new", data=typed).location == "/tasks/1"
    text = browser.get("/tasks/1").text
    for word in ("2026-001", "村级公示栏更新不及时", "巡视巡察", "每季抽查", "2 条", "待交办"):
        assert word in text
    with database.reading() as session:
        problem = session.scalars(select(Problem)).one()
    assert (problem.title, problem.text, problem.category) == (
        "村级公示栏更新不及时",
        TEXT,
        "组织建设",
    )


def test_the_same_problem_is_not_registered_twice(
    sign_in_as: SignIn, database: Database, typed: dict[str, Any]
) -> None:
    browser = sign_in_as("zhoumin")
    browser.post("/ledger/new", data=typed)
    again = browser.post("/ledger/new", data=typed)
    assert again.status_code == 422
    assert "2026-001" in again.text
    assert "每季抽查" in again.text
    assert tasks_in(database) == 1


@pytest.mark.parametrize(
    "slip",
    [
        {"text": ""},
        {"text": " \u3000"},
        {"year": ""},
        {"year": "26"},
        {"unit_id": ""},
        {"source": "x"},
    ],
)
def test_a_slip_is_told_and_nothing_is_lost(
    sign_in_as: SignIn, database: Database, typed: dict[str, Any], slip: dict[str, str]
) -> None:
    answer = sign_in_as("zhoumin").post("/ledger/new", data=typed | slip)
    assert answer.status_code == 422
    assert "每季抽查" in answer.text
    assert tasks_in(database) == 0


@pytest.mark.parametrize(
    ("login", "status"),
    [("zhoumin", 303), ("liuyang", 303), ("wutao", 404), ("liqiang", 403), ("chenguodong", 403)],
)
def test_who_may_confirm_a_report(
    sign_in_as: SignIn, database: Database, batch: Batch, login: str, status: int
) -> None:
    path, data = f"/reports/{batch.id}/confirm", {"version": batch.version}
    assert sign_in_as(login).post(path, data=data).status_code == status
    assert tasks_in(database) == (2 if status == 303 else 0)


def test_a_confirmed_report_stands_in_the_ledger_of_its_year(
    sign_in_as: SignIn, batch: Batch
) -> None:
    browser = sign_in_as("zhoumin")
    data = {"version": batch.version}
    answer = browser.post(f"/reports/{batch.id}/confirm", data=data)
    assert answer.location == "/ledger?year=2025"
    text = browser.get(answer.location).text
    assert "问题2个" in text
    assert text.count('<tr id="task-') == 2


def test_a_report_that_only_goes_on_leads_to_the_ledger_that_holds_its_tasks(
    sign_in_as: SignIn, database: Database, cast: Cast, batch: Batch
) -> None:
    browser = sign_in_as("zhoumin")
    browser.post(f"/reports/{batch.id}/confirm", data={"version": batch.version})
    with database.transaction() as session:
        unit = session.get_one(Unit, cast.town)
        later = read_pasted(REPORT.replace("2025", "2026"))
        again, _ = take_in(session, unit, later, Paper(2026), by=cast["zhoumin"], at=clock.now())
        findings = [str(one.id) for one in again.findings]
    answer = browser.post(
        f"/reports/{again.id}/confirm",
        data={"version": again.version, "going_on_asked": "1", "going_on": findings},
    )
    assert answer.location == "/ledger"
    assert "问题0个；转入下年度继续整改2个" in browser.get(answer.location).text
    assert tasks_in(database) == 2


def test_the_end_of_the_paper_bounds_what_is_proposed_for_its_tasks(
    sign_in_as: SignIn, database: Database, batch: Batch
) -> None:
    browser, data = sign_in_as("zhoumin"), {"version": batch.version}
    browser.post(f"/reports/{batch.id}/confirm", data=data)
    with database.transaction() as session:
        session.get_one(Batch, batch.id).ends_on = date(2026, 5, 15)
        task = session.scalars(select(Task).order_by(Task.id).limit(1)).one()
    assert "集中整改到2026年5月15日" in browser.get(f"/tasks/{task.id}").text
    form = browser.get(f"/tasks/{task.id}/assign").text
    assert "建议 2026年4月2日" in form  # 立行立改 comes before it
    assert form.count("建议 2026年5月15日") == 2


def test_confirming_twice_opens_nothing_twice(
    sign_in_as: SignIn, database: Database, batch: Batch
) -> None:
    browser, data = sign_in_as("zhoumin"), {"version": batch.version}
    browser.post(f"/reports/{batch.id}/confirm", data=data)
    again = browser.post(f"/reports/{batch.id}/confirm", data=data)
    assert again.status_code == 303
    assert "没有重复登记" in browser.get(again.location).text
    assert tasks_in(database) == 2


@pytest.mark.parametrize("version", ["", "x", "7", "99999999999999999999"])
def test_a_report_that_was_corrected_meanwhile_is_not_confirmed(
    sign_in_as: SignIn, database: Database, batch: Batch, version: str
) -> None:
    browser = sign_in_as("zhoumin")
    answer = browser.post(f"/reports/{batch.id}/confirm", data={"version": version})
    assert answer.status_code == 409
    assert tasks_in(database) == 0
