"""Every screen has help, and the help speaks of what is on the screen."""

import re
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.engine import URL

from tests.apps import application
from tests.conftest import NOW, settings_for
from tests.help.conftest import Enter
from tests.help.screens import SCREENS, STRANGER, address
from tests.house.routes import routes
from tests.journeys.walking import Ways
from tracker.core import clock
from tracker.help.rules import BY_ENDPOINT, TOPICS

TOPIC_FILES = Path(__file__).resolve().parents[2] / "templates" / "help" / "topics"
QUOTED = re.compile(r"「([^」]+)」")
STEPS, TROUBLES, LONGEST = range(2, 6), range(2, 5), 800
# Help needs none, and the page of samples is for those who build.
NO_SCREEN = {
    *(Ways.read().no_pages - {"static"}),
    "help.index",
    "help.topic",
    "help.signing_in",
    "help.first_run",
    "home.style",
}


@cache
def told(file: str) -> str:
    """Answer the words of a topic, without the markup around them."""
    source = (TOPIC_FILES / f"{file}.html").read_text(encoding="utf-8")
    return re.sub(r"\{[#%].*?[#%]\}|<[^>]*>", "", source)


def words_on(page: str) -> set[str]:
    """Answer what a reader can point at: buttons, links, labels, headings, each as it is written there."""
    found = set()
    for one in html.fromstring(page).iter(
        "a", "button", "label", "legend", "summary", "th", "dt", "h1", "h2", "h3"
    ):
        for part in one.iter():
            if part.get("class") and {"visually-hidden", "must", "count", "choice-note"} & set(
                part.get("class").split()
            ):
                part.text = ""
                for child in part:
                    child.text = child.tail = ""
        text = re.sub(r"\s+", " ", one.text_content()).strip()
        found |= {text, re.sub(r"[ ：（]?\d+ ?[个项处人份件条）]*$", "", text), text.split("：")[0]}
        found |= {word.text_content().strip() for word in one.iter("span", "h1")}
    return found


def missing_in(key: str, pages: list[str]) -> list[str]:
    """Answer what a topic quotes that stands on none of the pages."""
    on_screen = set().union(*map(words_on, pages))
    return [word for word in QUOTED.findall(told(TOPICS[key].file)) if word not in on_screen]


def test_every_screen_has_its_help_and_nothing_else_has(app: Flask) -> None:
    screens = {route.endpoint for route in routes(app) if route.method == "GET"} - NO_SCREEN
    assert screens == set(BY_ENDPOINT)
    assert {route.endpoint for route in routes(app)} >= NO_SCREEN


def test_every_topic_is_written_and_shown_at_least_once() -> None:
    files = {path.stem for path in TOPIC_FILES.iterdir()}
    assert files == {one.file for one in TOPICS.values()}
    assert set(SCREENS) == set(TOPICS)


@pytest.mark.parametrize("key", TOPICS)
def test_help_is_short(key: str) -> None:
    source = (TOPIC_FILES / f"{TOPICS[key].file}.html").read_text(encoding="utf-8")
    assert source.count("<li>") in STEPS
    assert source.count("<dt>") in TROUBLES
    assert len(told(TOPICS[key].file)) <= LONGEST


def test_help_names_only_what_is_on_its_screen_and_the_screen_leads_to_it(
    town: Flask, enter: Enter
) -> None:
    wrong = {}
    for key, screens in SCREENS.items():
        if key == "first-run":
            continue
        pages = []
        for screen in screens:
            browser = enter(screen.login) if screen.login != STRANGER else town.test_client()
            answer = browser.get(address(town, screen.path))
            assert answer.status_code == 200, (screen, answer.status_code)
            assert f'class="help-door" href="/help/{key}"' in answer.text, screen
            pages.append(answer.text)
        if missing := missing_in(key, pages):
            wrong[key] = missing
    assert wrong == {}


def test_the_help_of_the_first_run_names_what_is_there(empty_url: URL, tmp_path: Path) -> None:
    with application(settings_for(empty_url, tmp_path)) as app, clock.frozen(NOW):
        page = app.test_client().get("/first-run").text
    assert 'class="help-door" href="/help/first-run"' in page
    assert missing_in("first-run", [page]) == []


def test_everybody_can_open_all_help_from_the_list_of_it(sign_in_as: Enter) -> None:
    reader = sign_in_as("sunzheng")
    listed = reader.get("/help").text
    for key, topic in TOPICS.items():
        answer = reader.get(f"/help/{key}")
        assert answer.status_code == 200
        assert f"怎么用：{topic.title}" in answer.text
        assert f'href="/help/{key}"' in listed


def test_the_door_has_its_help_and_the_rest_asks_to_sign_in(client: FlaskClient) -> None:
    assert 'href="/help/sign-in"' in client.get("/sign-in").text
    for key in ("sign-in", "first-run"):
        page = client.get(f"/help/{key}")
        assert page.status_code == 200
        assert "主导航" not in page.text
    assert client.get("/help/ledger").headers["Location"].startswith("/sign-in")
    assert client.get("/help").headers["Location"].startswith("/sign-in")


def test_there_is_no_help_of_that_name(sign_in_as: Enter) -> None:
    assert sign_in_as("zhoumin").get("/help/nothing").status_code == 404


def test_only_who_may_open_a_screen_is_led_there(sign_in_as: Enter) -> None:
    assert 'href="/reports"' in sign_in_as("zhoumin").get("/help/reports").text
    assert "打开“报告与来文”" not in sign_in_as("heping").get("/help/reports").text


def test_a_form_shown_again_keeps_its_help(sign_in_as: Enter) -> None:
    clerk = sign_in_as("zhoumin")
    answer = clerk.post("/ledger/new", data={})
    assert answer.status_code == 422
    assert 'class="help-door" href="/help/new-problem"' in answer.text
    below_its_screen = sign_in_as("heping").post("/people/1/disable", data={})
    assert below_its_screen.status_code == 422
    assert 'class="help-door" href="/help/people"' in below_its_screen.text
    no_screen = sign_in_as("heping").post("/people/1/nothing", data={})
    assert no_screen.status_code == 404
    assert 'class="help-door"' not in no_screen.text


def test_a_word_finds_the_help_that_speaks_of_it(sign_in_as: Enter) -> None:
    clerk = sign_in_as("zhoumin")
    found = clerk.get("/find?q=套表").text
    assert "/help/their-forms" in found
    assert "/help/task" in clerk.get("/find?q=来不及").text
    assert "怎么用</h3>" not in clerk.get("/find").text
