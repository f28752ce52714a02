"""The form of a step with everything around it, as one viewer is shown it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core.errors import ForbiddenError
from tracker.tasks import queries
from tracker.tasks.forms import (
    ApproveForm,
    DecideExtensionForm,
    EvidenceFields,
    StepForm,
    SubmitForm,
)
from tracker.tasks.models import TaskKind
from tracker.tasks.pages import Handed, Moved, Recording, Refusal, StepPage
from tracker.tasks.queries import Office
from tracker.tasks.queries.choices import neighbours_of
from tracker.tasks.rules.lifecycle import Step, steps_from
from tracker.tasks.rules.looks import Look, state_look
from tracker.tasks.rules.parties import who_can
from tracker.tasks.rules.room import RoomLeft, limits_in_words
from tracker.tasks.rules.uploads import MEGABYTE
from tracker.tasks.views.desk import Desk, desk_for, is_last_step
from tracker.tasks.views.doors import Door
from tracker.tasks.views.evidence import handed
from tracker.tasks.views.offering import offer_choices, office_for, proposals_for
from tracker.tasks.views.uploads import has_files


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A door, the task on the desk, the form, and what can be chosen in it."""

    desk: Desk
    door: Door
    step: Step | None
    form: StepForm
    office: Office | None
    proposals: tuple[tuple[TaskKind, date], ...]
    evidence: tuple[Handed, ...]
    room: RoomLeft | None
    neighbours: Sequence[tuple[str, str]]

    @property
    def own(self) -> bool:
        """Answer whether the viewer may take the step in their own name."""
        return self.step is not None and self.desk.takes(self.door, self.step)

    @property
    def agrees(self) -> bool:
        """Answer whether the viewer may take the step itself in their own name, not only send back."""
        return self.step is not None and self.desk.agrees(self.step)

    @property
    def taken(self) -> Step | None:
        """Answer the step in which the form, as it is filled in, would end."""
        if isinstance(self.form, ApproveForm) and not self.form.agrees:
            return self.step and Step.RETURN
        if isinstance(self.form, DecideExtensionForm) and not self.form.grants:
            return self.step and Step.REFUSE_EXTENSION
        return self.step

    @property
    def stands_for(self) -> str:
        """Answer the name of the absent person in whose place the viewer would take the step."""
        return self.desk.stands_for(self.step) if self.step else ""

    @property
    def look(self) -> Look:
        """Answer how the step looks, also when it can no longer be taken."""
        return self.door.look(self.step or self.door.steps[0])

    def check_right(self) -> None:
        """Let nobody in who could neither take the step nor record it.

        Raises:
            ForbiddenError: with the names of those who can.
        """
        takes_part = may(self.desk.viewer, Permission.TASK_STEP)
        if self.step is not None and not (takes_part and (self.own or self.desk.records)):
            raise ForbiddenError(
                f"这一步（{self.step.label}）不由您办理。", who_can(self.step, self.desk.parties)
            )

    def page(
        self, *, refusal: Refusal | None = None, moved: Moved | None = None, again: bool = True
    ) -> StepPage:
        """Lay the form out; ``again`` when it comes back with what was typed."""
        task = self.desk.task
        return StepPage(
            task=task,
            look=self.look,
            state=state_look(task.state),
            word=self.look.word,
            url=url_for("tasks.take_step", task_id=task.id, slug=self.door.slug),
            task_url=url_for("tasks.show", task_id=task.id),
            ledger_url=url_for("tasks.ledger"),
            fields=self.door.fields,
            form=self.form,
            recording=self._recording(),
            proposals=self.proposals,
            evidence=self.evidence,
            asked=self.desk.asked,
            last_step=is_last_step(task),
            files_lost=again and has_files(self.form),
            limits=limits_in_words(self.room),
            left_mb=self.room.left_bytes // MEGABYTE if self.room else None,
            refusal=refusal,
            moved=moved,
            stands_for=self.stands_for,
            extensions=self._granted(),
            neighbours=self.neighbours,
        )

    def _granted(self) -> int:
        """Answer how many requests for more time were agreed to in the round."""
        trail, task = self.desk.trail, self.desk.task
        return sum(one.step is Step.GRANT_EXTENSION and one.round == task.round for one in trail)

    def _recording(self) -> Recording | None:
        if not self.desk.records:
            return None
        touched = bool(self.form.recorded or self.form.means.errors or self.form.for_id.errors)
        return Recording(
            whole=not self.agrees,
            open=touched or not self.agrees,
            signed=self.step is not None and self.desk.signs(self.step),
            returns=self.desk.returns(self.door),
        )


def shown_step(
    session: Session, who: Viewer, task_id: int, door: Door, *, today: date
) -> ShownStep:
    """Put a step's form on the desk, its choices filled in.

    Raises:
        NotFoundError: the viewer is a stranger to the task.
    """
    desk = desk_for(session, who, task_id)
    form = door.form()
    office = office_for(session, desk, door, today)
    ends = door.ends.intersection(steps_from(desk.task.state))
    offer_choices(form, desk, office, ends)
    return ShownStep(
        desk=desk,
        door=door,
        step=desk.step_of(door),
        form=form,
        office=office,
        proposals=proposals_for(session, desk, door, today),
        evidence=_evidence(session, desk, form),
        room=queries.counted_room(session, desk.task.unit_id) if _takes_files(form, desk) else None,
        neighbours=neighbours_of(session, who, desk.task) if door.names_another else (),
    )


def _takes_files(form: StepForm, desk: Desk) -> bool:
    return isinstance(form, EvidenceFields) or desk.records


def _evidence(session: Session, desk: Desk, form: StepForm) -> tuple[Handed, ...]:
    """Answer what was handed in this round, where a closure is asked for or decided."""
    if not isinstance(form, SubmitForm | ApproveForm):
        return ()
    return tuple(
        handed(one)
        for one in queries.evidence_of(session, desk.task)
        if one.round == desk.task.round and one.counts
    )
