"""The pages beside the straight way: corrections, measures by village, quarters, links, splits, stand-ins."""

from datetime import timedelta
from io import BytesIO

from sqlalchemy import select

from tests.builders.pictures import photo
from tests.cast import Cast
from tests.factories.tasks import at_work, bring_to, deed, recorded, work_in
from tests.tasks.conftest import Filled, Made, SignIn, state_of
from tracker.accounts.models import StandIn
from tracker.core import clock
from tracker.core.db import Database
from tracker.tasks import actions, queries
from tracker.tasks.access import task_at_work
from tracker.tasks.models import Progress, QuarterReview, Task
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.orders import NewProgress


def version(database: Database, task: Task) -> int:
    with database.reading() as session:
        return session.get_one(Task, task.id).version


def reported(database: Database, cast: Cast) -> tuple[Task, int]:
    """Answer a task with a report, and the report's id."""
    with database.transaction() as session:
        task = bring_to(session, cast, State.ACTIVE)
        work_in(session, cast, task)
        session.flush()
        told = session.scalars(select(Progress.id).where(Progress.task_id == task.id)).one()
    return task, told


def test_a_slip_is_put_right_and_the_old_words_stand_struck_through(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    task, told = reported(database, cast)
    handler, path = sign_in_as("liqiang"), f"/tasks/{task.id}/correct/progress/{told}"
    assert path in handler.get(f"/tasks/{task.id}").text
    assert "已建立月清单" in handler.get(path).text
    typed = {
        "version": version(database, task),
        "corrected_on": clock.today().isoformat(),
        "text": "已建立周清单。",
        "difficulties": "",
        "to_coordinate": "",
        "reason": "",
    }
    unfit = handler.post(path, data=typed)
    assert (unfit.status_code, "请写明更正的原因" in unfit.text) == (422, True)
    assert "已建立周清单" in unfit.text, "nothing typed is lost"
    done = handler.post(path, data={**typed, "reason": "记错了"})
    assert done.status_code == 303
    page = handler.get(f"/tasks/{task.id}").text
    assert page.count("<del>已建立月清单，逐村对账。</del> → 已建立周清单。") >= 2


def test_a_correction_of_what_moved_on_shows_both_and_one_of_others_words_is_refused(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    task, told = reported(database, cast)
    path = f"/tasks/{task.id}/correct/progress/{told}"
    typed = {
        "version": version(database, task) - 1,
        "corrected_on": clock.today().isoformat(),
        "text": "别的",
        "reason": "记错了",
    }
    stale = sign_in_as("zhoumin").post(path, data=typed)
    assert stale.status_code == 409
    assert "两份内容都在下面" in stale.text
    for login in ("wanglixin", "chenguodong"):
        refused = sign_in_as(login).get(path)
        assert (refused.status_code, "李强" in refused.text) == (403, True)
    for wrong in (f"/tasks/{task.id}/correct/progress/99", f"/tasks/{task.id}/correct/rumour/1"):
        assert sign_in_as("zhoumin").get(wrong).status_code == 404


def test_villages_are_named_once_and_ticked_in_one_save(
    database: Database, made: Made, sign_in_as: SignIn
) -> None:
    task = made(State.ACTIVE)
    clerk, path = sign_in_as("zhoumin"), f"/tasks/{task.id}/measures"
    measure = task_measure(database, task)
    assert "西坪村" in clerk.get(path).text, "the units below can be copied"
    plan = {
        "version": version(database, task),
        f"due-{measure}": "2026-04-30",
        "places": "东岭村\n西坪村",
    }
    assert clerk.post(f"{path}/plan", data=plan).status_code == 303
    with database.reading() as session:
        east, west = (one.id for one in queries.ticks_of(session, task).places)
    ticks = {
        "version": version(database, task),
        "done_on": clock.today().isoformat(),
        f"box-{measure}-{east}": "y",
        f"note-{measure}-{east}": "记录齐全",
    }
    handler = sign_in_as("liqiang")
    assert handler.post(path, data=ticks).status_code == 303
    page = handler.get(f"/tasks/{task.id}").text
    assert "已完成1个村（单位），还有1个" in page
    assert "2026年4月30日前" in page
    recorded = {**ticks, "version": version(database, task), f"box-{measure}-{west}": "y"}
    assert clerk.post(path, data={**recorded, "means": "phone"}).status_code == 303
    with database.reading() as session:
        last = queries.trail_of(session, session.get_one(Task, task.id))[-1]
    assert (last.step, last.means, last.for_name) == (Step.TICK, Means.PHONE, "李强")


def task_measure(database: Database, task: Task) -> int:
    with database.reading() as session:
        return (
            session.scalars(queries.whole(select(Task).where(Task.id == task.id)))
            .unique()
            .one()
            .measures[0]
            .id
        )


def test_ticks_that_cannot_be_kept_are_told_and_stay_typed(
    database: Database, made: Made, sign_in_as: SignIn
) -> None:
    task = made(State.ACTIVE)
    measure, path = task_measure(database, task), f"/tasks/{task.id}/measures"
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    typed = {
        "version": version(database, task),
        "done_on": clock.today().isoformat(),
        f"box-{measure}-0": "y",
        f"day-{measure}-0": tomorrow,
    }
    unfit = sign_in_as("liqiang").post(path, data=typed)
    assert (unfit.status_code, "不能晚于今天" in unfit.text, tomorrow in unfit.text) == (
        422,
        True,
        True,
    )
    stale = sign_in_as("liqiang").post(path, data={**typed, f"day-{measure}-0": "", "version": 1})
    assert stale.status_code == 409
    assert sign_in_as("wanglixin").get(path).status_code == 403
    assert sign_in_as("liqiang").post(f"{path}/plan", data={"version": 1}).status_code in {403, 409}


def sustained(database: Database, cast: Cast) -> Task:
    with database.transaction() as session:
        task = bring_to(session, cast, State.FINAL_REVIEW)
        secretary = cast["chenguodong"]
        session.flush()
        work = task_at_work(session, secretary, task.id)
        actions.approve(session, work, deed(secretary), sustained=True)
    return task


def test_a_quarter_is_reviewed_on_one_page_and_each_line_stands_for_itself(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    holds, relapsed, untold = (sustained(database, cast) for _ in range(3))
    clerk = sign_in_as("zhoumin")
    page = clerk.get("/quarterly")
    assert all(one.number in page.text for one in (holds, relapsed, untold))
    typed = {
        "done_on": clock.today().isoformat(),
        "meeting": "3月18日党委会",
        **{f"version-{one.id}": version(database, one) for one in (holds, relapsed, untold)},
        f"finding-{holds.id}": "holds",
        f"text-{holds.id}": "抽查3个支部，记录齐全",
        f"finding-{relapsed.id}": "relapsed",
        f"text-{relapsed.id}": "会议记录又有缺页",
    }
    first = clerk.post("/quarterly", data=typed)
    assert first.status_code == 422
    assert "出现反复的，请填写新的整改时限" in first.text
    assert "会议记录又有缺页" in first.text
    assert state_of(database, holds) is State.SUSTAINED
    with database.reading() as session:
        kept = session.scalars(select(QuarterReview)).one()
    assert (kept.task_id, kept.reviewed_by) == (holds.id, "3月18日党委会")
    due = (clock.today() + timedelta(days=30)).isoformat()
    left = {
        name: value for name, value in typed.items() if str(holds.id) not in name.split("-")[1:]
    }
    again = clerk.post("/quarterly", data={**left, f"due-{relapsed.id}": due})
    assert again.status_code == 303
    assert state_of(database, relapsed) is State.ACTIVE
    after = clerk.get("/quarterly").text
    assert f"version-{untold.id}" in after
    assert f"version-{holds.id}" not in after


def test_a_sustained_task_leads_its_clerk_to_the_review_of_all(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    task = sustained(database, cast)
    assert 'href="/quarterly"' in sign_in_as("zhoumin").get(f"/tasks/{task.id}").text
    assert 'href="/quarterly"' not in sign_in_as("wanglixin").get(f"/tasks/{task.id}").text


def test_who_worked_on_it_does_not_say_that_it_holds_and_a_leader_does_when_every_clerk_has(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    task = sustained(database, cast)
    line = {f"finding-{task.id}": "holds", f"text-{task.id}": "抽查3个村，都在对账"}
    line["done_on"] = clock.today().isoformat()
    for login in ("zhoumin", "liuyang"):
        with database.transaction() as session:
            now, clerk = session.get_one(Task, task.id), cast[login]
            told = recorded(clerk, cast["liqiang"])
            actions.report(session, at_work(session, clerk, now), told, NewProgress(text="对账"))
        line[f"version-{task.id}"] = str(version(database, task))
        refused = sign_in_as(login).post("/quarterly", data=line)
        assert (refused.status_code, "参与过本次整改" in refused.text) == (422, True)
        who = "刘洋" if login == "zhoumin" else "王立新、黄海"
        assert f"可以办理的有：{who}、党委会" in refused.text
    leader = sign_in_as("wanglixin")
    assert 'href="/quarterly"' in leader.get(f"/tasks/{task.id}").text
    assert task.number in leader.get("/quarterly").text
    assert leader.post("/quarterly", data=line).status_code == 303
    with database.reading() as session:
        assert session.scalars(select(QuarterReview.reviewed_by)).one() == "王立新"


def test_only_a_clerk_reviews_quarters(sign_in_as: SignIn) -> None:
    assert sign_in_as("wanglixin").get("/quarterly").status_code == 403
    assert sign_in_as("wutao").get("/quarterly").status_code == 200


def test_a_clerk_is_reminded_of_the_quarter_among_their_work(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    assert "季度复核" not in sign_in_as("zhoumin").get("/mine").text
    sustained(database, cast)
    assert "季度复核" in sign_in_as("zhoumin").get("/mine").text
    assert "季度复核" not in sign_in_as("wanglixin").get("/mine").text


def test_linked_tasks_show_each_other_s_progress_until_they_are_unlinked(
    made: Made, filled: Filled, sign_in_as: SignIn
) -> None:
    one, two = made(State.ACTIVE), made(State.ACTIVE)
    clerk = sign_in_as("zhoumin")
    unknown = clerk.post(f"/tasks/{one.id}/link", data=filled(one, linked_to="2019-001"))
    assert unknown.status_code == 422
    linked = clerk.post(f"/tasks/{one.id}/link", data=filled(one, linked_to=two.number))
    assert linked.status_code == 303
    handler = sign_in_as("liqiang")
    handler.post(f"/tasks/{one.id}/report", data=filled(one, text="已逐村对账"))
    page = handler.get(f"/tasks/{two.id}").text
    assert "已逐村对账" in page
    assert f"关联自{one.number}" in page
    data = filled(two, note="不是一件事")
    assert clerk.post(f"/tasks/{two.id}/unlink", data=data).status_code == 303
    assert f'/tasks/{one.id}"' not in handler.get(f"/tasks/{two.id}").text


def test_a_task_is_split_with_some_of_its_measures(
    database: Database, made: Made, filled: Filled, sign_in_as: SignIn
) -> None:
    task = made(State.ACTIVE)
    measure = task_measure(database, task)
    clerk, path = sign_in_as("zhoumin"), f"/tasks/{task.id}/split"
    assert "建立党委重点工作月清单" in clerk.get(path).text
    data = filled(task, title="补齐对账记录", measure_ids=[measure])
    assert clerk.post(path, data=data).status_code == 303
    with database.reading() as session:
        new = session.scalars(select(Task).where(Task.title == "补齐对账记录")).one()
    assert (new.problem_id, new.state) == (task.problem_id, State.UNASSIGNED)
    assert sign_in_as("liqiang").get(path).status_code == 403


def test_a_stand_in_approves_in_the_browser_and_the_page_says_so(
    database: Database, cast: Cast, made: Made, filled: Filled, sign_in_as: SignIn
) -> None:
    task = made(State.LEADER_REVIEW)
    path, today = f"/tasks/{task.id}/approve", clock.today()
    assert sign_in_as("huanghai").get(path).status_code == 403
    with database.transaction() as session:
        session.add(
            StandIn(
                unit_id=cast.town,
                person_id=cast["wanglixin"].person_id,
                stand_in_id=cast["huanghai"].person_id,
                from_on=today,
                until_on=today,
                basis="外出培训",
                set_by="周敏",
                set_at=clock.now(),
            )
        )
    deputy = sign_in_as("huanghai")
    assert task.number in deputy.get("/mine").text
    assert "您代理王立新办理这一步" in deputy.get(path).text
    assert deputy.post(path, data=filled(task, decision="agree")).status_code == 303
    page = deputy.get(f"/tasks/{task.id}").text
    assert "黄海（代理王立新）" in page
    assert "黄海（代理王立新）　" in page, "the row of approvals names who signed, too"


def test_the_decider_of_an_extension_sees_how_it_stands_and_sets_another_day(
    database: Database, made: Made, filled: Filled, sign_in_as: SignIn
) -> None:
    task = made(State.ACTIVE)
    due = task.due_on
    assert due is not None
    asked = filled(task, proposed_on=(due + timedelta(days=30)).isoformat(), note="汛期停工")
    sign_in_as("liqiang").post(f"/tasks/{task.id}/ask-extension", data=asked)
    leader, path = sign_in_as("wanglixin"), f"/tasks/{task.id}/decide-extension"
    form = leader.get(path).text
    assert all(words in form for words in ("原定时限", "没有延期过", "批准延至"))
    other = (due + timedelta(days=15)).isoformat()
    early = leader.post(path, data=filled(task, decision="grant", due_on=due.isoformat()))
    assert (early.status_code, "晚于现在的时限" in early.text) == (422, True)
    assert leader.post(path, data=filled(task, decision="grant", due_on=other)).status_code == 303
    with database.reading() as session:
        assert session.get_one(Task, task.id).due_on == due + timedelta(days=15)


def test_an_indicator_is_given_whole_at_assignment_and_followed_in_progress(
    cast: Cast, made: Made, filled: Filled, sign_in_as: SignIn, later: str
) -> None:
    task = made(State.UNASSIGNED)
    typed = {
        "handler_id": cast["liqiang"].person_id,
        "leader_id": cast["wanglixin"].person_id,
        "kind": "by_stages",
        "standard": "收入不足10万元的村减到2个",
        "due_on": later,
        "indicator_name": "收入不足10万元的村",
    }
    clerk, path = sign_in_as("zhoumin"), f"/tasks/{task.id}/assign"
    half = clerk.post(path, data=filled(task, **typed))
    assert (half.status_code, "四栏都不填" in half.text) == (422, True)
    whole = {**typed, "indicator_unit": "个", "value_at_start": "6", "value_wanted": "2"}
    assert clerk.post(path, data=filled(task, **whole)).status_code == 303
    handler = sign_in_as("liqiang")
    handler.post(f"/tasks/{task.id}/sign-for", data=filled(task))
    report = {
        "text": "已减到4个",
        "value_now": "4",
        "expected_on": later,
        "figures-0-kind": "money",
        "figures-0-sort": "repaid",
        "figures-0-amount": "4.6",
    }
    wrong = handler.post(
        f"/tasks/{task.id}/report", data=filled(task, **{**report, "figures-0-sort": "new"})
    )
    assert (wrong.status_code, "对不上" in wrong.text) == (422, True)
    assert handler.post(f"/tasks/{task.id}/report", data=filled(task, **report)).status_code == 303
    page = handler.get(f"/tasks/{task.id}").text
    assert all(words in page for words in ("现值 4", "资金（清退）", "预计完成"))


def test_the_secretary_who_took_part_names_another_leader_in_the_browser(
    database: Database, cast: Cast, filled: Filled, sign_in_as: SignIn
) -> None:
    clerk, secretary, handler = cast["zhoumin"], cast["chenguodong"], cast["liqiang"]
    with database.transaction() as session:
        task = bring_to(session, cast, State.ACTIVE)
        by = recorded(clerk, secretary)
        actions.report(session, at_work(session, clerk, task), by, NewProgress(text="书记到村。"))
        work_in(session, cast, task)
        work = at_work(session, handler, task)
        actions.submit(session, work, deed(handler), outcome="已办。")
        for login in ("wanglixin", "liuyang"):
            actions.approve(session, at_work(session, cast[login], task), deed(cast[login]))
    path = f"/tasks/{task.id}/name-acceptor"
    assert "指定审定人" in sign_in_as("chenguodong").get(f"/tasks/{task.id}").text
    refused = sign_in_as("huanghai").post(
        f"/tasks/{task.id}/approve", data=filled(task, decision="agree")
    )
    assert (refused.status_code, "上级单位" in refused.text) == (403, True)
    data = filled(task, acceptor_id=cast["huanghai"].person_id)
    assert sign_in_as("huanghai").post(path, data=data).status_code == 403
    assert sign_in_as("chenguodong").post(path, data=data).status_code == 303
    assert task.number in sign_in_as("huanghai").get("/mine").text
    agreed = sign_in_as("huanghai").post(
        f"/tasks/{task.id}/approve", data=filled(task, decision="agree")
    )
    assert agreed.status_code == 303
    assert state_of(database, task) is State.CLOSED


def test_a_return_in_person_minds_no_means_left_ticked(
    database: Database, made: Made, filled: Filled, sign_in_as: SignIn
) -> None:
    task, clerk = made(State.FIRST_REVIEW), sign_in_as("zhoumin")
    path, half = f"/tasks/{task.id}/approve", {"for_id": "", "means": "paper", "note": "缺通报"}
    refused = clerk.post(path, data=filled(task, decision="agree", **half))
    assert (refused.status_code, "请写明代谁办理" in refused.text) == (422, True)
    sent_back = clerk.post(path, data=filled(task, decision="more_paper", **half))
    assert sent_back.status_code == 303
    with database.reading() as session:
        last = queries.trail_of(session, session.get_one(Task, task.id))[-1]
    assert (last.step, last.recorded) == (Step.RETURN, False)


def test_the_same_step_with_another_signed_form_is_no_second_click(
    database: Database, cast: Cast, made: Made, filled: Filled, sign_in_as: SignIn
) -> None:
    task = made(State.LEADER_REVIEW)
    path, clerk = f"/tasks/{task.id}/approve", sign_in_as("zhoumin")
    leader = {"for_id": cast["wanglixin"].person_id, "means": "paper", "decision": "agree"}
    typed = filled(task, **leader)

    def send(mark: str) -> int:
        form = (BytesIO(photo(mark=mark)), "审批表.jpg")
        return clerk.post(path, data={**typed, "signed_form": form}).status_code

    assert send("甲") == 303
    assert send("甲") == 303, "a second click does no harm"
    assert send("乙") == 409, "another paper is another step"
    with database.reading() as session:
        steps = [one.step for one in queries.trail_of(session, session.get_one(Task, task.id))]
    assert steps.count(Step.COUNTERSIGN) == 1
