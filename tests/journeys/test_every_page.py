"""Every page of the program, found by its links, at the desk and on the phone: nothing to complain of on any."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlalchemy import URL, make_url

from tests.apps import application
from tests.builders.furnished import furnish, signed_in
from tests.conftest import settings_for
from tests.house.routes import SAFE, routes
from tests.journeys.conftest import Town, open_town
from tests.journeys.looking import DESK, look
from tests.journeys.people import Desk
from tests.journeys.serving import served
from tests.journeys.walking import Walk, Ways
from tracker.demo.people import PASSWORD
from tracker.factory import create_app

pytestmark = pytest.mark.browser
SitDown = Callable[..., Desk]
PICTURES = Path(__file__).resolve().parents[2] / "artefacts" / "screenshots" / "pages"
PEOPLE = ("zhangxiaoyan", "hezhiyuan", "liqingshan", "sunguoan", "chenshoutian", "wujing")
# No link leads there: what is ticked in the ledger first, or stands behind a button of a form.
STARTS = (
    "/",
    "/style",
    "/ledgers/adjust?ids=6",
    "/ledgers/assign?ids=21",
    "/ledgers/prolong?ids=6",
    "/ledgers/kinds?ids=6",
    "/ledgers/views/1/drop",
    "/ledgers/imports/1/columns",
    "/ledgers/their-forms/1/columns",
    "/stand-ins/of/1",
)
# Seen by nobody who is signed in.
OUTSIDE = {"accounts.sign_in", "accounts.first_run", "accounts.choose_password"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, laid_out: Path) -> Iterator[tuple[Town, Flask]]:
    """The demonstration town after a busy week behind a real server, and the map of its addresses."""
    instance = tmp_path_factory.mktemp("pages") / "instance"
    with open_town(instance, laid_out) as town, _application(instance) as app:
        furnish(app)
        yield town, app


@contextmanager
def _application(instance: Path) -> Iterator[Flask]:
    url = make_url(f"sqlite:///{instance / 'tracker.db'}")
    with application(settings_for(url, instance)) as app:
        yield app


@pytest.fixture
def town(world: tuple[Town, Flask]) -> Town:
    """The town in which the people of these tests sit down."""
    return world[0]


@pytest.mark.timeout(1500)  # two hundred pages in two sizes
def test_every_page_is_sound_on_both_sizes(world: tuple[Town, Flask], sit_down: SitDown) -> None:
    ways = Ways.read()
    walk = Walk(world[1], ways, PICTURES)
    for login in PEOPLE:
        walk.follow(sit_down(login, PASSWORD, width=DESK), *STARTS)
    assert "\n".join(f"{path}: {wrong}" for path, wrong in walk.faults.items()) == ""
    every = {one.endpoint for one in routes(world[1]) if one.method in SAFE}
    assert sorted(every - walk.endpoints - ways.no_pages - OUTSIDE) == []


def test_whoever_is_not_signed_in_is_met_as_well(
    world: tuple[Town, Flask], town: Town, chromium: Browser
) -> None:
    page = chromium.new_page(locale="zh-CN")
    page.goto(f"{town.url}/sign-in")
    assert look(page, PICTURES, "sign_in") == []
    page.goto(town.url + _one_time_link(world[1]))
    assert look(page, PICTURES, "choose_password") == []
    page.close()


def test_the_first_run_is_sound_on_both_sizes(
    empty_url: URL, tmp_path: Path, chromium: Browser
) -> None:
    with served(create_app(settings_for(empty_url, tmp_path))) as address:
        page = chromium.new_page(locale="zh-CN")
        page.goto(address)
        expect(page).to_have_url(f"{address}/first-run")
        assert look(page, PICTURES, "first_run") == []
        page.close()


def _one_time_link(app: Flask) -> str:
    """Let the administrator make a link for 吴静, and answer its path."""
    admin, person = signed_in(app, "hezhiyuan"), "/people/9"
    version = re.findall(r'name="version"[^>]*value="(\d+)"', admin.get(person).text)[0]
    given = admin.post(f"{person}/link", data={"version": version}).text
    return str(re.findall(r"/choose-password/[\w-]+", given)[0])
