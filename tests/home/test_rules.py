"""Who is shown what first; nothing twice."""

import pytest

from tracker.accounts.permissions import Role
from tracker.home.rules.arranging import arranged_for, deed_due, without_doubles
from tracker.tasks.rules.lifecycle import State


@pytest.mark.parametrize(
    ("roles", "shown"),
    [
        ({Role.SECRETARY}, {"year", "year_first"}),
        ({Role.LEADER}, {"year", "year_first"}),
        ({Role.VIEWER}, {"year", "year_first"}),
        ({Role.CLERK}, {"year", "chasing"}),
        ({Role.CLERK, Role.ADMIN}, {"year", "chasing"}),
        ({Role.HANDLER}, set()),
    ],
)
def test_the_first_page_is_arranged_by_hats(roles: set[Role], shown: set[str]) -> None:
    plan = arranged_for(roles, reads_a_ledger=True)
    assert {name for name in ("year", "year_first", "chasing") if getattr(plan, name)} == shown


def test_without_a_ledger_there_is_no_year() -> None:
    plan = arranged_for({Role.SECRETARY}, reads_a_ledger=False)
    assert not plan.year
    assert not plan.year_first


def test_what_waits_for_a_secretary_is_called_a_decision() -> None:
    assert arranged_for({Role.SECRETARY}, reads_a_ledger=True).deciding_word == "需要您定的事"
    assert arranged_for({Role.CLERK}, reads_a_ledger=True).deciding_word == "待我审核"


def test_nothing_stands_in_two_lists() -> None:
    assert without_doubles([[1, 2], [2, 3, 4], [4, 1, 5]], lambda one: one) == [[1, 2], [3, 4], [5]]


def test_every_state_that_waits_for_somebody_names_the_deed() -> None:
    named = {state for state in State if deed_due(state)}
    waiting = {State.UNASSIGNED, State.ASSIGNED, State.ACTIVE}
    waiting |= {State.LEADER_REVIEW, State.FIRST_REVIEW, State.FINAL_REVIEW}
    assert named == waiting
