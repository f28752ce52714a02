"""What is done with ticked rows and inside a row: each result told, nothing typed lost, no rule gone around."""

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.cast import Cast
from tests.factories.tasks import open_task
from tests.ledgers.conftest import Made, SignIn
from tracker.core.db import Database
from tracker.tasks.models import HandoverRow, Progress, Task, Trace
from tracker.tasks.queries import trail_of
from tracker.tasks.rules.lifecycle import State

HTMX = {"HX-Request": "true"}
BASIS = {"meeting": "党委会", "met_on": "2026-03-17", "paper_number": "青发〔2026〕3号"}


def opened(database: Database, cast: Cast, count: int) -> list[int]:
    """Open tasks that wait for 交办."""
    with database.transaction() as session:
        return [open_task(session, cast, title=f"问题{number}").id for number in range(count)]


def line(cast: Cast, task_id: int, **other: Any) -> dict[str, Any]:
    """Answer what the form sends about one task."""
    typed = {
        "take": "y",
        "standard": "每月逐村对账一次",
        "kind": "by_stages",
        "handler": cast["liqiang"].person_id,
        "leader": cast["wanglixin"].person_id,
        "unit": cast.units["qinghe-finance"],
        "due": "2026-06-30",
        "version": 1,
        **other,
    }
    return {f"{name}-{task_id}": value for name, value in typed.items()}


def sent(cast: Cast, ids: list[int], **other: Any) -> dict[str, Any]:
    """Answer what the whole table sends."""
    lines: dict[str, Any] = {"ids": ids, "done_on": "2026-03-18", **BASIS}
    for one in ids:
        lines |= line(cast, one)
    return lines | other


def states(database: Database) -> list[State]:
    with database.reading() as session:
        return list(session.scalars(select(Task.state).order_by(Task.id)))


def test_twelve_tasks_are_assigned_by_one_clerk_alone_in_one_go(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    ids = opened(database, cast, 12)
    browser = sign_in_as("zhoumin")
    page = browser.get("/ledgers/assign", query_string={"ids": ids}).text
    assert page.count("assign-line") == 12
    assert "/ledgers/prints/comment?ids=" in page
    answer = browser.post("/ledgers/assign", data=sent(cast, ids))
    assert answer.status_code == 303
    assert answer.location.startswith("/ledgers/prints?ids=")
    assert states(database) == [State.ASSIGNED] * 12
    with database.reading() as session:
        task = session.get_one(Task, ids[0])
        told = trail_of(session, task)[-1].facts["basis"]
    assert task.basis == "2026年3月17日党委会研究，青发〔2026〕3号印发"
    assert told[1] == task.basis


def test_what_is_refused_stays_ticked_with_the_reason_and_the_rest_is_done(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    ids = opened(database, cast, 3)
    typed = sent(cast, ids) | line(cast, ids[1], standard="")
    typed |= line(cast, ids[2], handler="", handler_text="韩村支书")
    answer = sign_in_as("zhoumin").post("/ledgers/assign", data=typed)
    assert answer.status_code == 422
    assert "已交办 1 项" in answer.text
    assert "请写明完成标准：怎样算改好。" in answer.text
    assert "“韩村支书”没有账号，请再选一位" in answer.text
    assert answer.text.count("assign-line") == 2
    assert states(database) == [State.ASSIGNED, State.UNASSIGNED, State.UNASSIGNED]


def test_nothing_is_assigned_without_a_basis_or_a_tick(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    ids = opened(database, cast, 1)
    browser = sign_in_as("zhoumin")
    bare = sent(cast, ids, meeting="", met_on="", paper_number="")
    assert "请写明依据" in browser.post("/ledgers/assign", data=bare).text
    unticked = {key: value for key, value in sent(cast, ids).items() if key != f"take-{ids[0]}"}
    assert "没有勾选任何一项" in browser.post("/ledgers/assign", data=unticked).text
    assert states(database) == [State.UNASSIGNED]


def test_what_is_chosen_for_all_fills_empty_places_before_anything_is_saved(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    ids = opened(database, cast, 1)
    typed = sent(cast, ids, do="fill", all_leader=cast["huanghai"].person_id, all_kind="at_once")
    typed |= line(cast, ids[0], leader="", due="") | {"all_due": "2026-09-30"}
    page = sign_in_as("zhoumin").post("/ledgers/assign", data=typed).text
    leader = cast["huanghai"].person_id
    assert f'<option selected value="{leader}">黄海</option>' in page
    assert '<option selected value="at_once">' in page
    assert re.search(rf'name="due-{ids[0]}"[^>]*value="2026-09-30"', page)
    assert states(database) == [State.UNASSIGNED]


def test_leaders_and_units_without_accounts_are_named_in_words_for_all_tasks_at_once(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    ids = opened(database, cast, 2)
    with database.transaction() as session:
        session.get_one(Task, ids[1]).leader_text = "王书记、李镇长"
        session.get_one(Task, ids[1]).due_text = "立行立改"
    browser = sign_in_as("zhoumin")
    page = browser.get("/ledgers/assign", query_string={"ids": ids}).text
    assert 'value="王书记、李镇长"' in page, "the wording of the paper is seen before it is kept"
    typed = sent(cast, ids) | {"do": "fill", "all_leader_text": "李副镇长"}
    for number, (one, said) in enumerate(zip(ids, ("", "王书记、李镇长"), strict=True), start=1):
        words = {"unit_text": "党建办", "leader_text": said, "version": number}
        typed |= line(cast, one, leader="", unit="", **words)
    page = browser.post("/ledgers/assign", data=typed).text
    assert re.search(rf'name="leader_text-{ids[0]}"[^>]*value="李副镇长"', page)
    typed |= {"do": "", f"leader_text-{ids[0]}": "李副镇长", f"handler_text-{ids[0]}": "各村书记"}
    assert browser.post("/ledgers/assign", data=typed).status_code == 303
    with database.reading() as session:
        first, second = (session.get_one(Task, one) for one in ids)
    assert (first.leader_text, first.lead_unit_text) == ("李副镇长", "党建办")
    assert first.handler_text == "各村书记"
    assert (second.leader_id, second.leader_text) == (None, "王书记、李镇长")
    assert (second.due_text, second.due_on) == ("立行立改", date(2026, 6, 30))


def test_assigned_tasks_and_other_ledgers_are_left_out_with_the_reason(
    database: Database, cast: Cast, sign_in_as: SignIn, made: Made
) -> None:
    running = made(State.ACTIVE)
    with database.transaction() as session:
        theirs = open_task(session, cast, town="baishi", title="白石镇的问题")
    browser = sign_in_as("zhoumin")
    page = browser.get("/ledgers/assign", query_string={"ids": [running.id, theirs.id]}).text
    assert "现在是“整改中”，不能交办。" in page
    assert "白石镇的问题" not in page
    assert sign_in_as("liqiang").get(f"/ledgers/assign?ids={running.id}").status_code == 403
    assert browser.get("/ledgers/assign?ids=x&ids=99999999999").status_code == 303


def test_handlers_are_changed_through_the_step_of_the_office(
    database: Database, cast: Cast, sign_in_as: SignIn, made: Made
) -> None:
    running, closed = made(State.ACTIVE), made(State.CLOSED)
    typed = {
        "ids": [running.id, closed.id],
        "part": "handler",
        "to_id": cast["zhaofang"].person_id,
        "done_on": "2026-03-18",
        "basis": "分工调整",
    }
    browser = sign_in_as("zhoumin")
    assert (
        "现在是“已销号”，不能调整责任。"
        in browser.get("/ledgers/adjust", query_string={"ids": typed["ids"]}).text
    )
    assert browser.post("/ledgers/adjust", data=typed).status_code == 303
    again = browser.post("/ledgers/adjust", data=typed)
    assert again.status_code == 422
    assert "责任人没有变化。" in again.text
    with database.reading() as session:
        assert session.get_one(Task, running.id).handler_text == "赵芳"
        assert session.get_one(Task, closed.id).handler_text == "李强"
    assert sign_in_as("wanglixin").post("/ledgers/adjust", data=typed).status_code == 403


def test_leaders_are_changed_by_one_handover_and_only_to_leaders(
    database: Database, cast: Cast, sign_in_as: SignIn, made: Made
) -> None:
    ids = [made(State.ACTIVE).id, made(State.UNASSIGNED).id]
    typed = {
        "ids": ids,
        "part": "leader",
        "to_id": cast["huanghai"].person_id,
        "done_on": "2026-03-18",
        "basis": "青发〔2026〕5号",
    }
    browser = sign_in_as("zhoumin")
    nobody = browser.post("/ledgers/adjust", data=typed | {"to_id": cast["liqiang"].person_id})
    assert nobody.status_code == 422
    assert "没有责任领导或书记的任职" in nobody.text
    assert browser.post("/ledgers/adjust", data=typed).status_code == 303
    with database.reading() as session:
        assert {one.leader_text for one in session.scalars(select(Task))} == {"黄海"}
        assert len(session.scalars(select(HandoverRow)).all()) == 2


def test_a_row_is_mended_in_its_place(sign_in_as: SignIn, made: Made) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    form = browser.get(f"/ledgers/rows/{task.id}/amend", headers=HTMX).text
    assert 'name="version"' in form
    typed = {"version": task.version, "title": "新名称", "standard": "新标准", "measures": "一\n二"}
    answer = browser.post(f"/ledgers/rows/{task.id}/amend", data=typed, headers=HTMX)
    assert answer.status_code == 200
    assert f'id="task-{task.id}"' in answer.text
    assert "新名称" in answer.text
    assert "toast" in answer.headers["HX-Trigger"]
    stale = browser.post(
        f"/ledgers/rows/{task.id}/amend", data=typed | {"title": "另一个"}, headers=HTMX
    )
    assert stale.status_code == 409
    assert "这一条刚由周敏改过" in stale.text
    assert "新名称" in stale.text
    assert 'value="另一个"' in stale.text
    empty = browser.post(f"/ledgers/rows/{task.id}/amend", data=typed | {"title": ""}, headers=HTMX)
    assert empty.status_code == 422
    assert "新标准" in empty.text


def test_progress_in_a_row_is_one_s_own_or_recorded_for_the_handler(
    database: Database, sign_in_as: SignIn, made: Made
) -> None:
    task = made(State.ACTIVE)
    path = f"/ledgers/rows/{task.id}/report"
    typed = {"version": task.version, "text": "已对账。", "done_on": "2026-03-18", "means": "phone"}
    assert sign_in_as("zhoumin").post(path, data=typed, headers=HTMX).status_code == 200
    with database.reading() as session:
        now = session.get_one(Task, task.id).version
        assert session.scalars(select(Progress.reported_by)).all() == ["李强"]
    own = sign_in_as("liqiang").post(path, data=typed | {"version": now}, headers=HTMX)
    assert own.status_code == 200
    with database.reading() as session:
        means = session.scalars(select(Trace.means).order_by(Trace.id)).all()[-2:]
    assert means == ["phone", "self"]


@pytest.mark.parametrize(
    ("login", "status"), [("sunzheng", 403), ("wutao", 404), ("zhaofang", 404)]
)
def test_others_write_in_no_row(sign_in_as: SignIn, made: Made, login: str, status: int) -> None:
    task = made(State.ACTIVE)
    typed = {"version": task.version, "title": "改", "standard": "改", "measures": ""}
    answer = sign_in_as(login).post(f"/ledgers/rows/{task.id}/amend", data=typed, headers=HTMX)
    assert answer.status_code == status


def test_a_handler_may_not_amend_and_is_told_who_can(sign_in_as: SignIn, made: Made) -> None:
    task = made(State.ACTIVE)
    typed = {"version": task.version, "title": "改", "standard": "改", "measures": ""}
    browser = sign_in_as("liqiang")
    answer = browser.post(f"/ledgers/rows/{task.id}/amend", data=typed, headers=HTMX)
    assert answer.status_code == 422
    assert "周敏" in answer.text
    page = browser.get("/ledger").text
    assert "填进展" in page
    assert "批量交办" not in page


def test_without_scripts_the_doors_in_a_row_lead_to_the_whole_page(
    sign_in_as: SignIn, made: Made
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    assert f'href="/tasks/{task.id}/amend"' in browser.get("/ledger").text
    plain = browser.get(f"/ledgers/rows/{task.id}/amend")
    assert plain.location == f"/tasks/{task.id}/amend"
    assert browser.get(f"/ledgers/rows/{task.id}/close").status_code == 404
