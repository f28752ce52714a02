"""T+1 and T+5: drafts of 催办单 and 督办单 in the clerk's tray; a person signs, numbers and sends them, or not."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from tracker.ledgers.actions.letters import Hand, draft_letter
from tracker.ledgers.queries.prints.tasks import print_tasks
from tracker.ledgers.rules.letters import LetterKind
from tracker.ledgers.rules.letters.wording import drafted
from tracker.reminders.actions.posting import Written
from tracker.reminders.actions.rounds import Round
from tracker.reminders.rules.ladder import Wording
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State

_KINDS = {Wording.CHASE: LetterKind.CHASING, Wording.SUPERVISE: LetterKind.SUPERVISION}
_SIGNED_AS = "系统"
_TIME_TO_ANSWER = timedelta(days=5)
# Whoever has handed in, or was never given the task, gets no letter.
_OWING = (State.ASSIGNED, State.ACTIVE)


def draft_letters(session: Session, written: Iterable[Written], this: Round) -> int:
    """Draft a letter for each task whose rule has just spoken for one; answer how many are new.

    The same occasion (task, kind, deadline) is never drafted twice, even if the draft was dropped.
    """
    wanted = {
        (one.told.fact.task.task_id, _KINDS[one.told.fact.rule.wording])
        for one in written
        if one.told.fact.rule.wording in _KINDS and one.told.fact.task.state in _OWING
    }
    return sum(_draft(session, task_id, kind, this) for task_id, kind in sorted(wanted))


def _draft(session: Session, task_id: int, kind: LetterKind, this: Round) -> bool:
    task = session.get_one(Task, task_id)
    calendar = this.calendars.of(task.unit_id)
    reply_by = calendar.on_or_after(this.today + _TIME_TO_ANSWER)
    order = drafted(kind, print_tasks(session, [task_id], this.today)[0], this.today, reply_by)
    due = task.due_on.isoformat() if task.due_on else ""
    order = replace(order, occasion=f"{kind}:{task.round}:{due}")
    hand = Hand(_SIGNED_AS, this.at, this.today)
    return draft_letter(session, task, order, hand) is not None
