"""Commands fed with what no keyboard gives answer in one sentence."""

from datetime import date

import pytest
from flask import Flask

from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lights import Light, light


@pytest.mark.parametrize(
    "typed", [b"\xff\xfeAb1xxxxxxx\n", b"Ab1\x00xxxxxxx\n", b"Ab1\xed\xa0\x80xxxxx\n"]
)
def test_a_password_that_nobody_could_type_is_refused(app: Flask, typed: bytes) -> None:
    words = [
        "accounts",
        "create",
        "newone",
        "--name",
        "新人",
        "--unit",
        "qinghe",
        "--role",
        "clerk",
    ]
    answer = app.test_cli_runner().invoke(args=[*words, "--password-stdin"], input=typed)
    assert answer.exit_code == 2
    assert "Traceback" not in answer.output


@pytest.mark.parametrize("today", [date.min, date.max])
def test_a_light_shines_on_the_first_and_the_last_day_there_is(today: date) -> None:
    assert light(State.ACTIVE, today, today) is Light.NEAR
