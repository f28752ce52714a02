"""Taking changed cells over into tasks: each through the step of the office that it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing.comparing import AMENDED, Change
from tracker.ledgers.rules.importing.words import measures_from
from tracker.tasks import actions
from tracker.tasks.access import TaskAtWork, task_at_work
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.orders import Amendment, NewProgress


@dataclass(frozen=True, slots=True)
class Hand:
    """By whose hand a workbook comes in, when, and by what means others sent what it tells of them."""

    viewer: Viewer
    at: datetime
    today: date
    file_name: str = ""
    means: Means = Means.CHAT

    @property
    def deed(self) -> Deed:
        """Answer a deed of the person's own, of today."""
        return Deed(
            actor_id=self.viewer.person_id,
            actor_name=self.viewer.name,
            at=self.at,
            done_on=self.today,
        )


def apply_changes(session: Session, task_id: int, changes: Sequence[Change], hand: Hand) -> None:
    """Take the changes of one task over: standard and measures by 修改内容, progress by 填报进展.

    Progress that somebody else sent is recorded for the handler (代录), by the means it came by.

    Raises:
        NotFoundError, ForbiddenError, WrongStateError, InvalidError: as the steps themselves.
    """
    work = task_at_work(session, hand.viewer, task_id)
    by_key = {one.key: one for one in changes}
    if by_key.keys() & AMENDED:
        _amend(session, work, hand.deed, by_key)
        work = task_at_work(session, hand.viewer, task_id)
    progress = by_key.get(Key.PROGRESS)
    if progress is not None:
        deed = deed_for(work, hand, done_on=progress.done_on or hand.today)
        actions.report(session, work, deed, NewProgress(text=progress.said))


def deed_for(work: TaskAtWork, hand: Hand, *, done_on: date) -> Deed:
    """Answer the deed of a report: one's own, or recorded for the task's handler."""
    task = work.task
    if hand.viewer.person_id == task.handler_id:
        return replace(hand.deed, done_on=done_on)
    name = task.handler_text or (task.handler.name if task.handler else "")
    return replace(
        hand.deed,
        done_on=done_on,
        means=hand.means,
        for_id=task.handler_id,
        for_name=name or task.lead_unit_text or "责任单位",
        for_post=task.handler_post,
    )


def _amend(session: Session, work: TaskAtWork, deed: Deed, by_key: dict[Key, Change]) -> None:
    task = work.task
    standard = by_key.get(Key.STANDARD)
    measures = by_key.get(Key.MEASURES)
    wanted = Amendment(
        title=task.title,
        standard=standard.said if standard else task.standard,
        measures=measures_from(measures.said) if measures else [one.text for one in task.measures],
    )
    actions.amend(session, work, deed, wanted)
