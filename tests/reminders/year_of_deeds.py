"""What the people of the demonstration town do in the year of the written table: hand on, close, ask, hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories.tasks import at_work, deed
from tracker.accounts.models import Person, StandIn
from tracker.accounts.permissions import Viewer
from tracker.accounts.queries import viewer_of
from tracker.core import clock
from tracker.tasks import actions
from tracker.tasks.access import TaskAtWork
from tracker.tasks.models import Task
from tracker.tasks.rules.deeds import Deed

Step = Callable[[Session, TaskAtWork, Deed], object]


@dataclass(frozen=True)
class OneDeed:
    """What somebody does on a task, by login and number."""

    login: str
    number: str
    step: Step
    note: str = ""

    def do(self, session: Session, day: date) -> None:
        """Do it, with the right of whoever does it."""
        who = viewer(session, self.login, day)
        task = session.scalars(select(Task).where(Task.number == self.number)).one()
        self.step(session, at_work(session, who, task), deed(who, note=self.note))


def viewer(session: Session, login: str, day: date) -> Viewer:
    """Answer what somebody may do on a day."""
    person = session.scalars(select(Person).where(Person.login == login)).one()
    found = viewer_of(session, person.id, day)
    assert found is not None
    return found


def absence(session: Session) -> StandIn:
    """Let Sun Guoan stand in for Wang Liben for some days in March."""
    away, here = (viewer(session, one, date(2026, 3, 2)) for one in ("wangliben", "sunguoan"))
    return StandIn(
        unit_id=away.unit_id,
        person_id=away.person_id,
        stand_in_id=here.person_id,
        from_on=date(2026, 3, 12),
        until_on=date(2026, 3, 16),
        basis="外出学习",
        set_by="张晓燕",
        set_at=clock.now(),
    )


def _ask_for_time(session: Session, work: TaskAtWork, done: Deed) -> None:
    actions.ask_extension(session, work, done, proposed_on=date(2026, 4, 30))


# By day: one task is closed, one gets more time (its second, so by the secretary), one rests for a week.
DEEDS = {
    date(2026, 3, 3): (
        OneDeed("sunguoan", "2025-007", actions.approve),
        OneDeed("zhouxiaolan", "2025-001", _ask_for_time, "汛期停工，已完成一半"),
    ),
    date(2026, 3, 4): (OneDeed("zhangxiaoyan", "2025-007", actions.approve),),
    date(2026, 3, 5): (OneDeed("chenshoutian", "2025-007", actions.approve),),
    date(2026, 3, 6): (OneDeed("chenshoutian", "2025-001", actions.grant_extension),),
    date(2026, 4, 7): (OneDeed("zhangxiaoyan", "2026-005", actions.pause, "等县里部署"),),
    date(2026, 4, 14): (OneDeed("zhangxiaoyan", "2026-005", actions.resume),),
}
