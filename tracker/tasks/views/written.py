"""What people wrote on a task, with what was put right since, and where the viewer may put it right."""

from collections.abc import Iterable, Mapping

from flask import url_for

from tracker.tasks.models import Progress, Task, Trace
from tracker.tasks.pages import ProgressLine
from tracker.tasks.rules.corrections import Subject, corrections_in
from tracker.tasks.rules.days import can_be_moved
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.views.desk import Desk


class Written:
    """The words on a task as one viewer is shown them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._put_right = corrections_in(one.facts for one in desk.trail)

    def progress(self, one: Progress, linked: Iterable[Task]) -> ProgressLine:
        """Lay out a report of this task, or of one that is linked to it."""
        own = one.task_id == self._desk.task.id
        wrote = own and self._wrote(one.id)
        return ProgressLine(
            progress=one,
            linked="" if own else next(it.number for it in linked if it.id == one.task_id),
            old=self._old(Subject.PROGRESS, one.id) if own else {},
            correct_url=self._url(Subject.PROGRESS, one.id) if wrote else None,
        )

    @property
    def old_outcome(self) -> str:
        """Answer what the outcome of the running round said before it was put right."""
        return self._old(Subject.OUTCOME, self._desk.task.round).get("outcome", "")

    @property
    def outcome_url(self) -> str | None:
        """Answer where the outcome can be put right."""
        task = self._desk.task
        steps = [one for one in self._desk.trail if one.step is Step.SUBMIT]
        mine = [one for one in steps if one.round == task.round and self._is_by_viewer(one)]
        able = bool(task.outcome) and (self._desk.records or bool(mine))
        return self._url(Subject.OUTCOME, task.round) if able else None

    @property
    def note_urls(self) -> Mapping[int, str]:
        """Answer where the notes of the trail can be put right, by the ids of its rows."""
        return {
            one.id: self._url(Subject.NOTE, one.id)
            for one in self._desk.trail
            if one.note
            and one.step is not Step.CORRECT
            and (self._desk.records or self._is_by_viewer(one))
        }

    @property
    def day_urls(self) -> Mapping[int, str]:
        """Answer where the days of steps of the running round can be put right, by the ids of rows of the trail."""
        return {
            one.id: self._url(Subject.DAY, one.id)
            for one in self._desk.trail
            if one.round == self._desk.task.round
            and can_be_moved(one.step)
            and "linked_from" not in one.facts
            and (self._desk.records or self._is_by_viewer(one))
        }

    def _wrote(self, progress_id: int) -> bool:
        told = (one for one in self._desk.trail if one.facts.get("progress") == progress_id)
        return self._desk.records or any(self._is_by_viewer(one) for one in told)

    def _is_by_viewer(self, trace: Trace) -> bool:
        return self._desk.viewer.person_id in {trace.actor_id, trace.for_id}

    def _old(self, subject: Subject, row_id: int) -> dict[str, str]:
        return {
            field: old
            for (whose, row, field), (old, _) in self._put_right.items()
            if (whose, row) == (subject, row_id)
        }

    def _url(self, subject: Subject, row_id: int) -> str:
        return url_for(
            "tasks.correct", task_id=self._desk.task.id, subject=subject.value, row_id=row_id
        )
