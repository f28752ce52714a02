"""The ladders in force, how people want to be told, and the ways out of each unit."""

from collections.abc import Collection, Iterable

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Appointment, Person, Unit
from tracker.reminders.models import Preference, Robot, RuleRow
from tracker.reminders.queries.narrowing import narrowed
from tracker.reminders.rules.default import RULES
from tracker.reminders.rules.hours import clock_time
from tracker.reminders.rules.ladder import Anchor, Part, Rule
from tracker.reminders.rules.ladders import Ladders, resolve
from tracker.reminders.rules.states import Channel
from tracker.reminders.rules.wishes import DEFAULT_WISH, Wish
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import OWED, State

# In which states a rule that a unit added may speak.
_STATES = {
    Anchor.ASSIGNED: (State.ASSIGNED, State.ACTIVE),
    Anchor.DUE: OWED,
    Anchor.MONTH: (State.ACTIVE,),
    Anchor.QUARTER: (State.SUSTAINED,),
}


def load_ladders(session: Session, pending: Iterable[tuple[int, Rule]] = ()) -> Ladders:
    """Answer the ladders of all units (one statement; a second when only ``pending`` changes a rule).

    ``pending`` are rules that somebody thinks of setting: the ladders are answered as if they were set.
    """
    changed: dict[int, dict[str, Rule]] = {}
    paths: dict[str, None] = {}
    # Where the units lie is only worth knowing when some of them changed a rule.
    wanted = (
        select(Unit.path, RuleRow)
        .outerjoin(RuleRow, RuleRow.unit_id == Unit.id)
        .where(exists(select(RuleRow.id)))
        .order_by(RuleRow.id)
    )
    for path, row in session.execute(wanted):
        paths[path] = None
        if row is not None:
            changed.setdefault(row.unit_id, {})[row.code] = rule_of(row)
    for unit_id, rule in pending:
        changed.setdefault(unit_id, {})[rule.code] = rule
    if changed and not paths:
        paths = dict.fromkeys(session.scalars(select(Unit.path)))
    return resolve({unit_id: rules.values() for unit_id, rules in changed.items()}, paths)


def rule_of(row: RuleRow) -> Rule:
    """Answer a kept rule as a value; what a unit may not change comes from the built-in one."""
    built_in = RULES.get(row.code)
    return Rule(
        code=row.code,
        label=row.label,
        anchor=row.anchor,
        offset=row.offset,
        count=row.count,
        to=tuple(Part(one) for one in row.parts.split(",") if one),
        wording=row.wording,
        states=built_in.states if built_in else _STATES[row.anchor],
        kinds=tuple(TaskKind(one) for one in row.kinds.split(",") if one),
        at_least_days=row.at_least_days,
        at_once=built_in.at_once if built_in else False,
        obligatory=row.obligatory,
        enabled=row.enabled,
        channels=tuple(Channel(one) for one in row.channels.split(",") if one),
        template=row.template,
        own=built_in is None,
    )


def rules_mark(session: Session) -> str:
    """Answer a short mark of all changed rules: another mark means that other reminders may be due."""
    row = session.execute(select(func.count(RuleRow.id), func.max(RuleRow.set_at))).one()
    return f"{row[0]}:{row[1]}"


def wishes(session: Session, only: Collection[int] | None = None) -> dict[int, Wish]:
    """Answer the wishes of those who have any."""
    kept = session.scalars(narrowed(select(Preference), Preference.person_id, only))
    return {one.person_id: wish_from(one) for one in kept}


def wish_from(kept: Preference | None) -> Wish:
    """Answer the wish that somebody keeps, or the default one."""
    if kept is None:
        return DEFAULT_WISH
    muted = frozenset(one for one in kept.muted.split(",") if one)
    return Wish(clock_time(kept.not_before), kept.mail, kept.webhook, muted)


def mail_addresses(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """Answer the mail address of each person who has one."""
    wanted = select(Person.id, Person.email).where(Person.email.is_not(None), Person.email != "")
    rows = session.execute(narrowed(wanted, Person.id, person_ids))
    return {person_id: email for person_id, email in rows if email}


def webhooks_for(session: Session, person_ids: Collection[int]) -> dict[int, int]:
    """Answer, for each person, the webhook of the nearest unit at or above one's own that has one."""
    hooks = {
        unit_id: robot_id
        for robot_id, unit_id in session.execute(
            select(Robot.id, Robot.unit_id)
            .where(Robot.channel == Channel.WEBHOOK, Robot.disabled_at.is_(None))
            .order_by(Robot.id.desc())
        )
    }
    if not hooks:
        return {}
    wanted = (
        select(Appointment.person_id, Unit.path)
        .join(Unit, Unit.id == Appointment.unit_id)
        .order_by(Appointment.id.desc())
    )
    found: dict[int, int] = {}
    for person_id, path in session.execute(narrowed(wanted, Appointment.person_id, person_ids)):
        way = [int(one) for one in path.strip("/").split("/")]
        robot_id = next((hooks[one] for one in reversed(way) if one in hooks), None)
        if robot_id is not None:
            found[person_id] = robot_id
    return found
