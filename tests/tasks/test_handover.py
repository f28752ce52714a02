"""批量移交: who moves, who stays, the approval chain behind it, and what is refused line by line."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import Cast
from tests.factories.tasks import at_work, deed
from tests.tasks.conftest import Made
from tracker.accounts.models import Unit
from tracker.core import clock
from tracker.core.db import Database
from tracker.core.errors import ForbiddenError, InvalidError
from tracker.tasks import actions, queries
from tracker.tasks.access import task_at_work
from tracker.tasks.forms.handover import picks_of
from tracker.tasks.models import Handover, HandoverRow, Task
from tracker.tasks.rules.handover import (
    PENDING,
    Holder,
    Outcome,
    Part,
    Successor,
    held_next,
)
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.trail import fault_of

SignIn = Callable[[str], FlaskClient]
BASIS = "青办发〔2026〕7号"


def form(cast: Cast, *picks: str, to: str = "zhaofang", **typed: Any) -> dict[str, Any]:
    """Answer what the browser sends for a handover from 李强."""
    return {
        "person": str(cast["liqiang"].person_id),
        "pick": list(picks),
        "to_id": str(cast[to].person_id),
        "effective_on": clock.today().isoformat(),
        "basis": BASIS,
        **typed,
    }


def handler_pick(cast: Cast, task: Task, login: str = "liqiang") -> str:
    return f"{task.id}:handler:{cast[login].person_id}"


def now(database: Database, task: Task) -> Task:
    with database.reading() as session:
        return session.get_one(Task, task.id)


def outcomes(database: Database) -> list[tuple[Outcome, str]]:
    with database.reading() as session:
        rows = session.scalars(select(HandoverRow).order_by(HandoverRow.id))
        return [(one.outcome, one.reason) for one in rows]


@pytest.mark.parametrize(
    ("login", "status"),
    [("zhoumin", 200), ("liqiang", 403), ("wanglixin", 403), ("sunzheng", 403), ("heping", 403)],
)
def test_only_a_clerk_hands_over(sign_in_as: SignIn, login: str, status: int) -> None:
    assert sign_in_as(login).get("/handover").status_code == status
    assert sign_in_as(login).post("/handover").status_code in {status, 422}


def test_open_tasks_move_at_once_and_closed_ones_keep_their_holder(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    active, waiting, closed = (
        made(one) for one in (State.ACTIVE, State.FINAL_REVIEW, State.CLOSED)
    )
    browser = sign_in_as("zhoumin")
    preview = browser.get(f"/handover?person={cast['liqiang'].person_id}").text
    assert preview.count('name="pick"') == 2
    assert "保留时任" in preview
    picks = [handler_pick(cast, one) for one in (active, waiting, closed)]
    answer = browser.post("/handover", data=form(cast, *picks))
    assert answer.status_code == 303
    for one, login in ((active, "zhaofang"), (waiting, "zhaofang"), (closed, "liqiang")):
        assert now(database, one).handler_id == cast[login].person_id
    assert now(database, closed).handler_text == "李强"
    assert now(database, active).handler_post == "东岭村党支部书记"
    assert outcomes(database) == [
        (Outcome.MOVED, ""),
        (Outcome.MOVED, ""),
        (Outcome.KEPT, "已经办结，保留时任。"),
    ]
    sheet = browser.get(answer.headers["Location"]).text
    assert "移交人：" in sheet
    assert "李强（财政所所长）" in sheet
    assert "赵芳（东岭村党支部书记）" in sheet
    assert BASIS in sheet
    assert "已移交" in browser.get("/handovers").text


def test_the_trail_tells_who_held_it_before_and_stays_whole(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    task = made(State.ACTIVE)
    sign_in_as("zhoumin").post("/handover", data=form(cast, handler_pick(cast, task)))
    with database.reading() as session:
        trail = queries.trail_of(session, task)
        last = trail[-1]
        rows = [
            (one.position, actions.trace.content_of(one), one.previous_hash, one.hash)
            for one in trail
        ]
    assert (last.step, last.note) == (Step.HAND_OVER, BASIS)
    assert last.facts["handler_text"] == ["李强", "赵芳"]
    assert last.facts["handler_post"] == ["财政所所长", "东岭村党支部书记"]
    assert fault_of(rows, ()) is None
    page = sign_in_as("zhoumin").get(f"/tasks/{task.id}").text
    assert "批量移交" in page
    assert BASIS in page


def test_a_unit_leads_what_another_one_led_and_a_wording_of_the_paper_s_own_stays(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    own, worded, closed = made(State.ACTIVE), made(State.ACTIVE), made(State.CLOSED)
    finance, party = cast.units["qinghe-finance"], cast.units["qinghe-party"]
    with database.transaction() as session:
        session.get_one(Task, worded.id).lead_unit_text = "党建办、财政所"
    clerk, asked = sign_in_as("zhoumin"), {"part": "lead_unit", "unit": str(finance)}
    page = clerk.get("/handover", query_string=asked).text
    assert ("接收单位" in page, 'name="to_id"' in page) == (True, False)
    picks = [f"{one.id}:lead_unit:{finance}" for one in (own, worded, closed)]
    typed = {**asked, "effective_on": clock.today().isoformat(), "basis": BASIS, "pick": picks}
    for wrong, words in (("", "请选择接收的牵头单位"), (str(finance), "同一个单位")):
        unfit = clerk.post("/handover", data={**typed, "to_unit_id": wrong})
        assert (unfit.status_code, words in unfit.text) == (422, True)
    assert clerk.post("/handover", data={**typed, "to_unit_id": str(party)}).status_code == 303
    told = [(now(database, one).lead_unit_id, now(database, one).lead_unit_text) for one in (own, worded, closed)]  # fmt: skip
    assert told == [(party, "党建办公室"), (party, "党建办、财政所"), (finance, "财政所")]
    assert now(database, own).handler_id == cast["liqiang"].person_id, "the people stay"
    forged = {**typed, "to_unit_id": str(party), "pick": [handler_pick(cast, own)]}
    refused = clerk.post("/handover", data=forged)
    assert (refused.status_code, "页面不完整" in refused.text) == (422, True)
    sheet = clerk.get(f"/handovers/{last_handover(database)}").text
    assert all(one in sheet for one in ("财政所", "党建办公室", "牵头单位"))


def last_handover(database: Database) -> int:
    with database.reading() as session:
        return (
            session.scalars(select(HandoverRow.handover_id).order_by(HandoverRow.id.desc())).first()
            or 0
        )


def test_a_task_waiting_for_review_is_still_judged_by_nobody_who_owned_it(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    task = made(State.LEADER_REVIEW)
    picks = [f"{task.id}:leader:{cast['wanglixin'].person_id}"]
    data = form(cast, *picks, to="huanghai", person=str(cast["wanglixin"].person_id))
    assert sign_in_as("zhoumin").post("/handover", data=data).status_code == 303
    with database.transaction() as session:
        before = cast["wanglixin"]
        with pytest.raises(ForbiddenError) as refused:
            actions.approve(session, task_at_work(session, before, task.id), deed(before))
        assert refused.value.who_can == ("黄海",)
    with database.transaction() as session:
        after = cast["huanghai"]
        actions.approve(session, task_at_work(session, after, task.id), deed(after))
    assert now(database, task).state is State.FIRST_REVIEW


def test_whoever_gave_a_task_away_still_does_not_judge_its_round(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    task = made(State.ASSIGNED)
    picks = handler_pick(cast, task)
    sign_in_as("zhoumin").post("/handover", data=form(cast, picks, to="liuyang"))
    back = handler_pick(cast, task, "liuyang")
    sign_in_as("zhoumin").post("/handover", data=form(cast, back, to="liqiang"))
    with database.transaction() as session:
        work = at_work(session, cast["liuyang"], session.get_one(Task, task.id))
        assert cast["liuyang"].person_id in work.parties.workers


def test_reminders_follow_because_what_is_owed_has_a_new_version(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    task = made(State.ACTIVE)
    before = now(database, task).due_version
    sign_in_as("zhoumin").post("/handover", data=form(cast, handler_pick(cast, task)))
    assert now(database, task).due_version > before


def test_a_successor_not_named_yet_leaves_a_contact_and_is_named_later(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    first = browser.post("/handover", data=form(cast, handler_pick(cast, task), pending="y"))
    held = now(database, task)
    assert (held.handler_text, held.handler_id) == (PENDING, cast["zhaofang"].person_id)
    assert "接任人还没有确定" in browser.get(first.headers["Location"]).text
    contact = cast["zhaofang"].person_id
    assert "联系人：赵芳" in browser.get(f"/handover?person={contact}").text
    second = form(cast, handler_pick(cast, task, "zhaofang"), to="liuyang", person=str(contact))
    assert browser.post("/handover", data=second).status_code == 303
    assert now(database, task).handler_text == "刘洋"


def test_a_line_that_changed_meanwhile_is_told_and_the_others_move(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    changed, other = made(State.ACTIVE), made(State.ACTIVE)
    with database.transaction() as session:
        clerk = cast["zhoumin"]
        work = task_at_work(session, clerk, changed.id)
        actions.reassign(session, work, deed(clerk), handler_id=cast["liuyang"].person_id)
    picks = [handler_pick(cast, one) for one in (changed, other)]
    sign_in_as("zhoumin").post("/handover", data=form(cast, *picks))
    assert now(database, changed).handler_id == cast["liuyang"].person_id
    assert now(database, other).handler_id == cast["zhaofang"].person_id
    assert outcomes(database) == [
        (Outcome.REFUSED, "责任人刚改为刘洋，请重新核对。"),
        (Outcome.MOVED, ""),
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"to_id": ""}, "请选择接收人"),
        ({"basis": " "}, "请填写依据"),
        ({"effective_on": ""}, "请填写移交生效的日期"),
        ({"effective_on": "2026-03-19"}, "移交日期不能晚于今天"),
        ({"pick": []}, "请至少勾选一项"),
        ({"pick": ["1:handler"]}, "页面不完整"),
        ({"pick": ["1:secretary:3"]}, "页面不完整"),
    ],
)
def test_what_is_missing_is_told_and_nothing_typed_is_lost(
    sign_in_as: SignIn,
    cast: Cast,
    made: Made,
    database: Database,
    change: dict[str, Any],
    words: str,
) -> None:
    task = made(State.ACTIVE)
    data = form(cast, handler_pick(cast, task), note="七月班子调整") | change
    page = sign_in_as("zhoumin").post("/handover", data=data)
    assert page.status_code == 422
    assert words in page.text
    assert 'value="七月班子调整"' in page.text
    with database.reading() as session:
        assert session.scalars(select(Handover)).all() == []


def test_nobody_hands_over_to_oneself(sign_in_as: SignIn, cast: Cast, made: Made) -> None:
    task = made(State.ACTIVE)
    data = form(cast, handler_pick(cast, task), to="liqiang")
    page = sign_in_as("zhoumin").post("/handover", data=data)
    assert (page.status_code, "是同一个人" in page.text) == (422, True)


def test_a_day_before_the_round_began_is_refused_line_by_line(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    task = made(State.ACTIVE)
    early = (clock.today() - timedelta(days=9)).isoformat()
    data = form(cast, handler_pick(cast, task), effective_on=early)
    assert sign_in_as("zhoumin").post("/handover", data=data).status_code == 303
    ((outcome, reason),) = outcomes(database)
    assert outcome is Outcome.REFUSED
    today = clock.today()
    assert f"请选{today.year}年{today.month}月{today.day}日或之后的日期" in reason


def test_a_field_changes_its_leader_whoever_it_was(
    sign_in_as: SignIn, cast: Cast, made: Made
) -> None:
    task = made(State.ACTIVE)
    unit = cast.units["qinghe-finance"]
    page = sign_in_as("zhoumin").get(f"/handover?unit={unit}&part=leader").text
    assert f"{task.id}:leader:{cast['wanglixin'].person_id}" in page
    assert ":handler:" not in page
    empty = sign_in_as("zhoumin").get(f"/handover?unit={cast.units['qinghe-party']}").text
    assert "没有符合条件的任务" in empty


def test_a_post_hands_over_whoever_holds_it(sign_in_as: SignIn, made: Made) -> None:
    made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    assert ":handler:" in browser.get("/handover?post=财政所所长").text
    assert "没有符合条件的任务" in browser.get("/handover?post=镇长").text


def test_another_town_s_tasks_do_not_move_and_its_lists_are_not_read(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    task = made(State.ACTIVE)
    stranger = sign_in_as("wutao")
    assert stranger.get(f"/handover?ledger={cast.town}").status_code == 404
    data = form(cast, handler_pick(cast, task), to="wutao")
    assert stranger.post("/handover", data=data).status_code in {303, 422}
    assert now(database, task).handler_id == cast["liqiang"].person_id
    mine = sign_in_as("zhoumin").post("/handover", data=form(cast, handler_pick(cast, task)))
    assert stranger.get(mine.headers["Location"]).status_code == 404
    assert BASIS not in stranger.get("/handovers").text
    assert sign_in_as("sunzheng").get(mine.headers["Location"]).status_code == 200


def test_as_of_an_earlier_day_the_ledger_names_who_held_it_then(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    yesterday = clock.now() - timedelta(days=1)
    with clock.frozen(yesterday):
        task = made(State.ACTIVE)
    sign_in_as("zhoumin").post("/handover", data=form(cast, handler_pick(cast, task)))
    with database.reading() as session:
        task = session.get_one(Task, task.id)
        then = queries.standings_on(session, [task], clock.day_of(yesterday))[task.id]
        today = queries.standings_on(session, [task], clock.today())[task.id]
    assert (then.handler_text, today.handler_text) == ("李强", "赵芳")


@pytest.mark.parametrize(
    ("held", "after"),
    [
        (Holder(1, "李强", "所长"), Holder(2, "赵芳", "书记")),
        (Holder(1, "", ""), Holder(2, "赵芳", "书记")),
        (Holder(1, PENDING, ""), Holder(2, "赵芳", "书记")),
        (Holder(1, "各村党组织书记", ""), Holder(2, "各村党组织书记", "")),
    ],
)
def test_a_wording_that_is_nobody_s_name_keeps_standing(held: Holder, after: Holder) -> None:
    assert held_next(held, "李强", Successor(2, "赵芳", "书记")) == after


def test_a_pending_place_shows_no_post() -> None:
    to = Successor(2, "赵芳", "书记", pending=True)
    assert held_next(Holder(1, "李强", "所长"), "李强", to) == Holder(2, PENDING, "")


def test_ticks_are_read_whole_or_not_at_all() -> None:
    assert picks_of(["7:leader:0"])[0].part is Part.LEADER
    for odd in (
        "7:leader:x",
        "7:deputy:0",
        "7:leader",
        f"{2**31}:leader:0",
        f"{'9' * 5000}:leader:0",
    ):
        with pytest.raises(InvalidError):
            picks_of([odd])


def test_the_sheet_of_a_handover_can_be_asked_for_by_other_features(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    task = made(State.ACTIVE)
    sign_in_as("zhoumin").post("/handover", data=form(cast, handler_pick(cast, task)))
    with database.reading() as session:
        kept = session.scalars(select(Handover)).one()
        again, lines = queries.handover_list(session, cast["zhoumin"], kept.id)
        assert session.get_one(Unit, again.unit_id).name == "青禾镇"
    assert again.effective_on == date(2026, 3, 18)
    assert [(one.task.number, one.evidence) for one in lines] == [("2025-001", 0)]
