"""A task on the desk: everything that its page and the forms of its steps need, read once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from flask import url_for
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.tasks import queries
from tracker.tasks.access import task_for
from tracker.tasks.models import Task, Trace
from tracker.tasks.pages import (
    NextBox,
    Others,
    StepLink,
    extension_lines,
    unanswered,
)
from tracker.tasks.rules.lifecycle import REVIEWS, State, Step, chain_states
from tracker.tasks.rules.looks import step_look
from tracker.tasks.rules.parties import (
    absent_one,
    approval_due,
    may_record,
    may_take,
    secretary_is_barred,
    who_can,
)
from tracker.tasks.rules.people import JUDGED, Parties
from tracker.tasks.rules.waiting import asks_for_paper
from tracker.tasks.views.doors import (
    APPROVE,
    ASK_EXTENSION,
    DECIDE_EXTENSION,
    DOORS,
    NAME_ACCEPTOR,
    REPORT,
    UNLINK,
    Door,
)

_DUE = {
    State.UNASSIGNED: Step.ASSIGN,
    State.ASSIGNED: Step.SIGN_FOR,
    State.ACTIVE: Step.SUBMIT,
    State.SUSTAINED: Step.CONFIRM_LASTING,
    State.PAUSED: Step.RESUME,
}
# What is waited for while work goes on, by what comes next after a return for papers.
_WORKING = {
    None: "整改、填报进展，完成后申请销号",
    Step.HAND_IN: "补充材料，上传后再申请销号",
    Step.SUBMIT: "材料已补充，再次申请销号",
}
# Where a return, or an objection to the unit, leaves a task.
_SENT_BACK = (State.ACTIVE, State.UNASSIGNED)


@dataclass(frozen=True, slots=True)
class Desk:
    """A task with its trail and parties, for one viewer; the office when steps may be recorded."""

    viewer: Viewer
    task: Task
    trail: Sequence[Trace]
    parties: Parties

    @property
    def records(self) -> bool:
        """Answer whether the viewer may record steps for others."""
        return may_record(self.viewer.person_id, self.parties)

    @property
    def asked(self) -> str:
        """Answer the reason of the request for more time that waits, or nothing."""
        lines = extension_lines(self.trail)
        if not lines or lines[0].answer:
            return ""
        day = lines[0].proposed_on
        return f"申请延至{day.year}年{day.month}月{day.day}日：{lines[0].reason}"

    def step_of(self, door: Door) -> Step | None:
        """Answer the step behind a door as things stand, or None when it is shut."""
        if door.slug == ASK_EXTENSION and (self.asked or self.task.due_on is None):
            return None
        if door.slug == DECIDE_EXTENSION and not self.asked:
            return None
        if door.slug == NAME_ACCEPTOR and not self._must_name:
            return None
        if door.slug == UNLINK and not self.linked:
            return None
        return door.step_in(self.task.state)

    @property
    def _must_name(self) -> bool:
        """Answer whether the secretary must leave a decision that is due to another leader."""
        due = approval_due(self.task.state) is Step.ACCEPT
        return due and secretary_is_barred(self.parties)

    @property
    def linked(self) -> bool:
        """Answer whether the trail tells of a link that was not undone."""
        told = [one.step for one in self.trail if one.step in {Step.LINK, Step.UNLINK}]
        return bool(told) and told[-1] is Step.LINK

    def stands_for(self, step: Step) -> str:
        """Answer in whose place the viewer may take a step; empty when in their own, or not at all."""
        deputy = absent_one(step, self.viewer.person_id, self.parties)
        return deputy.for_name if deputy else ""

    def takes(self, door: Door, step: Step) -> bool:
        """Answer whether the viewer may go through a door in their own name."""
        return self.agrees(step) or self.returns(door)

    def agrees(self, step: Step) -> bool:
        """Answer whether the viewer may take a step itself in their own name."""
        return may_take(step, self.viewer.person_id, self.parties)

    def returns(self, door: Door) -> bool:
        """Answer whether the viewer may send back: whoever took part may not agree, but may do this."""
        person = self.viewer.person_id
        return door.slug == APPROVE and may_take(Step.RETURN, person, self.parties)

    def signs(self, step: Step) -> bool:
        """Answer whether the viewer may record a step only with the signed form: they worked on the round."""
        return step in JUDGED and self.viewer.person_id in self.parties.workers

    def taker(self, step: Step) -> int | None:
        """Answer for whom a step is most likely recorded: the first who may take it."""
        colleagues = self.parties.colleagues
        able = (one.person_id for one in colleagues if may_take(step, one.person_id, self.parties))
        return next(able, None)

    def next_box(self) -> NextBox:
        """Answer what can be done now, by this viewer and by others."""
        steps: list[StepLink] = []
        aside: list[StepLink] = []
        others: list[Others] = []
        for door in self._doors():
            step = self.step_of(door)
            if step is None:
                continue
            if self.records or self.takes(door, step):
                (aside if door.aside else steps).append(self._link(door, step))
            else:
                others.append(self._others(door.look(step).word, step))
        returned = unanswered(self.trail) if self.task.state in _SENT_BACK else None
        return NextBox(
            self.due(),
            tuple(steps),
            tuple(aside),
            tuple(others),
            returned,
            self._quarterly_url(),
            self.asked,
        )

    def _doors(self) -> Iterable[Door]:
        """Answer the doors in the order of their buttons: progress comes last where only papers were missing."""
        return sorted(
            DOORS.values(),
            key=lambda one: self._first_after_paper is not None and one.slug == REPORT,
        )

    @property
    def _first_after_paper(self) -> Step | None:
        """Answer what comes next when the last submission came back for papers alone: them, then the submission."""
        moves = (Step.RETURN, Step.SUBMIT)
        since = list(takewhile(lambda one: one.step not in moves, reversed(self.trail)))
        last = self.trail[-len(since) - 1] if len(since) < len(self.trail) else None
        if last is None or not asks_for_paper(last.step, last.facts):
            return None
        handed_in = any(one.step is Step.HAND_IN for one in since)
        return Step.SUBMIT if handed_in else Step.HAND_IN

    def _quarterly_url(self) -> str | None:
        lasting = self.task.state is State.SUSTAINED and (self.records or self.agrees(Step.HOLD))
        return url_for("tasks.quarterly") if lasting else None

    def _link(self, door: Door, step: Step) -> StepLink:
        url = url_for("tasks.step", task_id=self.task.id, slug=door.slug)
        own = self.agrees(step)
        look = door.look(step) if own or self.records else step_look(Step.RETURN)
        return StepLink(
            look,
            url,
            recorded=not own and self.records,
            first=(own or self.records)
            and self._is_first(step),  # a return is nobody's first thought
            stands_for=self.stands_for(step),
        )

    def _others(self, word: str, step: Step) -> Others:
        names = who_can(step, self.parties)
        return Others(word, names, self.viewer.name if self.agrees(step) else "")

    def _is_first(self, step: Step) -> bool:
        return step is self._first_step()

    def _due_step(self) -> Step | None:
        return _DUE.get(self.task.state) or approval_due(self.task.state)

    def _first_step(self) -> Step | None:
        """Answer the step whose button stands out: work comes before asking for closure."""
        if self.asked:
            return Step.GRANT_EXTENSION
        if self.task.state is not State.ACTIVE:
            return self._due_step()
        return self._first_after_paper or Step.REPORT

    def due(self) -> Others | None:
        """Answer what is waited for now, and by whom."""
        if self.asked:
            return self._others("批复延期", Step.GRANT_EXTENSION)
        step = self._due_step()
        if step is None:
            return None
        return self._others(self._working if step is Step.SUBMIT else step.label, step)

    @property
    def _working(self) -> str:
        return _WORKING[self._first_after_paper]


def desk_for(session: Session, viewer: Viewer, task_id: int) -> Desk:
    """Put a task on the desk (three statements).

    Raises:
        NotFoundError: there is none, or the viewer is a stranger to it.
    """
    task = task_for(session, viewer, task_id)
    trail = queries.trail_of(session, task)
    return Desk(viewer, task, trail, queries.parties_of(session, task, trail, viewer.on))


def is_last_step(task: Task) -> bool:
    """Answer whether the approval that is due is the last one of the unit's chain."""
    chain = chain_states(task.unit.chain)
    return task.state in REVIEWS and all(
        REVIEWS.index(one) <= REVIEWS.index(task.state) for one in chain
    )
