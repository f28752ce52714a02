"""Two windows with contrary answers: the later one is never told that its own answer was entered."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.tasks.conftest import Filled, Made, state_of
from tracker.core.db import Database
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import ReturnKind

SignIn = Callable[[str], FlaskClient]


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("agree", "agree", 303),
        ("agree", "again", 409),
        ("again", "agree", 409),
        ("again", "again", 303),
        ("again", ReturnKind.MORE_PAPER.value, 409),
    ],
)
def test_only_the_same_answer_twice_counts_as_entered_before(
    sign_in_as: SignIn,
    made: Made,
    filled: Filled,
    database: Database,
    first: str,
    second: str,
    status: int,
) -> None:
    task, secretary = made(State.FINAL_REVIEW), sign_in_as("chenguodong")
    forms = [filled(task, decision=one, note="意见") for one in (first, second)]
    answers = [secretary.post(f"/tasks/{task.id}/approve", data=one) for one in forms]
    assert [one.status_code for one in answers] == [303, status]
    expected = State.CLOSED if first == "agree" else State.ACTIVE
    assert state_of(database, task) is expected


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [("grant", "grant", 303), ("grant", "refuse", 409), ("refuse", "grant", 409)],
)
def test_a_yes_to_more_time_is_not_taken_for_a_no(
    sign_in_as: SignIn,
    made: Made,
    filled: Filled,
    first: str,
    second: str,
    status: int,
) -> None:
    task, leader = made(State.ACTIVE), sign_in_as("wanglixin")
    asked = filled(task, proposed_on="2026-08-31", note="人手不够")
    handler = sign_in_as("liqiang")
    assert handler.post(f"/tasks/{task.id}/ask-extension", data=asked).status_code == 303
    forms = [filled(task, decision=one, note="理由") for one in (first, second)]
    answers = [leader.post(f"/tasks/{task.id}/decide-extension", data=one) for one in forms]
    assert [one.status_code for one in answers] == [303, status]
