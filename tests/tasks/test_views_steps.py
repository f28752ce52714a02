"""Every step through the browser: who may take it, what it leaves, what is asked for again."""

from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest

from tests.cast import PEOPLE, Cast
from tests.factories.tasks import deed, open_task
from tests.tasks.conftest import Filled, Made, SignIn, state_of
from tracker.core import clock
from tracker.core.db import Database
from tracker.tasks import actions
from tracker.tasks.access import task_at_work
from tracker.tasks.models import Task
from tracker.tasks.queries import trail_of
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.views.doors import DOORS
from tracker.workdays.actions import set_day

PAPER = {"paper_place": "3号盒", "kind": "minutes", "title": "对账记录"}
LATER = "2026-12-31"
SUSTAINED, PAUSED, JOINED = State.SUSTAINED, State.PAUSED, State.JOINED
BEFORE = {SUSTAINED: State.FINAL_REVIEW, PAUSED: State.ACTIVE, JOINED: State.ACTIVE}


@pytest.fixture
def ready(database: Database, cast: Cast, made: Made) -> Made:
    """Bring a task to any state, also those beside the straight way."""
    clerk, secretary = cast["zhoumin"], cast["chenguodong"]

    def make(state: State, *, asked: bool = False) -> Task:
        task = made(BEFORE.get(state, state))
        with database.transaction() as session:
            if state is SUSTAINED:
                work = task_at_work(session, secretary, task.id)
                actions.approve(session, work, deed(secretary), sustained=True)
            if state is PAUSED:
                work = task_at_work(session, clerk, task.id)
                actions.pause(session, work, deed(clerk, note="等部署"))
            if state is JOINED:
                other = open_task(session, cast)
                work = task_at_work(session, clerk, task.id)
                actions.join(session, work, deed(clerk), other)
            if asked:
                handler = cast["liqiang"]
                due_on = clock.today().replace(month=12)
                asking = deed(handler, note="汛期停工")
                work = task_at_work(session, handler, task.id)
                actions.ask_extension(session, work, asking, proposed_on=due_on)
        return task

    return make


class Way(NamedTuple):
    """A step: its address, the state it starts from, who takes it, what is typed, where it leads."""

    slug: str
    state: State
    login: str
    typed: dict[str, Any]
    target: State


STEPS = (
    Way("sign-for", State.ASSIGNED, "liqiang", {}, State.ACTIVE),
    Way("decline", State.ASSIGNED, "liqiang", {"note": "不归财政所"}, State.UNASSIGNED),
    Way("report", State.ACTIVE, "liqiang", {"text": "已对账11个村"}, State.ACTIVE),
    Way("hand-in", State.ACTIVE, "liqiang", PAPER, State.ACTIVE),
    Way("submit", State.ACTIVE, "liqiang", {"outcome": "逐村对账", **PAPER}, State.LEADER_REVIEW),
    Way("approve", State.LEADER_REVIEW, "wanglixin", {"decision": "agree"}, State.FIRST_REVIEW),
    Way("approve", State.FIRST_REVIEW, "zhoumin", {"decision": "agree"}, State.FINAL_REVIEW),
    Way("approve", State.FINAL_REVIEW, "chenguodong", {"decision": "agree"}, State.CLOSED),
    Way(
        "approve",
        State.FINAL_REVIEW,
        "chenguodong",
        {"decision": "sustain"},
        SUSTAINED,
    ),
    Way(
        "approve",
        State.FIRST_REVIEW,
        "zhoumin",
        {"decision": "more_paper", "note": "缺签到表"},
        State.ACTIVE,
    ),
    Way("withdraw", State.FIRST_REVIEW, "liqiang", {}, State.ACTIVE),
    Way("confirm-lasting", SUSTAINED, "zhoumin", {}, State.CLOSED),
    Way("relapse", SUSTAINED, "zhoumin", {"note": "又断档", "due_on": LATER}, State.ACTIVE),
    Way(
        "recheck",
        State.CLOSED,
        "liuyang",
        {"note": "台账齐全", "checked_by": "王立新、孙正", "way": "东岭村现场"},
        State.CLOSED,
    ),
    Way(
        "reopen",
        State.CLOSED,
        "zhoumin",
        {"note": "又断档", "basis": "3月回头看", "due_on": LATER, "agreed_by": "王立新"},
        State.ACTIVE,
    ),
    Way(
        "ask-extension",
        State.ACTIVE,
        "liqiang",
        {"note": "汛期停工", "proposed_on": LATER},
        State.ACTIVE,
    ),
    Way("pause", State.ACTIVE, "zhoumin", {"note": "等部署"}, PAUSED),
    Way("resume", PAUSED, "zhoumin", {}, State.ACTIVE),
    Way("unjoin", JOINED, "zhoumin", {"note": "分开办理"}, State.ACTIVE),
    Way("end", State.ACTIVE, "chenguodong", {"basis": "3月党委会纪要"}, State.ENDED),
    Way(
        "amend",
        State.ACTIVE,
        "zhoumin",
        {"title": "新名称", "standard": "每月一次", "measures": "一\n二"},
        State.ACTIVE,
    ),
)


@pytest.mark.parametrize("way", STEPS, ids=lambda way: f"{way.slug}-{way.state}")
def test_a_step_is_shown_and_taken(
    sign_in_as: SignIn, database: Database, ready: Made, filled: Filled, way: Way
) -> None:
    task = ready(way.state)
    browser, path = sign_in_as(way.login), f"/tasks/{task.id}/{way.slug}"
    assert browser.get(path).status_code == 200
    answer = browser.post(path, data=filled(task, **way.typed))
    assert (answer.status_code, answer.location) == (303, f"/tasks/{task.id}")
    assert state_of(database, task) is way.target
    told = "已退回补充材料。" if "more_paper" in way.typed.values() else "已办理"
    assert told in browser.get(f"/tasks/{task.id}").text


def test_every_door_is_walked_through_by_these_tests() -> None:
    tested_alone = {"assign", "reassign", "join", "decide-extension"}
    tested_alone |= {"link", "unlink", "split", "name-acceptor"}  # in test_views_life.py
    assert {way.slug for way in STEPS} | tested_alone == set(DOORS)


# Nobody else may take it in their own name; the clerks may record it for others.
MAY = {
    ("sign-for", State.ASSIGNED): {"liqiang"},
    ("report", State.ACTIVE): {"liqiang"},
    ("approve", State.LEADER_REVIEW): {"wanglixin"},
    ("approve", State.FIRST_REVIEW): {"zhoumin", "liuyang", "huanghai"},
    ("approve", State.FINAL_REVIEW): {"chenguodong"},
    ("pause", State.ACTIVE): {"zhoumin", "liuyang"},
    ("end", State.ACTIVE): {"chenguodong"},
    ("recheck", State.CLOSED): {"zhoumin", "liuyang", "wanglixin", "huanghai"},
    ("reopen", State.CLOSED): {"zhoumin", "liuyang"},
}
CLERKS = {"zhoumin", "liuyang"}
OUTSIDE = {"wutao", "zhaofang"}
ABOVE = {"zhenghua"}  # the county watches what the town hands in, not its tasks
TYPED = {
    "note": "说明",
    "text": "进展",
    "decision": "agree",
    "basis": "会议",
    "due_on": LATER,
    "agreed_by": "王立新",
    "checked_by": "王立新",
    "way": "现场查看",
}


@pytest.mark.parametrize("step", MAY, ids=lambda step: f"{step[0]}-{step[1]}")
@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_who_may_take_a_step(
    sign_in_as: SignIn, made: Made, filled: Filled, login: str, step: tuple[str, State]
) -> None:
    slug, state = step
    task = made(state)
    browser = sign_in_as(login)
    allowed = login in MAY[step]
    refused = 404 if login in OUTSIDE else 403
    shown = browser.get(f"/tasks/{task.id}/{slug}")
    unseen = 404 if login in ABOVE else refused
    assert shown.status_code == (200 if allowed or login in CLERKS else unseen)
    data = filled(task, **TYPED)
    assert browser.post(f"/tasks/{task.id}/{slug}", data=data).status_code == (
        303 if allowed else refused
    )
    assert (filled(task)["seen"] == data["seen"]) is not allowed


def test_a_refusal_names_who_can_and_keeps_what_was_typed(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    task = made(State.FINAL_REVIEW)
    typed = {"decision": "agree", "note": "同意，请存档"}
    answer = sign_in_as("zhoumin").post(f"/tasks/{task.id}/approve", data=filled(task, **typed))
    assert answer.status_code == 403
    assert "陈国栋" in answer.text
    assert "同意，请存档" in answer.text


def test_who_worked_on_a_round_may_send_back_but_not_agree(
    sign_in_as: SignIn, database: Database, cast: Cast, ready: Made, filled: Filled
) -> None:
    task = ready(State.ACTIVE)
    recorded = {"for_id": cast["liqiang"].person_id, "means": "chat"}
    clerk = sign_in_as("zhoumin")
    data = filled(task, outcome="好了", **PAPER, **recorded)
    assert clerk.post(f"/tasks/{task.id}/submit", data=data).status_code == 303
    leader = sign_in_as("wanglixin")
    leader.post(f"/tasks/{task.id}/approve", data=filled(task, decision="agree"))
    agreed = clerk.post(f"/tasks/{task.id}/approve", data=filled(task, decision="agree"))
    assert agreed.status_code == 403
    assert "刘洋" in agreed.text
    back = filled(task, decision="again", note="没有改到位")
    assert clerk.post(f"/tasks/{task.id}/approve", data=back).status_code == 303
    assert state_of(database, task) is State.ACTIVE


def test_a_task_is_assigned_with_its_paper_s_words_and_the_proposed_day(
    sign_in_as: SignIn, cast: Cast, made: Made, filled: Filled
) -> None:
    task = made(State.UNASSIGNED)
    browser = sign_in_as("zhoumin")
    shown = browser.get(f"/tasks/{task.id}/assign").text
    assert "建议 2026年4月2日" in shown
    typed = {
        "handler_id": cast["liqiang"].person_id,
        "handler_text": "各村党组织书记",
        "leader_id": cast["wanglixin"].person_id,
        "lead_unit_id": cast.units["qinghe-finance"],
        "kind": "at_once",
        "standard": "每月对账一次",
        "measures": "建清单\n\n按月对账",
        "due_text": "4月初",
    }
    assert browser.post(f"/tasks/{task.id}/assign", data=filled(task, **typed)).status_code == 303
    text = browser.get(f"/tasks/{task.id}").text
    for word in (
        "各村党组织书记",
        "联系人：李强",
        "2026年4月2日",
        "原文：4月初",
        "按月对账",
        "2 条",
    ):
        assert word in text


def test_the_proposed_day_is_kept_as_shown_where_the_unit_rests_on_another(
    sign_in_as: SignIn, cast: Cast, made: Made, filled: Filled, database: Database
) -> None:
    task = made(State.UNASSIGNED)
    with database.transaction() as session:
        set_day(
            session,
            date(2026, 4, 2),
            is_workday=False,
            note="庙会",
            by_id=cast["heping"].person_id,
            at=clock.now(),
            unit_id=cast.town,
        )
    browser = sign_in_as("zhoumin")
    assert "建议 2026年4月1日" in browser.get(f"/tasks/{task.id}/assign").text
    typed = {
        "handler_id": cast["liqiang"].person_id,
        "leader_id": cast["wanglixin"].person_id,
        "kind": "at_once",
        "standard": "每月对账一次",
    }
    assert browser.post(f"/tasks/{task.id}/assign", data=filled(task, **typed)).status_code == 303
    with database.reading() as session:
        assert session.get_one(Task, task.id).due_on == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ({"handler_id": ""}, "请选择责任人"),
        ({"handler_id": "999999"}, "责任人"),
        ({"handler_id": "x"}, "责任人"),
        ({"leader_id": ""}, "请选择责任领导"),
        ({"standard": ""}, "怎样算改好"),
        ({"due_on": "2026-03-01"}, "早于交办日期"),
        ({"due_on": "2026-13-40"}, "整改时限"),
        ({"done_on": "2026-03-19"}, "不能晚于今天"),
        ({"done_on": ""}, "请填写办理日期"),
        ({"standard": "长" * 1001}, "最多 1000 个字"),
    ],
)
def test_a_slip_is_told_beside_its_field_and_nothing_is_lost(
    sign_in_as: SignIn, cast: Cast, made: Made, filled: Filled, slip: dict[str, str], word: str
) -> None:
    task = made(State.UNASSIGNED)
    typed = {
        "handler_id": str(cast["liqiang"].person_id),
        "leader_id": str(cast["wanglixin"].person_id),
        "kind": "by_stages",
        "standard": "每月对账一次",
        "measures": "建立重点工作月清单",
        **slip,
    }
    data = filled(task, **typed)
    answer = sign_in_as("zhoumin").post(f"/tasks/{task.id}/assign", data=data)
    assert answer.status_code == 422
    assert word in answer.text
    assert "建立重点工作月清单" in answer.text
    assert filled(task)["seen"] == 1


def test_another_handler_takes_over(
    sign_in_as: SignIn, database: Database, cast: Cast, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    data = filled(task, handler_id=cast["zhaofang"].person_id, note="工作调整")
    browser = sign_in_as("zhoumin")
    assert browser.post(f"/tasks/{task.id}/reassign", data=data).status_code == 303
    assert state_of(database, task) is State.ASSIGNED
    assert sign_in_as("zhaofang").get(f"/tasks/{task.id}").status_code == 200


def test_whoever_only_watches_is_told_by_name_who_can_take_a_step(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    task = made(State.LEADER_REVIEW)
    path = f"/tasks/{task.id}/approve"
    refused = sign_in_as("sunzheng").get(path)
    assert refused.status_code == 403
    assert "可以办理的有：王立新" in refused.text
    sent = sign_in_as("sunzheng").post(path, data=filled(task, decision="agree"))
    assert sent.status_code == 403
    assert sign_in_as("wanglixin").get(path).status_code == 200
    assert sign_in_as("wutao").get(path).status_code == 404


def test_the_numbers_of_the_same_ledger_s_open_tasks_are_offered_to_join_or_link(
    sign_in_as: SignIn, database: Database, cast: Cast, made: Made
) -> None:
    task, other, closed = made(State.ACTIVE), made(State.ACTIVE), made(State.CLOSED)
    with database.transaction() as session:
        foreign = [open_task(session, cast, town="baishi") for _ in range(4)][-1]
    browser = sign_in_as("zhoumin")
    for slug in ("join", "link"):
        shown = browser.get(f"/tasks/{task.id}/{slug}").text
        assert f'<option value="{other.number}">' in shown
        for barred in (task, closed, foreign):
            assert f'<option value="{barred.number}">' not in shown


def test_a_task_is_joined_into_another_of_the_same_ledger_only(
    sign_in_as: SignIn, database: Database, cast: Cast, made: Made, filled: Filled
) -> None:
    task, other = made(State.ACTIVE), made(State.ACTIVE)
    with database.transaction() as session:
        foreign = [open_task(session, cast, town="baishi") for _ in range(3)][-1]
    browser = sign_in_as("zhoumin")
    for wrong in (task.number, foreign.number, "2025-999", ""):
        answer = browser.post(f"/tasks/{task.id}/join", data=filled(task, joined_to=wrong))
        assert answer.status_code == 422, wrong
    good = filled(task, joined_to=other.number)
    assert browser.post(f"/tasks/{task.id}/join", data=good).status_code == 303
    assert f"并入{other.number}号办理" in browser.get(f"/tasks/{task.id}").text


@pytest.mark.parametrize(
    ("decision", "due"), [("grant", "2026年12月18日"), ("refuse", "2026年5月17日")]
)
def test_a_request_for_more_time_is_answered(
    sign_in_as: SignIn, ready: Made, filled: Filled, decision: str, due: str
) -> None:
    task = ready(State.ACTIVE, asked=True)
    path = f"/tasks/{task.id}/decide-extension"
    data = filled(task, decision=decision, note="按会议意见")
    assert sign_in_as("liqiang").post(path, data=data).status_code == 403
    leader = sign_in_as("wanglixin")
    assert "汛期停工" in leader.get(path).text
    assert leader.post(path, data=data).status_code == 303
    told = leader.get(f"/tasks/{task.id}").text
    assert f">{due}</time>" in told
    assert ("已办理：不同意延期。" in told) is (decision == "refuse")


def test_a_second_request_is_told_who_has_the_first(sign_in_as: SignIn, ready: Made) -> None:
    task, browser = ready(State.ACTIVE, asked=True), sign_in_as("liqiang")
    assert browser.get(f"/tasks/{task.id}/ask-extension").status_code == 303
    told = browser.get(f"/tasks/{task.id}").text
    assert "不能办理“申请延期”。现在等待：批复延期，由王立新办理。" in told


def test_a_step_that_is_not_due_leads_back_to_the_task(sign_in_as: SignIn, made: Made) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("liqiang")
    answer = browser.get(f"/tasks/{task.id}/sign-for")
    assert (answer.status_code, answer.location) == (303, f"/tasks/{task.id}")
    told = browser.get(f"/tasks/{task.id}").text
    assert "不能办理“签收”。现在等待：整改、填报进展，完成后申请销号，由您办理。" in told
    assert browser.get(f"/tasks/{task.id}/fly").status_code == 404


def test_in_a_dialog_only_the_form_comes(sign_in_as: SignIn, made: Made, filled: Filled) -> None:
    task = made(State.ACTIVE)
    browser, htmx = sign_in_as("liqiang"), {"HX-Request": "true"}
    part = browser.get(f"/tasks/{task.id}/report", headers=htmx).text
    assert part.lstrip().startswith('<form class="form" id="step"')
    path = f"/tasks/{task.id}/report"
    wrong = browser.post(path, data=filled(task), headers=htmx)
    assert (wrong.status_code, wrong.text.lstrip()[:5]) == (422, "<form")
    done = browser.post(path, data=filled(task, text="好"), headers=htmx)
    assert (done.status_code, done.headers["HX-Redirect"]) == (204, f"/tasks/{task.id}")


def test_figures_come_with_progress(sign_in_as: SignIn, made: Made, filled: Filled) -> None:
    task = made(State.ACTIVE)
    browser, path = sign_in_as("liqiang"), f"/tasks/{task.id}/report"
    row = {"figures-0-kind": "money", "figures-0-name": "补正支出"}
    for wrong in ("", "NaN", "Infinity", "-1", "0", "1e30", "0.001", "三万"):
        data = filled(task, text="补正11笔", **row, **{"figures-0-amount": wrong})
        answer = browser.post(path, data=data)
        assert answer.status_code == 422, wrong
        assert "补正支出" in answer.text
    data = filled(task, text="补正11笔", **row, **{"figures-0-amount": "4.60"})
    assert browser.post(path, data=data).status_code == 303
    assert "资金 <strong>4.6</strong> 万元" in browser.get(f"/tasks/{task.id}").text


def test_a_step_is_recorded_for_somebody_with_both_days(
    sign_in_as: SignIn, database: Database, cast: Cast, made: Made, filled: Filled
) -> None:
    with clock.frozen(clock.now() - timedelta(days=14)):
        task = made(State.ACTIVE)
    browser, path = sign_in_as("zhoumin"), f"/tasks/{task.id}/report"
    shown = browser.get(path).text
    assert f'<option selected value="{cast["liqiang"].person_id}">李强' in shown
    recorded = {"for_id": cast["liqiang"].person_id, "means": "phone", "done_on": "2026-03-10"}
    answer = browser.post(path, data=filled(task, text="已对账", **recorded))
    assert answer.status_code == 303
    with database.reading() as session:
        trace = trail_of(session, task)[-1]
    assert (trace.step, trace.for_name, trace.for_post) == (Step.REPORT, "李强", "财政所所长")
    assert (trace.actor_name, trace.done_on.isoformat()) == ("周敏", "2026-03-10")
    assert clock.day_of(trace.entered_at) == clock.today()
    text = browser.get(f"/tasks/{task.id}").text
    assert "补录" in text
    assert "周敏于2026年3月18日 10:00录入，电话报来" in text


@pytest.mark.parametrize(
    "half", [{"for_name": "3月党委会"}, {"means": "chat"}, {"for_id": "999", "means": "chat"}]
)
def test_recording_by_half_is_asked_for_again(
    sign_in_as: SignIn, made: Made, filled: Filled, half: dict[str, str]
) -> None:
    task = made(State.ACTIVE)
    data = filled(task, text="已对账", **half)
    answer = sign_in_as("zhoumin").post(f"/tasks/{task.id}/report", data=data)
    assert answer.status_code == 422
    assert "已对账" in answer.text


def test_only_clerks_record_for_others(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ASSIGNED)
    browser = sign_in_as("liqiang")
    assert "代录" not in browser.get(f"/tasks/{task.id}/sign-for").text
    data = filled(task, for_name="村干部", means="chat")
    answer = browser.post(f"/tasks/{task.id}/sign-for", data=data)
    assert answer.status_code == 403
    assert "周敏" in answer.text
    assert state_of(database, task) is State.ASSIGNED


def test_a_meeting_accepts(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.FINAL_REVIEW)
    data = filled(task, decision="agree", for_name="3月18日党委会", means="meeting")
    answer = sign_in_as("zhoumin").post(f"/tasks/{task.id}/approve", data=data)
    assert answer.status_code == 303
    assert state_of(database, task) is State.CLOSED
