"""Why a task waits is told where people look first: beside it in lists, and on top of its page."""

from tests.tasks.conftest import Filled, Made, SignIn
from tracker.tasks.rules.lifecycle import State

PAPER = {"paper_place": "3号盒", "kind": "minutes", "title": "对账记录"}
LISTS = ("/", "/mine")


def told(sign_in_as: SignIn, login: str, words: str) -> list[bool]:
    """Answer whether the lists of a person tell some words, list by list."""
    browser = sign_in_as(login)
    return [words in browser.get(path).text for path in LISTS]


def test_a_return_is_told_in_lists_until_it_is_submitted_again(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    task, words = made(State.LEADER_REVIEW), "3月18日王立新退回补充材料"
    assert told(sign_in_as, "liqiang", words) == [False, False]
    back = filled(task, decision="more_paper", note="缺签到表")
    sign_in_as("wanglixin").post(f"/tasks/{task.id}/approve", data=back)
    assert told(sign_in_as, "liqiang", words) == [True, True]
    again = filled(task, outcome="已补", **PAPER)
    sign_in_as("liqiang").post(f"/tasks/{task.id}/submit", data=again)
    assert told(sign_in_as, "liqiang", words) == [False, False]


def test_a_request_for_more_time_is_told_to_whoever_decides_on_it(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    task, words = made(State.ACTIVE), "3月18日李强申请延期"
    asked = filled(task, proposed_on="2026-12-18", note="汛期停工")
    sign_in_as("liqiang").post(f"/tasks/{task.id}/ask-extension", data=asked)
    assert told(sign_in_as, "wanglixin", words) == [True, True]
    assert told(sign_in_as, "zhaofang", words) == [False, False]
    leader = sign_in_as("wanglixin")
    page = leader.get(f"/tasks/{task.id}").text
    assert "申请延至2026年12月18日：汛期停工" in page[page.index('id="next"') :]
    leader.post(f"/tasks/{task.id}/decide-extension", data=filled(task, decision="grant"))
    assert told(sign_in_as, "liqiang", words) == [False, False]


def test_an_objection_to_the_unit_is_told_to_the_clerk_until_the_next_assignment(
    sign_in_as: SignIn, made: Made, filled: Filled
) -> None:
    task, words = made(State.ASSIGNED), "3月18日李强提请调整责任单位"
    objected = filled(task, note="不归财政所")
    sign_in_as("liqiang").post(f"/tasks/{task.id}/decline", data=objected)
    assert told(sign_in_as, "zhoumin", words) == [True, True]
    clerk, path = sign_in_as("zhoumin"), f"/tasks/{task.id}"
    box = "提请调整责任单位：不归财政所"
    assert box in clerk.get(path).text
    typed = filled(task, handler_id="", kind="by_stages")
    assert clerk.post(f"{path}/assign", data=typed).status_code == 422
    assert box in clerk.get(path).text
