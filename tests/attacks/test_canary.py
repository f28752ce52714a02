"""A word planted in every text of one town's ledger is never told to another town, by no route at all."""

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import IntegerConverter, Rule

from tests.builders.canary import CANARY, plant, rename
from tests.cast import FROM, Cast
from tests.conftest import NOW
from tests.house.routes import rule_method
from tests.house.test_routes import content
from tests.tasks.conftest import Made
from tracker.accounts.actions import NewAccount, appoint, create_account, create_unit
from tracker.accounts.models import Appointment, Person, Unit
from tracker.accounts.permissions import Role
from tracker.core.db import Database
from tracker.reminders.jobs import sweep
from tracker.reminders.models import InboxItem, Message
from tracker.tasks.rules.lifecycle import State

SignIn = Callable[[str], FlaskClient]
# Which table an address's number is from. Whoever adds a kind of thing gives it its place here.
KINDS = {
    "appointment_id": "appointment",
    "batch_id": "batch",
    "evidence_id": "evidence",
    "filling_id": "their_filling",
    "file_id": "year_file",
    "finding_id": "finding",
    "form_id": "their_form",
    "handover_id": "handover",
    "import_id": "ledger_import",
    "item_id": "inbox_item",
    "letter_id": "letter",
    "meeting_id": "meeting",
    "message_id": "message",
    "paper_id": "year_paper",
    "person_id": "person",
    "pledge_id": "pledge",
    "robot_id": "robot",
    "round_id": "return_round",
    "row_id": "ledger_import_row",
    "submission_id": "submission",
    "task_id": "task",
    "template_id": "word_template",
    "unit_id": "unit",
    "view_id": "ledger_view",
}
WORDS = {"slug": "report", "subject": "progress", "deed": "issue", "token": "invented"}
# Reached without an account, or told to everybody: nothing of a ledger stands there.
ASKED = "q={0}&text={0}&unit={1[unit]}&ledger={1[unit]}&unit_id={1[unit]}&person={1[person]}&batch={1[batch]}&task={1[task]}"
# A superior reads what was reported upward, and knows the units below by name.
OF_SUPERIORS = re.compile(rf"{CANARY}-(submission|submission_line|unit)-")
BUSINESS = (Role.CLERK, Role.HANDLER, Role.LEADER, Role.SECRETARY, Role.VIEWER)


@pytest.fixture
def planted(database: Database, cast: Cast) -> dict[str, int]:
    """The town's ledger full of canaries; the neighbour and the county wear every hat of their own."""
    with database.transaction() as session:
        office = session.get_one(Unit, cast.units["qinghe-finance"])
        person = session.get_one(Person, cast["liqiang"].person_id)
        rename(office, person)
        _found_a_county(session)
        for login, code, roles in (
            ("wutao", "baishi", (*BUSINESS, Role.ADMIN)),
            ("zhenghua", "yunling", BUSINESS),
        ):
            worn = {role for role, _ in cast[login].reach}
            session.add_all(
                Appointment(
                    person_id=cast[login].person_id,
                    unit_id=cast.units[code],
                    role=role,
                    from_on=FROM,
                )
                for role in roles
                if role not in worn
            )
        ids = plant(session, unit_id=cast.town, person_id=person.id)
        held = select(Appointment.id).where(Appointment.person_id == person.id)
        ids["appointment"] = session.scalars(held).one()
    return ids


def _found_a_county(session: Session) -> None:
    """Found a county that has nothing to do with ours, with somebody in it who wears every hat."""
    county = create_unit(session, "beishan", "北山县", keeps_ledger=True)
    new = NewAccount("songjie", "宋杰", None, must_change_password=False)
    person = create_account(session, new, at=NOW)
    appoint(session, person, county, tuple(Role), from_on=FROM)


def paths(app: Flask, ids: dict[str, int], *, unsafe: bool = False) -> Iterator[tuple[str, str]]:
    """Answer every address with the planted things in its places, by endpoint; lists also with a search."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or unsafe is not (rule_method(rule) != "GET"):
            continue
        values = {name: _value(rule, name, ids) for name in rule.arguments}
        with app.test_request_context():
            path = app.url_map.bind("localhost").build(rule.endpoint, values, rule_method(rule))
        yield rule.endpoint, path
        if not unsafe:
            yield rule.endpoint, f"{path}?{ASKED.format(CANARY, ids)}"


def _value(rule: Rule, name: str, ids: dict[str, int]) -> object:
    if not isinstance(rule._converters[name], IntegerConverter):
        return WORDS.get(name, "docx")
    if name == "year":
        return 2026
    assert name in KINDS, f"{rule.endpoint}: give “{name}” its place in KINDS"
    return ids[KINDS[name]]


def told(data: bytes) -> str:
    """Answer everything that an answer tells, the parts of a workbook or document included."""
    if data[:2] != b"PK":
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(data)) as parts:
        return "".join(parts.read(one).decode("utf-8", "replace") for one in parts.namelist())


def leaks(app: Flask, browser: FlaskClient, ids: dict[str, int]) -> list[str]:
    found = []
    for endpoint, path in paths(app, ids):
        answer = browser.get(path)
        # What was asked for is repeated in the field that it was typed into; everything else is told.
        words = told(answer.data).replace(f"{CANARY}&", "").replace(f'value="{CANARY}"', "")
        found += [f"{endpoint}: {one}" for one in re.findall(rf"{CANARY}-[a-z_]+-[a-z_]+", words)]
        if answer.status_code >= 500:
            found.append(f"{endpoint}: {answer.status_code}")
        answer.close()
    return sorted(set(found))


@pytest.mark.parametrize("login", ["wutao", "songjie"])
def test_a_neighbour_and_a_stranger_with_every_hat_are_told_nothing_by_any_route(
    app: Flask, sign_in_as: SignIn, planted: dict[str, int], login: str
) -> None:
    assert "\n".join(leaks(app, sign_in_as(login), planted)) == ""


def test_a_superior_is_told_only_what_was_reported(
    app: Flask, sign_in_as: SignIn, planted: dict[str, int]
) -> None:
    found = leaks(app, sign_in_as("zhenghua"), planted)
    assert "\n".join(one for one in found if not OF_SUPERIORS.search(one)) == ""


def test_the_own_clerk_does_find_it(
    app: Flask, sign_in_as: SignIn, planted: dict[str, int]
) -> None:
    assert CANARY in sign_in_as("zhoumin").get(f"/ledger?q={CANARY}").text
    assert app.url_map.is_endpoint_expecting("tasks.show", "task_id")
    assert planted["task"]


@pytest.mark.parametrize("login", ["wutao", "songjie", "zhenghua"])
def test_no_unsafe_route_touches_what_is_another_town_s(
    app: Flask, sign_in_as: SignIn, planted: dict[str, int], database: Database, login: str
) -> None:
    browser = sign_in_as(login)
    before = content(database)
    for endpoint, path in paths(app, planted, unsafe=True):
        if not re.search(r"/\d+(/|$)", path):
            continue  # about nothing in particular, or about oneself
        answer = browser.post(path, data={"version": "3", "number": "3"})
        assert answer.status_code in {303, 400, 403, 404, 409, 422}, (
            f"{endpoint}: {answer.status_code}"
        )
        assert f"{CANARY}-" not in told(answer.data), endpoint
    assert content(database) == before


def test_reminders_go_to_nobody_beyond_the_town(
    app: Flask, made: Made, database: Database, cast: Cast
) -> None:
    made(State.ASSIGNED, due_on=NOW.date())
    with app.app_context():
        sweep(NOW, everything=True)
    outsiders = {cast[login].person_id for login in ("wutao", "zhenghua")}
    with database.reading() as session:
        told_to = set(session.scalars(select(Message.person_id)))
        told_to |= set(session.scalars(select(InboxItem.person_id)))
    assert cast["liqiang"].person_id in told_to
    assert not told_to & outsiders
