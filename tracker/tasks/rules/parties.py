"""Who may take a step on a task, and who can when another may not; computed, without exemption."""

from collections.abc import Iterable

from tracker.accounts.permissions import Role
from tracker.tasks.rules.lifecycle import CHAIN_STATES, STEPS, Actor, State, Step
from tracker.tasks.rules.people import (
    JUDGED,
    MEETINGS,
    ON_PAPER,
    SECRETARY_ON_PAPER,
    Deputy,
    Parties,
)

_REVIEW_STEPS = {
    CHAIN_STATES["leader"]: Step.COUNTERSIGN,
    CHAIN_STATES["clerk"]: Step.REVIEW,
    CHAIN_STATES["secretary"]: Step.ACCEPT,
}
# What whoever is named in the secretary's place takes over; naming itself stays with the secretary.
_IN_PLACE = frozenset(
    {Step.ACCEPT, Step.RETURN, Step.END, Step.GRANT_EXTENSION, Step.REFUSE_EXTENSION}
)
# Clerks' steps that leaders may take as well, and those that fall to leaders when every clerk took part.
_LEADERS_TOO = frozenset({Step.REVIEW, Step.RECHECK})
_LEADERS_INSTEAD = frozenset({Step.CONFIRM_LASTING, Step.HOLD})


def approval_due(state: State) -> Step | None:
    """Answer the step of the approval chain that is due in a state."""
    return _REVIEW_STEPS.get(state)


def who_can(step: Step, parties: Parties) -> tuple[str, ...]:
    """Answer the names of those who can take a step now, in organisational order; else the way on paper."""
    names = [one.name for one in parties.colleagues if fits(step, one.person_id, parties)]
    names += [
        f"{one.name}（代理{one.for_name}）"
        for one in parties.deputies
        if absent_one(step, one.person_id, parties) == one
    ]
    if step in MEETINGS:
        names.append("党委会（由台账管理员录入会议名称、日期并附纪要或审批表）")
    if step in JUDGED & _IN_PLACE and part_in(step, parties) is Actor.SECRETARY:
        names += _in_place_of_secretary(step, parties)
    judges = step in JUDGED or bool(parties.barred_from(step))
    return tuple(dict.fromkeys(names)) or ((ON_PAPER,) if judges else ())


def _in_place_of_secretary(step: Step, parties: Parties) -> list[str]:
    if not secretary_is_barred(parties, step):
        return []
    named = (
        [] if parties.acceptor_id else ["书记指定的另一位领导或上级单位负责人（先办“指定审定人”）"]
    )
    if not any(Role.SECRETARY in one.roles for one in parties.colleagues):
        named.insert(0, SECRETARY_ON_PAPER)
    above = ["上级单位（由台账管理员代录并附审批表）"] if step is Step.ACCEPT else []
    return named + above


def may_take(step: Step, person_id: int, parties: Parties) -> bool:
    """Answer whether a person may take a step themselves, by their own hat or standing in for somebody."""
    return fits(step, person_id, parties) or absent_one(step, person_id, parties) is not None


def absent_one(step: Step, person_id: int, parties: Parties) -> Deputy | None:
    """Answer for whom a person can take a step only as stand-in; None when by their own hat, or not at all.

    The absent one could take it, and the ban on judging one's own work holds for whoever really acts.
    """
    if step is Step.CORRECT or fits(step, person_id, parties):
        return None
    return next(
        (
            one
            for one in parties.deputies
            if one.person_id == person_id and _stands_in(step, one, parties)
        ),
        None,
    )


def _stands_in(step: Step, deputy: Deputy, parties: Parties) -> bool:
    if not fits(step, deputy.for_id, parties):
        return False
    if deputy.person_id in parties.barred_from(step):
        return False
    return step is not Step.REVIEW or not must_leave_to_another(deputy.person_id, parties)


def may_be_recorded_for(step: Step, person_id: int, parties: Parties) -> bool:
    """Answer whether a step can be recorded for somebody with an account; whoever reports from a village may be told."""
    return part_in(step, parties) is Actor.HANDLER or fits(step, person_id, parties)


def may_record(person_id: int, parties: Parties) -> bool:
    """Answer whether a person may record steps for others (代录)."""
    return Role.CLERK in parties.roles_of(person_id)


def fits(step: Step, person_id: int, parties: Parties) -> bool:
    """Answer whether a person may take a step by a hat of their own."""
    roles = parties.roles_of(person_id)
    if person_id in parties.barred_from(step):
        return False
    may = False
    match part_in(step, parties):
        case Actor.HANDLER:
            may = person_id == parties.handler_id
        case Actor.LEADER:
            may = _is_leader(person_id, roles, parties)
        case Actor.CLERK:
            may = _stands_in_for_clerks(step, person_id, roles, parties)
        case Actor.SECRETARY:
            may = Role.SECRETARY in roles or _is_named(step, person_id, roles, parties)
        case Actor.WRITER:
            may = person_id in parties.writers or Role.CLERK in roles
    return may


def may_accept_for_secretary(person_id: int, parties: Parties) -> bool:
    """Answer whether a leader of the office can be named to decide in the secretary's place."""
    return Role.LEADER in parties.roles_of(person_id) and person_id not in parties.barred_from(
        Step.ACCEPT
    )


def _is_named(step: Step, person_id: int, roles: frozenset[Role], parties: Parties) -> bool:
    """Answer whether the secretary, who cannot decide, named this person to do so in their place."""
    named = person_id == parties.acceptor_id and (Role.LEADER in roles or parties.from_above)
    return named and step in _IN_PLACE and secretary_is_barred(parties, step)


def _stands_in_for_clerks(
    step: Step, person_id: int, roles: frozenset[Role], parties: Parties
) -> bool:
    """Answer whether a clerk, or a leader in the place of one, may take a clerk's step."""
    if step is Step.RETURN:  # whoever may agree at 初审 may also send back
        return Role.CLERK in roles or fits(Step.REVIEW, person_id, parties)
    if step in _LEADERS_TOO:
        return _reviews(roles) and not (
            step is Step.REVIEW and must_leave_to_another(person_id, parties)
        )
    if step in _LEADERS_INSTEAD and Role.LEADER in roles:
        return Role.CLERK in roles or _all_barred(Role.CLERK, parties.workers, parties)
    return Role.CLERK in roles


def _reviews(roles: frozenset[Role]) -> bool:
    return bool(roles & {Role.CLERK, Role.LEADER})


def must_leave_to_another(person_id: int, parties: Parties) -> bool:
    """Answer whether somebody who countersigned must leave 初审 to another; alone in the office they need not.

    Signing twice is not judging one's own work, and there is no meeting for 初审: a dead end would be worse.
    """
    used = parties.workers | parties.countersigned
    return person_id in parties.countersigned and any(
        _reviews(one.roles) and one.person_id not in used for one in parties.colleagues
    )


def part_in(step: Step, parties: Parties) -> Actor:
    """Answer in what part a step is taken as things stand."""
    actor = STEPS[step].actor
    if actor is Actor.EXTENDER:
        return Actor.SECRETARY if parties.to_secretary else Actor.LEADER
    if actor is not Actor.REVIEWER:
        return actor
    due = approval_due(parties.state)
    return STEPS[due].actor if due else Actor.CLERK


def _is_leader(person_id: int, roles: Iterable[Role], parties: Parties) -> bool:
    if parties.leader_id is not None and parties.leader_id not in parties.workers:
        return person_id == parties.leader_id
    # The task's leader took part, or none is named: another leader of the office steps in.
    return Role.LEADER in roles


def secretary_is_barred(parties: Parties, step: Step = Step.ACCEPT) -> bool:
    """Answer whether nobody is left among the secretaries who could decide on the round."""
    barred = parties.barred_from(Step.ACCEPT if step is Step.RETURN else step)
    return _all_barred(Role.SECRETARY, barred, parties)


def _all_barred(role: Role, barred: frozenset[int], parties: Parties) -> bool:
    """Answer whether everybody who wears a hat is barred, so that another must step in."""
    return all(one.person_id in barred for one in parties.colleagues if role in one.roles)
