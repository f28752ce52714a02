"""What can be chosen in the form of a step: people and units of the office, measures, how a review ends."""

from collections.abc import Collection

from wtforms import SelectChoice

from tracker.tasks.forms import (
    ApproveForm,
    AssignForm,
    EvidenceFields,
    NameAcceptorForm,
    ReassignForm,
    SplitForm,
    StepForm,
    offer,
)
from tracker.tasks.queries import Office, Officer
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.parties import may_accept_for_secretary, may_be_recorded_for
from tracker.tasks.views.desk import Desk, is_last_step


def offer_choices(
    form: StepForm, desk: Desk, office: Office | None, ends: Collection[Step]
) -> None:
    """Fill the lists of a form with what the task and its office have.

    ``ends`` are the steps in which the form can end now: 代谁办理 lists those who can take one of them.
    """
    _offer_of_task(form, desk, office)
    if office is not None:
        _offer_of_office(form, office)
    if office is not None and desk.records:
        # Whoever was sent all the same stays in the list, so that the refusal can name those who can.
        sent = form.for_id.data
        able = [one for one in office.people if one.person_id == sent or _can(one, ends, desk)]
        offer(form.for_id, ((one.person_id, one.words) for one in able))


def _offer_of_task(form: StepForm, desk: Desk, office: Office | None) -> None:
    measures = [(one.id, one.text) for one in desk.task.measures]
    if isinstance(form, EvidenceFields):
        offer(form.measure_id, measures)
    if isinstance(form, SplitForm):
        form.measure_ids.choices = [SelectChoice(*one) for one in measures]
    if isinstance(form, ApproveForm) and is_last_step(desk.task):
        form.decide_for_good()
    if isinstance(form, NameAcceptorForm):
        above = [(key, f"{name}（上级单位）") for key, name in office.above] if office else []
        offer(form.acceptor_id, _other_leaders(desk) + above)


def _offer_of_office(form: StepForm, office: Office) -> None:
    workers = [(one.person_id, one.words) for one in office.people if one.works]
    if isinstance(form, (AssignForm, ReassignForm)):
        offer(form.handler_id, workers)
    if isinstance(form, AssignForm):
        offer(form.leader_id, ((one.person_id, one.words) for one in office.people if one.leads))
        offer(form.lead_unit_id, office.units)


def _can(one: Officer, ends: Collection[Step], desk: Desk) -> bool:
    return one.works and any(
        may_be_recorded_for(step, one.person_id, desk.parties) for step in ends
    )


def _other_leaders(desk: Desk) -> list[tuple[int, str]]:
    """Answer the leaders of the office who can decide in the secretary's place."""
    return [
        (one.person_id, one.name)
        for one in desk.parties.colleagues
        if may_accept_for_secretary(one.person_id, desk.parties)
    ]
