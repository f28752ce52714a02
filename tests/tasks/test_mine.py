"""我的待办: 待我审核 lists exactly what the rule lets the viewer decide, however tasks got where they are."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.conftest import ENGINE
from tests.factories.tasks import at_work, bring_to, deed, recorded
from tracker.accounts.models import StandIn
from tracker.accounts.permissions import Viewer
from tracker.core import clock
from tracker.tasks import actions, queries
from tracker.tasks.models import ExtensionState, Task
from tracker.tasks.queries import Waiting, my_work
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.orders import NewProgress
from tracker.tasks.rules.parties import approval_due, may_take

LOGINS = ("zhoumin", "liuyang", "wanglixin", "huanghai", "chenguodong", "liqiang", "sunzheng")
STATES = (State.ACTIVE, State.LEADER_REVIEW, State.FIRST_REVIEW, State.FINAL_REVIEW)
ABSENT = st.sampled_from((None, "wanglixin", "chenguodong", "zhoumin", "liqiang"))
SITUATIONS = st.fixed_dictionaries(
    {
        "state": st.sampled_from(STATES),
        "helped": st.frozensets(st.sampled_from(LOGINS[:5]), max_size=3),
        "asked": st.booleans(),
        "leaderless": st.booleans(),
    }
)


def situation(session: Session, cast: Cast, facts: dict[str, object]) -> Task:
    """Bring a task somewhere: with helpers typed by the clerk, a request for time, without a leader."""
    task = bring_to(session, cast, State.ACTIVE)
    clerk, handler = cast["zhoumin"], cast["liqiang"]
    for login in facts["helped"]:  # type: ignore[attr-defined]  # logins, by the strategy
        by = recorded(clerk, cast[login], form=None)
        actions.report(session, at_work(session, clerk, task), by, NewProgress(text="到村。"))
    if facts["asked"]:
        work = at_work(session, handler, task)
        day = clock.today().replace(year=clock.today().year + 1)
        actions.ask_extension(session, work, deed(handler, note="汛期"), proposed_on=day)
    # What the handler and the chain did stands in the trail; how it got there does not matter here.
    task.state = facts["state"]  # type: ignore[assignment]  # a state, by the strategy
    if facts["leaderless"]:
        task.leader_id = None
    session.flush()
    return task


def let_stand_in(session: Session, cast: Cast, absent: str | None, deputy: str) -> Viewer:
    session.execute(delete(StandIn))
    who = cast[deputy]
    if absent is None or absent == deputy:
        return who
    today = clock.today()
    session.add(
        StandIn(
            unit_id=cast.town,
            person_id=cast[absent].person_id,
            stand_in_id=who.person_id,
            from_on=today,
            until_on=today,
            basis="培训",
            set_by="周敏",
            set_at=clock.now(),
        )
    )
    session.flush()
    return replace(who, stands_for=((cast[absent].person_id, cast.town),))


def expected(session: Session, viewer: Viewer, tasks: list[Task]) -> set[int]:
    """Answer what the rule itself lets a viewer decide, asked task by task."""
    found = set()
    for task in tasks:
        trail = queries.trail_of(session, task)
        parties = queries.parties_of(session, task, trail, viewer.on)
        due = approval_due(task.state)
        asked = any(
            one.state is ExtensionState.ASKED for one in queries.extensions_of(session, task)
        )
        steps = [due] if due else []
        steps += [Step.GRANT_EXTENSION] if asked else []
        if any(may_take(one, viewer.person_id, parties) for one in steps):
            found.add(task.id)
    return found


def test_the_list_holds_what_the_rule_allows_and_nothing_else(session: Session, cast: Cast) -> None:
    @settings(
        max_examples=40 if ENGINE == "sqlite" else 10,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        several=st.lists(SITUATIONS, min_size=1, max_size=3),
        login=st.sampled_from(LOGINS),
        absent=ABSENT,
    )
    def check(several: list[dict[str, object]], login: str, absent: str | None) -> None:
        mark = session.begin_nested()
        tasks = [situation(session, cast, one) for one in several]
        viewer = let_stand_in(session, cast, absent, login)
        reviews = my_work(session, viewer, [Waiting.TO_REVIEW])[Waiting.TO_REVIEW]
        listed = {one.id for one in reviews.rows}
        assert listed == expected(session, viewer, tasks)
        mark.rollback()
        session.expire_all()

    check()
