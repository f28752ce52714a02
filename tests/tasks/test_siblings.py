"""What belongs to a task is told on its page: other tasks of the problem, how the deadline was kept."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import joinedload

from tests.tasks.conftest import Filled, Made, SignIn
from tracker.core import clock
from tracker.core.db import Database
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State


def test_the_tasks_of_one_problem_name_each_other_to_whoever_sees_both(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    task, clerk = made(State.ACTIVE), sign_in_as("zhoumin")
    assert 'id="siblings"' not in clerk.get(f"/tasks/{task.id}").text
    clerk.post(f"/tasks/{task.id}/split", data=filled(task, title="东岭村单独整改"))
    page = clerk.get(f"/tasks/{task.id}").text
    assert "东岭村单独整改" in page[page.index('id="siblings"') :]
    owner = sign_in_as("liqiang").get(f"/tasks/{task.id}").text
    assert 'id="siblings"' not in owner, (
        "the other task is in nobody's hands yet, and not theirs to see"
    )


def test_a_task_shows_what_was_joined_to_it_until_it_goes_its_own_way_again(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    target, joining, clerk = made(State.ACTIVE), made(State.ACTIVE), sign_in_as("zhoumin")
    assert 'id="joined"' not in clerk.get(f"/tasks/{target.id}").text
    wish = filled(joining, joined_to=target.number, note="同一件事")
    assert clerk.post(f"/tasks/{joining.id}/join", data=wish).status_code == 303
    page = clerk.get(f"/tasks/{target.id}").text
    assert f"/tasks/{joining.id}" in page[page.index('id="joined"') :]
    assert "接收并入" in page
    assert clerk.get(f"/tasks/{target.id}/pause").status_code == 200, "the target goes on as before"
    apart = filled(joining, note="分开办理")
    assert clerk.post(f"/tasks/{joining.id}/unjoin", data=apart).status_code == 303
    page = clerk.get(f"/tasks/{target.id}").text
    assert 'id="joined"' not in page
    assert "不再接收并入" in page


@pytest.mark.parametrize(
    ("late", "extended", "words"),
    [(0, False, "按期完成"), (0, True, "延期完成（经批准）"), (3, True, "超期完成")],
)
def test_a_closed_task_says_how_it_kept_its_deadline(
    sign_in_as: SignIn,
    database: Database,
    made: Made,
    filled: Filled,
    late: int,
    extended: bool,  # noqa: FBT001  a case of the table above
    words: str,
) -> None:
    task, today = made(State.FINAL_REVIEW), clock.today()
    with database.transaction() as session:
        work = session.get_one(Task, task.id, options=[joinedload(Task.rounds)]).rounds[-1]
        work.due_on = today - timedelta(days=late)
        work.extended = extended
        if extended:
            work.original_due_on = today - timedelta(days=10)
    secretary = sign_in_as("chenguodong")
    agreed = filled(task, decision="agree")
    assert secretary.post(f"/tasks/{task.id}/approve", data=agreed).status_code == 303
    page = secretary.get(f"/tasks/{task.id}").text
    assert words in page
    assert "已延期（经批准）" not in page
