"""What pages of tasks say plainly: whose turn it is, what is missing, what may not be done."""

import pytest

from tests.cast import Cast
from tests.factories.tasks import at_work, deed
from tests.tasks.conftest import Filled, Made, SignIn
from tracker.core.db import Database
from tracker.tasks import actions
from tracker.tasks.models import Task
from tracker.tasks.pages import Others
from tracker.tasks.rules.lifecycle import State

PAPER = {"paper_place": "3号盒", "kind": "minutes", "title": "对账记录"}


def first_review_of_own_work(sign_in_as: SignIn, cast: Cast, made: Made, filled: Filled) -> Task:
    """Bring a task to 初审 whose closure 周敏 asked for in the handler's name."""
    task = made(State.ACTIVE)
    recorded = {"for_id": cast["liqiang"].person_id, "means": "chat"}
    asking = filled(task, outcome="好了", **PAPER, **recorded)
    sign_in_as("zhoumin").post(f"/tasks/{task.id}/submit", data=asking)
    agreed = filled(task, decision="agree")
    sign_in_as("wanglixin").post(f"/tasks/{task.id}/approve", data=agreed)
    return task


def to_review(text: str) -> str:
    return text[text.index("待我审核　") : text.index("我的时限　")] if "待我审核　" in text else ""


def test_what_waits_on_review_leaves_out_own_work_and_comes_to_whoever_may(
    sign_in_as: SignIn, cast: Cast, made: Made, filled: Filled
) -> None:
    task = first_review_of_own_work(sign_in_as, cast, made, filled)
    listed = {
        login: task.number in to_review(sign_in_as(login).get("/mine").text)
        for login in ("zhoumin", "liuyang", "huanghai", "wanglixin", "liqiang")
    }
    assert {login for login, there in listed.items() if there} == {"liuyang", "huanghai"}


def test_who_worked_on_a_round_is_told_beforehand_to_record_with_the_signed_form(
    sign_in_as: SignIn, cast: Cast, made: Made, filled: Filled
) -> None:
    task = first_review_of_own_work(sign_in_as, cast, made, filled)
    clerk, other = sign_in_as("zhoumin"), sign_in_as("liuyang")
    words = "必须附上签过字的审批表"
    assert words in clerk.get(f"/tasks/{task.id}/approve").text
    assert words not in other.get(f"/tasks/{task.id}/approve").text
    assert "代录：初审" in clerk.get(f"/tasks/{task.id}").text
    assert "代录：初审" not in other.get(f"/tasks/{task.id}").text


def test_a_refusal_in_a_dialog_stands_inside_the_form(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    task = made(State.FINAL_REVIEW)
    data = filled(task, decision="agree", note="同意")
    for login in ("zhoumin", "liqiang"):
        answer = sign_in_as(login).post(
            f"/tasks/{task.id}/approve", data=data, headers={"HX-Request": "true"}
        )
        assert (answer.status_code, answer.text.lstrip()[:5]) == (422, "<form")
        assert 'id="refusal"' in answer.text
        assert "陈国栋" in answer.text


def test_what_is_missing_stands_in_the_box_until_it_is_submitted_again(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    task, page = made(State.FINAL_REVIEW), "退回补充材料：缺签到表"
    back = filled(task, decision="more_paper", note="缺签到表")
    secretary = sign_in_as("chenguodong")
    secretary.post(f"/tasks/{task.id}/approve", data=back)
    shown = secretary.get(f"/tasks/{task.id}").text
    assert "已退回补充材料。" in shown
    assert "已办理：审定" not in shown
    assert page in shown
    handler = sign_in_as("liqiang")
    first = handler.get(f"/tasks/{task.id}").text.partition("next-buttons")[2]
    assert first.index("上传佐证材料") < first.index("申请销号") < first.index("填报进展")
    assert "补充材料<span" in handler.get("/").text
    handler.post(f"/tasks/{task.id}/hand-in", data=filled(task, **PAPER))
    assert "材料已补充，再次申请销号" in handler.get(f"/tasks/{task.id}").text
    handler.post(f"/tasks/{task.id}/submit", data=filled(task, outcome="已补"))
    assert page not in handler.get(f"/tasks/{task.id}").text


def test_work_sent_back_to_be_done_again_begins_with_its_progress(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    task = made(State.FINAL_REVIEW)
    again = filled(task, decision="again", note="两个村没有改")
    sign_in_as("chenguodong").post(f"/tasks/{task.id}/approve", data=again)
    handler = sign_in_as("liqiang")
    first = handler.get(f"/tasks/{task.id}").text.partition("next-buttons")[2]
    assert first.index("填报进展") < first.index("上传佐证材料") < first.index("申请销号")
    assert "填报进展<span" in handler.get("/").text


def test_a_request_for_more_time_is_what_is_waited_for(
    sign_in_as: SignIn, database: Database, cast: Cast, made: Made
) -> None:
    task, handler = made(State.ACTIVE), cast["liqiang"]
    with database.transaction() as session:
        kept = session.get_one(Task, task.id)
        assert kept.due_on is not None
        proposed = kept.due_on.replace(year=kept.due_on.year + 1)
        work = at_work(session, handler, kept)
        actions.ask_extension(session, work, deed(handler, note="汛期"), proposed_on=proposed)
    assert "现在等待：批复延期" in sign_in_as("liqiang").get(f"/tasks/{task.id}").text


def test_there_is_no_light_before_a_task_is_in_somebody_s_hands(
    sign_in_as: SignIn, made: Made
) -> None:
    task, assigned = made(State.UNASSIGNED), made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    assert '<span class="light' not in browser.get(f"/tasks/{task.id}").text
    assert "按序时推进" in browser.get(f"/tasks/{assigned.id}").text


@pytest.mark.parametrize(
    ("names", "viewer", "words"),
    [
        (("周晓兰",), "", "由周晓兰办理"),
        (("周晓兰",), "周晓兰", "由您办理"),
        (("周敏", "刘洋"), "", "可由周敏、刘洋办理"),
        (("周敏", "刘洋"), "刘洋", "可由您、周敏办理"),
        ((), "", "目前没有能办的人，请系统管理员补充人员或角色"),
    ],
)
def test_who_can_take_a_step_is_said_in_a_sentence(
    names: tuple[str, ...], viewer: str, words: str
) -> None:
    assert Others("初审", names, viewer).who == words


def test_an_amount_without_a_kind_is_asked_for_beside_its_field(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    task, browser = made(State.ACTIVE), sign_in_as("liqiang")
    path = f"/tasks/{task.id}/report"
    assert "资金（万元）" in browser.get(path).text
    answer = browser.post(
        path, data=filled(task, text="好", **{"figures-0-kind": "", "figures-0-amount": "18"})
    )
    assert answer.status_code == 422
    assert 'id="figures-0-kind-error"' in answer.text


def test_a_kind_that_was_chosen_without_an_amount_is_not_dropped_in_silence(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    task, browser = made(State.ACTIVE), sign_in_as("liqiang")
    row = {"figures-1-kind": "money", "figures-1-amount": ""}
    answer = browser.post(f"/tasks/{task.id}/report", data=filled(task, text="好", **row))
    assert answer.status_code == 422
    assert 'id="figures-1-amount-error"' in answer.text


def test_what_was_handed_in_stands_beside_the_decision(sign_in_as: SignIn, made: Made) -> None:
    task = made(State.LEADER_REVIEW)
    page = sign_in_as("wanglixin").get(f"/tasks/{task.id}/approve").text
    assert "<strong>佐证材料　1 件</strong>" in page
    assert "原件：" in page.split('<ul class="handed">')[1].split("</ul>")[0]


def test_other_figures_under_the_same_words_are_no_second_click(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    task, browser = made(State.ACTIVE), sign_in_as("liqiang")
    first = filled(task, text="已核查", **{"figures-0-kind": "money", "figures-0-amount": "4.60"})
    path = f"/tasks/{task.id}/report"
    assert browser.post(path, data=first).status_code == 303
    assert browser.post(path, data=first).status_code == 303
    stale = browser.post(path, data=first | {"figures-0-amount": "5"})
    assert (stale.status_code, "刚由您自己在别的窗口改过" in stale.text) == (409, True)
