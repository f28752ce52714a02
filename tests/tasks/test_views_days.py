"""更正日期 in the browser: from the trail to the form, with the signed paper where the clerk took part."""

from datetime import date
from io import BytesIO
from typing import Any

from tests.builders.pictures import photo
from tests.cast import Cast
from tests.factories.tasks import at_work, deed, recorded, work_in
from tests.tasks.conftest import Made, SignIn
from tests.tasks.test_views_life import version
from tracker.core.db import Database
from tracker.tasks import actions
from tracker.tasks.models import StepDay, Task
from tracker.tasks.queries import trail_of
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import NewProgress


def test_a_wrong_day_is_put_right_and_both_stand_in_the_trail(
    database: Database, made: Made, sign_in_as: SignIn
) -> None:
    task = made(State.CLOSED)
    with database.reading() as session:
        accepted = trail_of(session, session.get_one(Task, task.id))[-1]
    path = f"/tasks/{task.id}/correct/day/{accepted.id}"
    clerk = sign_in_as("zhoumin")
    page = clerk.get(f"/tasks/{task.id}").text
    assert (path in page, page.count("更正日期") > 4) == (True, True)
    assert "更正日期" not in sign_in_as("sunzheng").get(f"/tasks/{task.id}").text
    typed = {"version": version(database, task), "reason": "纸上是前一天"}
    unfit = clerk.post(path, data={**typed, "done_on": "2026-03-17"})
    assert (unfit.status_code, "不能早于前一步的日期" in unfit.text) == (422, True)
    assert "纸上是前一天" in unfit.text, "nothing typed is lost"
    same = clerk.post(path, data={**typed, "done_on": "2026-03-18"})
    assert "内容没有变化" in same.text
    with database.transaction() as session:  # the steps before it were really done earlier
        for one in trail_of(session, session.get_one(Task, task.id))[:-1]:
            session.add(StepDay(trace_id=one.id, done_on=date(2026, 3, 16)))
    done = clerk.post(path, data={**typed, "done_on": "2026-03-17"})
    assert done.status_code == 303
    page = clerk.get(f"/tasks/{task.id}").text
    assert "审定的办理日期" in page
    assert "<del>2026年3月18日</del> → 2026年3月17日" in page
    with database.reading() as session:
        assert session.get_one(Task, task.id).closed_on == date(2026, 3, 17)


def test_who_took_part_puts_the_day_of_an_approval_right_only_with_a_signed_paper(
    database: Database, cast: Cast, made: Made, sign_in_as: SignIn
) -> None:
    task = made(State.ACTIVE)
    with database.transaction() as session:
        clerk, handler = cast["zhoumin"], cast["liqiang"]
        told = recorded(clerk, handler)
        again = session.get_one(Task, task.id)
        actions.report(session, at_work(session, clerk, again), told, NewProgress(text="已对账"))
        work_in(session, cast, again)
        work = at_work(session, handler, again)
        actions.submit(session, work, deed(handler), outcome="15个村对账。")
        for login in ("wanglixin", "liuyang", "chenguodong"):
            actions.approve(session, at_work(session, cast[login], again), deed(cast[login]))
        for one in trail_of(session, again)[:-1]:
            session.add(StepDay(trace_id=one.id, done_on=date(2026, 3, 16)))
        accepted = trail_of(session, again)[-1].id
    path, browser = f"/tasks/{task.id}/correct/day/{accepted}", sign_in_as("zhoumin")
    assert "要附签字件" in browser.get(path).text
    typed: dict[str, Any] = {"reason": "纸上是前一天", "done_on": "2026-03-17"}
    typed |= {"version": version(database, task), "signed_by": "陈国栋"}
    bare = browser.post(path, data=typed)
    assert (bare.status_code, "请上传签字件" in bare.text) == (422, True)
    paper = (BytesIO(photo()), "审批表.jpg")
    assert browser.post(path, data={**typed, "signed_form": paper}).status_code == 303
    with database.reading() as session:
        assert session.get_one(Task, task.id).closed_on == date(2026, 3, 17)
