"""Type and deadline of several assigned tasks at once: by the steps of the office alone, each with its result."""

import io
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from tests.builders.pictures import photo
from tests.cast import Cast
from tests.factories.tasks import at_work, deed, order
from tests.ledgers.conftest import Made, SignIn
from tracker.core import clock
from tracker.core.db import Database
from tracker.tasks import actions
from tracker.tasks.models import Evidence, Extension, ExtensionState, Task, TaskKind, Trace
from tracker.tasks.queries import trail_of
from tracker.tasks.rules.lifecycle import State, Step

REASON = "汛期田间道路不通，下半年集中施工。"


def asked(ids: list[int], **other: Any) -> dict[str, Any]:
    """Answer what the form of 批量延期 sends."""
    return {
        "ids": ids,
        "proposed_on": "2026-09-30",
        "done_on": clock.today().isoformat(),
        "reason": REASON,
        "decided": "granted",
        "meeting": "党委会",
        "paper_number": "青发〔2026〕9号",
        "means": "phone",
        **other,
    }


def steps_of(database: Database, task_id: int) -> list[Trace]:
    with database.reading() as session:
        return list(trail_of(session, session.get_one(Task, task_id)))


def test_a_meeting_gives_several_tasks_more_time_and_the_original_days_stay(
    database: Database, sign_in_as: SignIn, made: Made
) -> None:
    tasks = [made(State.ACTIVE), made(State.ASSIGNED)]
    ids, before = [one.id for one in tasks], tasks[0].due_on
    browser = sign_in_as("zhoumin")
    page = browser.get("/ledgers/prolong", query_string={"ids": ids}).text
    assert "批量延期" in page
    assert "王立新（青禾镇　组织委员）" in page
    assert browser.post("/ledgers/prolong", data=asked(ids)).location.endswith("/ledger")
    with database.reading() as session:
        for one in ids:
            task = session.get_one(Task, one)
            assert (task.due_on, task.original_due_on) == (date(2026, 9, 30), before)
        kept = session.scalars(select(Extension)).all()
    assert [(one.state, one.reason) for one in kept] == [(ExtensionState.GRANTED, REASON)] * 2
    request, answer = steps_of(database, ids[0])[-2:]
    assert (request.step, request.for_name) == (Step.ASK_EXTENSION, "李强")
    assert (answer.step, answer.for_name, answer.means) == (
        Step.GRANT_EXTENSION,
        "党委会",
        "meeting",
    )
    assert answer.note.endswith("党委会研究，青发〔2026〕9号印发")


def test_what_a_document_states_stays_and_the_rest_is_done(
    database: Database, sign_in_as: SignIn, made: Made
) -> None:
    stated, free, closed = made(State.ACTIVE), made(State.ACTIVE), made(State.CLOSED)
    with database.transaction() as session:
        task = session.get_one(Task, stated.id)
        task.due_from_paper, task.original_due_text = True, "6月底前"
    browser = sign_in_as("zhoumin")
    answer = browser.post("/ledgers/prolong", data=asked([stated.id, free.id, closed.id]))
    assert answer.status_code == 422
    assert "已办成 1 项" in answer.text
    assert "时限是文件写明“6月底前”，不能批量改" in answer.text
    assert "现在是“已销号”，不能延期。" in answer.text
    with database.reading() as session:
        assert session.get_one(Task, stated.id).due_on == stated.due_on
        assert session.get_one(Task, free.id).due_on == date(2026, 9, 30)
        assert len(session.scalars(select(Extension)).all()) == 1


def test_a_leader_answers_what_was_asked_before_and_the_secretary_what_comes_late(
    database: Database, cast: Cast, sign_in_as: SignIn, made: Made
) -> None:
    waiting, fresh = made(State.ACTIVE), made(State.ACTIVE)
    with database.transaction() as session:
        work = at_work(session, cast["liqiang"], session.get_one(Task, waiting.id))
        own = deed(cast["liqiang"], note="等雨季过去")
        day = clock.today() + timedelta(days=90)
        actions.ask_extension(session, work, own, proposed_on=day)
    browser, ids = sign_in_as("zhoumin"), [waiting.id, fresh.id]
    typed = asked(ids, meeting="", decided_by=cast["wanglixin"].person_id)
    form = {"signed_form": (io.BytesIO(photo()), "审批表.jpg")}
    done = browser.post("/ledgers/prolong", data=typed | form)
    assert done.location.endswith("/ledger")
    with database.reading() as session:
        assert len(session.scalars(select(Extension)).all()) == 2, "what waited is not asked again"
        assert len(session.scalars(select(Evidence)).all()) == 2, "one paper, kept with each task"
    typed["proposed_on"] = "2026-10-31"
    again = browser.post("/ledgers/prolong", data=typed)
    assert again.status_code == 422, "a second one is the secretary's"
    assert "可以办理的有：陈国栋" in again.text
    typed["decided_by"] = cast["chenguodong"].person_id
    assert browser.post("/ledgers/prolong", data=typed).status_code == 303


def test_only_asked_for_it_waits_for_an_answer_and_its_form_can_be_printed(
    database: Database, sign_in_as: SignIn, made: Made
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    typed = asked([task.id], decided="asked", meeting="", paper_number="")
    answer = browser.post("/ledgers/prolong", data=typed)
    assert answer.location.startswith("/ledgers/prints?ids=")
    with database.reading() as session:
        assert session.get_one(Task, task.id).due_on == task.due_on
        assert session.scalars(select(Extension.state)).all() == [ExtensionState.ASKED]
    assert "已有一份延期申请等待批复。" in browser.post("/ledgers/prolong", data=typed).text


def test_nobody_or_two_deciding_is_refused_and_what_was_typed_stays(
    cast: Cast, sign_in_as: SignIn, made: Made
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    leader = cast["wanglixin"].person_id
    for other, sentence in (
        ({"meeting": ""}, "请填写批准延期的会议"),
        ({"decided_by": leader}, "会议和批准的人只填一个。"),
        ({"decided": "asked"}, "只提出申请的，批准人和凭据先不填。"),
        ({"proposed_on": ""}, "请填写延至哪一天。"),
    ):
        answer = browser.post("/ledgers/prolong", data=asked([task.id], **other))
        assert answer.status_code == 422
        assert sentence in answer.text
        assert REASON in answer.text
    nothing = browser.post("/ledgers/prolong", data=asked([]))
    assert nothing.status_code == 422
    assert browser.get("/ledgers/prolong").location.endswith("/ledger")
    assert sign_in_as("liqiang").post("/ledgers/prolong", data=asked([task.id])).status_code == 403


def test_the_type_of_several_tasks_changes_on_one_basis_and_no_deadline_with_it(
    database: Database, sign_in_as: SignIn, made: Made
) -> None:
    running, already, closed = made(State.ACTIVE), made(State.ACTIVE), made(State.CLOSED)
    with database.transaction() as session:
        session.get_one(Task, already.id).kind = TaskKind.LASTING
    browser, ids = sign_in_as("zhoumin"), [running.id, already.id, closed.id]
    assert "限期整改" in browser.get("/ledgers/kinds", query_string={"ids": ids}).text
    typed = {"ids": ids, "kind": "lasting", "basis": "青发〔2026〕9号"}
    for bare in ("kind", "basis"):
        assert browser.post("/ledgers/kinds", data=typed | {bare: ""}).status_code == 422
    answer = browser.post("/ledgers/kinds", data=typed)
    assert answer.status_code == 422
    for told in ("已办成 1 项", "已经是“持续整改”。", "现在是“已销号”，不能改类型。"):
        assert told in answer.text
    with database.reading() as session:
        task = session.get_one(Task, running.id)
        assert (task.kind, task.due_on) == (TaskKind.LASTING, running.due_on)
    step = steps_of(database, running.id)[-1]
    assert (step.step, step.note) == (Step.AMEND, "青发〔2026〕9号")
    assert step.facts == {"kind": ["by_stages", "lasting"]}
    page = browser.get(f"/tasks/{running.id}").text
    assert "整改类型" in page
    assert browser.post("/ledgers/kinds", data=typed | {"ids": [closed.id]}).status_code == 422
    alone = browser.post("/ledgers/kinds", data=typed | {"ids": [running.id], "kind": "at_once"})
    assert alone.status_code == 303
    assert sign_in_as("wanglixin").get(f"/ledgers/kinds?ids={running.id}").status_code == 403


def test_what_has_no_deadline_can_only_be_lasting(
    database: Database, cast: Cast, sign_in_as: SignIn, made: Made
) -> None:
    task = made(State.UNASSIGNED)
    with database.transaction() as session:
        work = at_work(session, cast["zhoumin"], session.get_one(Task, task.id))
        actions.assign(session, work, deed(cast["zhoumin"]), order(cast))
        found = session.get_one(Task, task.id)
        found.kind, found.due_on = TaskKind.LASTING, None
    typed = {"ids": [task.id], "kind": "at_once", "basis": "会议"}
    answer = sign_in_as("zhoumin").post("/ledgers/kinds", data=typed)
    assert "这项任务没有整改时限，只能是“持续整改”。" in answer.text


def test_a_single_task_changes_its_type_where_its_words_are_changed(
    database: Database, sign_in_as: SignIn, made: Made
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    path = f"/tasks/{task.id}/amend"
    assert 'name="kind"' in browser.get(path).text
    seen = len(steps_of(database, task.id))
    typed = {
        "version": task.version,
        "seen": seen,
        "done_on": clock.today().isoformat(),
        "title": task.title,
        "standard": task.standard,
        "measures": "建立党委重点工作月清单",
        "kind": "lasting",
    }
    assert browser.post(path, data=typed).status_code == 303
    assert browser.post(path, data=typed).status_code == 303, "sent twice, it is done once"
    assert steps_of(database, task.id)[-1].facts == {"kind": ["by_stages", "lasting"]}
    assert len(steps_of(database, task.id)) == seen + 1
