"""What is said of a problem beside its locked original, and 基本完成: by a person, with its trace, as of any day."""

from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.tasks import at_work, bring_to, deed
from tests.tasks.conftest import Filled, Made
from tracker.core import clock
from tracker.core.db import Database
from tracker.tasks import actions
from tracker.tasks.models import Problem, ResultWord, Task
from tracker.tasks.queries import standings_on, trail_of
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import Amendment, Wordings

SignIn = Callable[[str], FlaskClient]
INWARD, OUTWARD = "东岭村、西坪村台账缺页", "个别村台账不够完整"


def test_a_clerk_writes_what_is_said_outside_and_inside_and_the_original_stays(
    sign_in_as: SignIn, made: Made, filled: Filled, database: Database
) -> None:
    task, clerk = made(State.ACTIVE), sign_in_as("zhoumin")
    path = f"/tasks/{task.id}/amend"
    assert "写进报告和报表的说法" in clerk.get(path).text
    typed = {
        "title": task.title,
        "standard": task.standard,
        "measures": "建立党委重点工作月清单",
        "outward": OUTWARD,
        "inward": INWARD,
        "superior_number": "3-2",
        "category": "督促检查",
        "mostly_done": "y",
    }
    assert sign_in_as("liqiang").post(path, data=filled(task, **typed)).status_code == 403
    assert clerk.post(path, data=filled(task, **typed)).status_code == 303
    page = clerk.get(f"/tasks/{task.id}").text
    assert all(words in page for words in (OUTWARD, INWARD, "上级编号 3-2", "结果表述", "基本完成"))
    with database.reading() as session:
        problem = session.get_one(Problem, task.problem_id)
        assert problem.text == task.problem.text
        assert session.get_one(Task, task.id).result_word is ResultWord.MOSTLY_DONE
        facts = trail_of(session, task)[-1].facts
    assert (facts["outward_text"], facts["inward_text"]) == (["", OUTWARD], ["", INWARD])
    again = clerk.get(path).text
    assert all(words in again for words in (OUTWARD, INWARD, "3-2", "督促检查"))


def test_only_a_person_says_mostly_done_and_what_was_said_stands_on_its_days(
    session: Session, cast: Cast
) -> None:
    clerk, today = cast["zhoumin"], clock.today()
    with clock.frozen(clock.now() - timedelta(days=20)):
        task = bring_to(session, cast, State.ACTIVE)

    def say(*, mostly_done: bool, days_ago: int) -> None:
        wordings = Wordings(mostly_done=mostly_done)
        wanted = Amendment(task.title, task.standard, ("建立党委重点工作月清单",), wordings)
        on = today - timedelta(days=days_ago)
        actions.amend(session, at_work(session, clerk, task), deed(clerk, on=on), wanted)
        session.flush()

    def told(days_ago: int) -> ResultWord | None:
        return standings_on(session, [task], today - timedelta(days=days_ago))[task.id].result_word

    say(mostly_done=True, days_ago=10)
    say(mostly_done=False, days_ago=5)
    assert [told(days_ago) for days_ago in (12, 7, 0)] == [None, ResultWord.MOSTLY_DONE, None]


def test_a_closing_ends_what_was_said_and_the_day_before_still_tells_it(
    session: Session, cast: Cast
) -> None:
    clerk, secretary, today = cast["zhoumin"], cast["chenguodong"], clock.today()
    with clock.frozen(clock.now() - timedelta(days=3)):
        task = bring_to(session, cast, State.FINAL_REVIEW)
        said = Amendment(task.title, task.standard, ("清单",), Wordings(mostly_done=True))
        actions.amend(session, at_work(session, clerk, task), deed(clerk), said)
        session.flush()
    actions.approve(session, at_work(session, secretary, task), deed(secretary))
    session.flush()
    assert task.result_word is ResultWord.DONE
    yesterday = standings_on(session, [task], today - timedelta(days=1))[task.id]
    assert yesterday.result_word is ResultWord.MOSTLY_DONE
