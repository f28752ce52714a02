"""What can be chosen in the form of a step: people and units of the office, measures, how a review ends."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session
from wtforms import SelectChoice

from tracker.tasks import queries
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
from tracker.tasks.models import TaskKind
from tracker.tasks.queries import Office, Officer
from tracker.tasks.rules.deadlines import days_of_unit, propose_due
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.parties import may_accept_for_secretary, may_be_recorded_for
from tracker.tasks.views.desk import Desk, is_last_step
from tracker.tasks.views.doors import NAME_ACCEPTOR, Door
from tracker.workdays.queries import load_calendar


def office_for(session: Session, desk: Desk, door: Door, today: date) -> Office | None:
    """Answer the office whose people can be chosen in a form, when the form has such a choice."""
    if not (desk.records or door.needs_office):
        return None
    office = queries.office_of(session, desk.task.unit, today)
    if door.slug != NAME_ACCEPTOR:
        return office
    return replace(office, above=queries.leaders_above(session, desk.task.unit_id, today))


def proposals_for(
    session: Session, desk: Desk, door: Door, today: date
) -> tuple[tuple[TaskKind, date], ...]:
    """Answer the deadline that each type of task proposes today in the unit, for the form of 交办."""
    if Step.ASSIGN not in door.steps:
        return ()
    unit = desk.task.unit
    calendar = load_calendar(session, unit.id)
    days = days_of_unit(unit.at_once_days, unit.by_stages_days)
    ends_on = desk.task.problem.ends_on
    return tuple(
        (kind, propose_due(kind, today, calendar, days, ends_on=ends_on)) for kind in TaskKind
    )


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
