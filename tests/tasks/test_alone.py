"""One clerk alone with one account: everybody else signs on paper, and no step ends in a dead end."""

import io

from tests.builders.pictures import photo
from tests.cast import Cast
from tests.factories.tasks import open_task
from tests.tasks.conftest import Filled, SignIn, state_of
from tracker.core.db import Database
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State

ALONE, TOWN = "wutao", "baishi"


def opened(database: Database, cast: Cast) -> Task:
    with database.transaction() as session:
        return open_task(session, cast, town=TOWN)


def assignment(cast: Cast) -> dict[str, object]:
    return {
        "handler_id": cast[ALONE].person_id,
        "handler_text": "马家村党支部书记马超",
        "kind": "by_stages",
        "standard": "每月对账一次",
    }


def on_paper(name: str) -> dict[str, object]:
    return {
        "decision": "agree",
        "for_name": name,
        "means": "paper",
        "signed_form": (io.BytesIO(photo()), "审批表.jpg"),
    }


def test_a_leader_without_an_account_is_asked_for_by_name(
    sign_in_as: SignIn, database: Database, cast: Cast, filled: Filled
) -> None:
    task, clerk = opened(database, cast), sign_in_as(ALONE)
    typed = filled(task, **assignment(cast))
    answer = clerk.post(f"/tasks/{task.id}/assign", data=typed)
    assert answer.status_code == 422
    assert "没有账号的，姓名填在“责任领导（原文写法）”一栏" in answer.text
    fold = answer.text.index("没有账号的人、原文写法")
    assert " open" in answer.text[answer.text.rindex("<details", 0, fold) : fold], "shown unasked"
    named = {**typed, "leader_text": "副镇长赵磊"}
    assert clerk.post(f"/tasks/{task.id}/assign", data=named).status_code == 303


def test_one_clerk_alone_brings_a_task_to_its_close(
    sign_in_as: SignIn, database: Database, cast: Cast, filled: Filled
) -> None:
    task, clerk = opened(database, cast), sign_in_as(ALONE)

    def take(slug: str, **typed: object) -> int:
        data = filled(task, **typed)
        return clerk.post(f"/tasks/{task.id}/{slug}", data=data).status_code

    told = {"for_name": "马超", "means": "phone"}
    evidence = {"outcome": "已对账11个村", "paper_place": "1号盒", "title": "对账表"}
    assert take("assign", **assignment(cast), leader_text="副镇长赵磊") == 303
    assert take("sign-for", **told) == 303
    assert take("report", text="已对账5个村", **told) == 303
    assert take("submit", **evidence, **told) == 303
    unsigned = {**on_paper("副镇长赵磊"), "signed_form": (io.BytesIO(), "")}
    assert take("approve", **unsigned) == 403, "the typist worked on it, and has no paper"
    for name in ("副镇长赵磊", "组织委员孙宁", "6月29日党委会"):
        assert take("approve", **on_paper(name)) == 303
    assert state_of(database, task) is State.CLOSED


def test_a_refusal_tells_the_way_on_paper_where_nobody_has_an_account(
    sign_in_as: SignIn, database: Database, cast: Cast, filled: Filled
) -> None:
    task, clerk = opened(database, cast), sign_in_as(ALONE)
    path = f"/tasks/{task.id}"
    clerk.post(f"{path}/assign", data=filled(task, **assignment(cast), leader_text="赵磊"))
    clerk.post(f"{path}/sign-for", data=filled(task))
    asked = filled(task, proposed_on="2026-12-18", note="汛期停工")
    assert clerk.post(f"{path}/ask-extension", data=asked).status_code == 303
    granted = {"decision": "grant", "for_name": "赵磊", "means": "paper"}
    refused = clerk.post(f"{path}/decide-extension", data=filled(task, **granted))
    assert refused.status_code == 403
    assert "可以办理的有：责任领导或会议（在纸质审批表上签字，由台账管理员代录）。" in refused.text


def test_a_review_that_needs_a_signed_form_is_led_to_where_one_can_be_attached(
    sign_in_as: SignIn, database: Database, cast: Cast, filled: Filled
) -> None:
    task, clerk = opened(database, cast), sign_in_as(ALONE)
    path = f"/tasks/{task.id}"
    evidence = {"outcome": "已对账11个村", "paper_place": "1号盒", "title": "对账表"}
    clerk.post(f"{path}/assign", data=filled(task, **assignment(cast), leader_text="赵磊"))
    clerk.post(f"{path}/sign-for", data=filled(task))
    clerk.post(f"{path}/submit", data=filled(task, **evidence))
    for name, decision in (("赵磊", "agree"), ("孙宁", "agree"), ("党委会", "sustain")):
        typed = {**on_paper(name), "decision": decision}
        clerk.post(f"{path}/approve", data=filled(task, **typed))
    assert state_of(database, task) is State.SUSTAINED
    line = {f"version-{task.id}": filled(task)["version"], f"finding-{task.id}": "done"}
    told = {f"text-{task.id}": "已稳定", "done_on": filled(task)["done_on"], "meeting": "党委会"}
    for finding in ("holds", "done"):
        wanted = {**line, **told, f"finding-{task.id}": finding}
        refused = clerk.post("/quarterly", data=wanted)
        assert (refused.status_code, "上传签过字的复核表" in refused.text) == (422, True)
    paper = on_paper("党委会")["signed_form"]
    named = {"meeting": "", "signed_by": ""}
    alone = clerk.post("/quarterly", data={**line, **told, **named, "signed_form": paper})
    assert (alone.status_code, "请写明由谁签字" in alone.text) == (422, True)
    paper = on_paper("党委会")["signed_form"]
    assert clerk.post("/quarterly", data={**line, **told, "signed_form": paper}).status_code == 303
    assert state_of(database, task) is State.CLOSED
