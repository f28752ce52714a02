"""Two clicks, two people: a step has one effect, and nobody's words are lost."""

from typing import NamedTuple

import pytest

from tests.cast import Cast
from tests.tasks.conftest import Filled, Made, SignIn, state_of
from tracker.core.db import Database
from tracker.tasks.models import Task
from tracker.tasks.queries import progress_of, trail_of
from tracker.tasks.rules.lifecycle import State

PAPER = {"paper_place": "3号盒", "kind": "minutes", "title": "对账记录"}


def steps_on(database: Database, task: Task) -> int:
    with database.reading() as session:
        return len(trail_of(session, task))


class Deed(NamedTuple):
    """A step: its address, the state it starts from, who takes it, what is typed."""

    slug: str
    state: State
    login: str
    typed: dict[str, str]


DEEDS = (
    Deed("sign-for", State.ASSIGNED, "liqiang", {}),
    Deed("amend", State.ACTIVE, "zhoumin", {"title": "新名称", "standard": "新标准"}),
    Deed("end", State.ACTIVE, "chenguodong", {"basis": "党委会纪要"}),
    Deed("report", State.ACTIVE, "liqiang", {"text": "已对账"}),
    Deed("hand-in", State.ACTIVE, "liqiang", PAPER),
    Deed("submit", State.ACTIVE, "liqiang", {"outcome": "好了", **PAPER}),
    Deed("approve", State.FIRST_REVIEW, "zhoumin", {"decision": "agree"}),
    Deed("approve", State.FIRST_REVIEW, "zhoumin", {"decision": "again", "note": "没改到位"}),
)


@pytest.mark.parametrize("wanted", DEEDS, ids=lambda wanted: f"{wanted.slug}-{len(wanted.typed)}")
def test_a_double_submit_has_one_effect(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled, wanted: Deed
) -> None:
    task = made(wanted.state)
    browser, data = sign_in_as(wanted.login), filled(task, **wanted.typed)
    path = f"/tasks/{task.id}/{wanted.slug}"
    first = browser.post(path, data=data)
    after = steps_on(database, task)
    second = browser.post(path, data=data)
    assert (first.status_code, second.status_code) == (303, 303)
    assert steps_on(database, task) == after
    assert "已经办理过了" in browser.get(f"/tasks/{task.id}").text


def test_a_double_assignment_has_one_effect(
    sign_in_as: SignIn, database: Database, cast: Cast, made: Made, filled: Filled
) -> None:
    task, browser = made(State.UNASSIGNED), sign_in_as("zhoumin")
    typed = {"kind": "by_stages", "standard": "每月对账", "measures": "建清单\n按月对账"}
    people = {"leader_id": cast["wanglixin"].person_id, "handler_id": cast["liqiang"].person_id}
    assigning = filled(task, **typed, **people)
    for answer in (browser.post(f"/tasks/{task.id}/assign", data=assigning) for _ in range(2)):
        assert answer.status_code == 303
    reassigning = filled(task, handler_id=cast["zhaofang"].person_id)
    for answer in (browser.post(f"/tasks/{task.id}/reassign", data=reassigning) for _ in range(2)):
        assert answer.status_code == 303
    assert steps_on(database, task) == 3


def test_two_reports_of_one_day_are_two_reports(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("liqiang")
    for text in ("上午对账5个村", "下午对账6个村"):
        data = filled(task, text=text)
        assert browser.post(f"/tasks/{task.id}/report", data=data).status_code == 303
    with database.reading() as session:
        assert len(progress_of(session, task)) == 2


# slug, what the first and what the second tab of one and the same person says
TABS = (
    ("amend", {"title": "甲", "standard": "甲"}, {"title": "乙", "standard": "乙"}),
    ("report", {"text": "甲"}, {"text": "乙"}),
    ("hand-in", PAPER, PAPER | {"title": "乙"}),
)


@pytest.mark.parametrize("tabs", TABS, ids=lambda tabs: tabs[0])
def test_one_person_s_second_tab_is_no_second_click(
    sign_in_as: SignIn, made: Made, filled: Filled, tabs: tuple[str, dict[str, str], dict[str, str]]
) -> None:
    slug, first, second = tabs
    task = made(State.ACTIVE)
    browser = sign_in_as("zhoumin" if slug == "amend" else "liqiang")
    one, other = filled(task, **first), filled(task, **second)
    path = f"/tasks/{task.id}/{slug}"
    assert browser.post(path, data=one).status_code == 303
    answer = browser.post(path, data=other)
    assert answer.status_code == 409
    assert all(word in answer.text for word in second.values())


def test_who_comes_second_sees_both_texts_and_can_go_on(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    mine = filled(task, title="周敏拟的名称", standard="周敏拟的标准", measures="周敏拟的措施")
    theirs = filled(task, title="刘洋拟的名称", standard="刘洋拟的标准", measures="")
    path = f"/tasks/{task.id}/amend"
    assert sign_in_as("liuyang").post(path, data=theirs).status_code == 303
    answer = sign_in_as("zhoumin").post(path, data=mine)
    assert answer.status_code == 409
    for word in ("刚由刘洋改过", "刘洋拟的标准", "周敏拟的名称", "周敏拟的标准", "周敏拟的措施"):
        assert word in answer.text
    again = {**mine, **{name: filled(task)[name] for name in ("version", "seen")}}
    assert f'name="version" type="hidden" value="{again["version"]}"' in answer.text
    assert sign_in_as("zhoumin").post(path, data=again).status_code == 303
    with database.reading() as session:
        assert session.get_one(Task, task.id).title == "周敏拟的名称"


def test_a_step_that_somebody_else_took_keeps_the_words_to_copy(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    task = made(State.FIRST_REVIEW)
    mine = filled(task, decision="more_paper", note="缺6月签到表，请补齐")
    sign_in_as("liuyang").post(f"/tasks/{task.id}/approve", data=filled(task, decision="agree"))
    sign_in_as("chenguodong").post(f"/tasks/{task.id}/approve", data=filled(task, decision="agree"))
    answer = sign_in_as("zhoumin").post(f"/tasks/{task.id}/approve", data=mine)
    assert answer.status_code == 409
    assert "这一步不能再办" in answer.text
    assert "缺6月签到表，请补齐" in answer.text
    assert "仍按我填的办理" not in answer.text


@pytest.mark.parametrize("broken", [{"version": ""}, {"version": "x"}, {"seen": "-1"}])
def test_a_form_without_its_version_writes_nothing(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled, broken: dict[str, str]
) -> None:
    task = made(State.ASSIGNED)
    data = filled(task) | broken
    answer = sign_in_as("liqiang").post(f"/tasks/{task.id}/sign-for", data=data)
    assert answer.status_code == 422
    assert state_of(database, task) is State.ASSIGNED


def test_a_made_up_version_is_stale(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ASSIGNED)
    data = filled(task) | {"version": "99999999999999999999", "seen": "99999999999999999999"}
    answer = sign_in_as("liqiang").post(f"/tasks/{task.id}/sign-for", data=data)
    assert answer.status_code == 409
    assert state_of(database, task) is State.ASSIGNED
