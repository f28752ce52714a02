"""The pictures of the help show the screens as they are; after a change of a screen `make pictures` makes them anew."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy.engine import URL

from tests.apps import application
from tests.conftest import NOW, settings_for
from tests.help.camera import DESK, PHONE, description, look, small
from tests.help.conftest import Enter
from tests.help.screens import SCREENS, STRANGER, address
from tests.journeys.conftest import chromium
from tests.journeys.serving import served
from tracker.core import clock
from tracker.help.rules import TOPICS, Topic

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "tracker" / "static" / "help"
SEEN = Path(__file__).with_name("pictures")
ARTEFACTS = ROOT / "artefacts" / "help"
MAKE_ANEW = os.environ.get("MAKE_PICTURES") == "1"
ALL_TOGETHER = 1_500_000  # bytes
FIRST_RUN = "first-run"


def standing(app: Flask) -> WSGIApplication:
    """Answer an application with its clock standing in whatever thread it answers."""

    def at_that_moment(environment: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        with clock.frozen(NOW):
            return app(environment, start)

    return at_that_moment


def steps_of(topic: Topic) -> list[list[str]]:
    source = (ROOT / "templates" / "help" / "topics" / f"{topic.file}.html").read_text(
        encoding="utf-8"
    )
    return [re.findall("「([^」]+)」", step) for step in re.findall(r"<li>(.*?)</li>", source)]


def picture(page: Page, topic: Topic, tall: int) -> bool:
    """Take the picture of an open page; answer whether the kept one shows the same words and numbers."""
    seen = look(page, steps_of(topic), most=tall)
    kept, words = PICTURES / f"{topic.file}.webp", SEEN / f"{topic.file}.txt"
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    taken = page.screenshot(clip=seen["clip"], path=ARTEFACTS / f"{topic.file}.png")
    same = (
        kept.exists() and words.exists() and words.read_text(encoding="utf-8") == description(seen)
    )
    if MAKE_ANEW:
        kept.write_bytes(small(taken))
        words.write_text(description(seen), encoding="utf-8")
    return same or MAKE_ANEW


def test_every_picture_shows_its_screen_as_it_is(
    town: Flask, enter: Enter, chromium: Browser
) -> None:
    stale = []
    with served(standing(town)) as url:
        windows: dict[tuple[str, bool], Page] = {}
        for key, (screen, *_) in SCREENS.items():
            if key == FIRST_RUN:
                continue
            topic = TOPICS[key]
            who = (screen.login, topic.narrow)
            windows[who] = windows.get(who) or window(chromium, enter, url, *who)
            answer = windows[who].goto(url + address(town, screen.path))
            assert answer is not None
            assert answer.ok, screen
            if not picture(windows[who], topic, screen.tall):
                stale.append(key)
        for one in windows.values():
            one.context.close()
    assert stale == [], "see what changed, then run: make pictures"


def test_the_picture_of_the_first_run_shows_it(
    empty_url: URL, tmp_path: Path, chromium: Browser
) -> None:
    with application(settings_for(empty_url, tmp_path)) as app, served(standing(app)) as url:
        page = chromium.new_page(viewport=DESK, locale="zh-CN")
        page.goto(f"{url}/first-run")
        assert picture(page, TOPICS[FIRST_RUN], SCREENS[FIRST_RUN][0].tall), (
            "see what changed, then run: make pictures"
        )
        page.context.close()


def test_there_is_a_small_picture_for_each_topic_and_no_other() -> None:
    files = {one.file for one in TOPICS.values()}
    assert {path.name for path in PICTURES.iterdir()} == {f"{one}.webp" for one in files}
    assert {path.name for path in SEEN.iterdir()} == {f"{one}.txt" for one in files}
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < ALL_TOGETHER


def window(chromium: Browser, enter: Enter, url: str, login: str, narrow: bool) -> Page:  # noqa: FBT001  a row of the table
    """Open a window in which one of the town's people is signed in."""
    context = chromium.new_context(viewport=PHONE if narrow else DESK, locale="zh-CN")
    if login != STRANGER:
        cookie = enter(login).get_cookie("tracker")
        assert cookie is not None
        context.add_cookies([{"name": "tracker", "value": cookie.value, "url": url}])
    return context.new_page()
