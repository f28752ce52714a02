"""Who may take a step on a task, and who can when another may not; computed, without exemption."""

from collections.abc import Iterable

from tracker.accounts.permissions import Role
from tracker.core.errors import ForbiddenError
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.lifecycle import CHAIN_STATES, STEPS, Actor, State, Step
from tracker.tasks.rules.people import JUDGED, MEETINGS, ON_PAPER, Deputy, Parties, bare_name

_REVIEW_STEPS = {
    CHAIN_STATES["leader"]: Step.COUNTERSIGN,
    CHAIN_STATES["clerk"]: Step.REVIEW,
    CHAIN_STATES["secretary"]: Step.ACCEPT,
}
# What a leader named in the secretary's place takes over; naming itself stays with the secretary.
_IN_PLACE = frozenset(
    {Step.ACCEPT, Step.RETURN, Step.END, Step.GRANT_EXTENSION, Step.REFUSE_EXTENSION}
)


def approval_due(state: State) -> Step | None:
    """Answer the step of the approval chain that is due in a state."""
    return _REVIEW_STEPS.get(state)


def check(step: Step, deed: Deed, parties: Parties) -> None:
    """Let a deed through, or refuse it naming who can do it.

    Raises:
        ForbiddenError: with the reason and the names of those who can.
    """
    if deed.recorded:
        _check_typist(step, deed, parties)
    _check_part(step, deed, parties)
    if step in JUDGED:
        _check_separation(step, deed, parties)


def who_can(step: Step, parties: Parties) -> tuple[str, ...]:
    """Answer the names of those who can take a step now, in organisational order; else the way on paper."""
    names = [one.name for one in parties.colleagues if _fits(step, one.person_id, parties)]
    names += [
        f"{one.name}（代理{one.for_name}）"
        for one in parties.deputies
        if absent_one(step, one.person_id, parties) == one
    ]
    if step in MEETINGS:
        names.append("党委会（由台账管理员录入会议名称、日期并附纪要或审批表）")
    if step in JUDGED & _IN_PLACE and _part(step, parties) is Actor.SECRETARY:
        names += _in_place_of_secretary(step, parties)
    return tuple(dict.fromkeys(names)) or ((ON_PAPER,) if step in JUDGED else ())


def _in_place_of_secretary(step: Step, parties: Parties) -> list[str]:
    if not secretary_took_part(parties):
        return []
    named = [] if parties.acceptor_id else ["书记指定的另一位领导（先办“指定审定人”）"]
    above = ["上级单位（由台账管理员代录并附审批表）"] if step is Step.ACCEPT else []
    return named + above


def may_take(step: Step, person_id: int, parties: Parties) -> bool:
    """Answer whether a person may take a step themselves, by their own hat or standing in for somebody."""
    return _fits(step, person_id, parties) or absent_one(step, person_id, parties) is not None


def absent_one(step: Step, person_id: int, parties: Parties) -> Deputy | None:
    """Answer for whom a person can take a step only as stand-in; None when by their own hat, or not at all.

    The absent one could take it, and the ban on judging one's own work holds for whoever really acts.
    """
    if step is Step.CORRECT or _fits(step, person_id, parties):
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
    if not _fits(step, deputy.for_id, parties):
        return False
    if deputy.person_id in parties.barred_from(step):
        return False
    return step is not Step.REVIEW or not _must_leave_to_another(deputy.person_id, parties)


def may_record(person_id: int, parties: Parties) -> bool:
    """Answer whether a person may record steps for others (代录)."""
    return Role.CLERK in parties.roles_of(person_id)


def _check_typist(step: Step, deed: Deed, parties: Parties) -> None:
    if not may_record(deed.actor_id, parties):
        names = [one.name for one in parties.colleagues if Role.CLERK in one.roles]
        raise ForbiddenError("只有台账管理员可以代他人录入。", names)
    if deed.means is Means.MEETING and not deed.for_name and deed.for_id is None:
        raise ForbiddenError("请写明是哪次会议（名称）或代谁录入。")
    if step in JUDGED and not deed.signed and deed.actor_id in parties.workers:
        raise ForbiddenError(
            f"您参与过本次整改，代录{step.label}须附上签字的审批表（照片或扫描件）。",
            who_can(step, parties),
        )


def _check_part(step: Step, deed: Deed, parties: Parties) -> None:
    if deed.recorded and (deed.for_id is None or _part(step, parties) is Actor.HANDLER):
        # A village secretary without an account, or a meeting: the name stands in the trail.
        if deed.for_id is None and not deed.for_name:
            raise ForbiddenError("请写明代谁录入。")
        _check_second_hand(step, deed, parties)
        return
    if deed.means is Means.DEPUTY:
        _check_deputy(step, deed, parties)
        return
    person = deed.for_id if deed.recorded else deed.actor_id
    assert person is not None
    if person in parties.barred_from(step):
        return  # told by the separation, with its own words
    if step is Step.REVIEW and _must_leave_to_another(person, parties):
        raise _same_hand(deed, parties)
    if not _fits(step, person, parties):
        raise ForbiddenError(
            f"这一步（{step.label}）不由{_whom(deed)}办理。", who_can(step, parties)
        )


def _check_deputy(step: Step, deed: Deed, parties: Parties) -> None:
    deputy = absent_one(step, deed.actor_id, parties)
    if deputy is None or deputy.for_id != deed.for_id:
        raise ForbiddenError(
            f"您不能代理{deed.for_name}办理这一步（{step.label}）。", who_can(step, parties)
        )


def _check_separation(step: Step, deed: Deed, parties: Parties) -> None:
    if deed.doers & parties.barred_from(step) or _names_a_worker(deed, parties):
        raise ForbiddenError(
            f"{_whom(deed)}参与过本次整改，不能再{step.label}。", who_can(step, parties)
        )


def _names_a_worker(deed: Deed, parties: Parties) -> bool:
    """Answer whether a name typed by hand is that of somebody who worked on the round, spaces aside."""
    if not deed.recorded or deed.for_id is not None:
        return False
    named = {bare_name(one) for one in parties.typed_workers}
    return bare_name(deed.for_name) in named | parties.names_of(parties.workers)


def _fits(step: Step, person_id: int, parties: Parties) -> bool:
    roles = parties.roles_of(person_id)
    if person_id in parties.barred_from(step):
        return False
    fits = False
    match _part(step, parties):
        case Actor.HANDLER:
            fits = person_id == parties.handler_id
        case Actor.LEADER:
            fits = _is_leader(person_id, roles, parties)
        case Actor.CLERK:
            fits = _stands_in_for_clerks(step, person_id, roles, parties)
        case Actor.SECRETARY:
            fits = Role.SECRETARY in roles or _is_named(step, person_id, roles, parties)
        case Actor.WRITER:
            fits = person_id in parties.writers or Role.CLERK in roles
    return fits


def _is_named(step: Step, person_id: int, roles: frozenset[Role], parties: Parties) -> bool:
    """Answer whether the secretary, having taken part, named this leader to decide in their place."""
    named = person_id == parties.acceptor_id and Role.LEADER in roles
    return named and step in _IN_PLACE and secretary_took_part(parties)


def _stands_in_for_clerks(
    step: Step, person_id: int, roles: frozenset[Role], parties: Parties
) -> bool:
    """Answer whether a clerk, or a leader in the place of one, may take a clerk's step."""
    if step is Step.REVIEW:
        return _reviews(roles) and not _must_leave_to_another(person_id, parties)
    if step is Step.CONFIRM_LASTING and Role.LEADER in roles:
        return Role.CLERK in roles or _all_worked(Role.CLERK, parties)
    return Role.CLERK in roles


def _reviews(roles: frozenset[Role]) -> bool:
    return bool(roles & {Role.CLERK, Role.LEADER})


def _must_leave_to_another(person_id: int, parties: Parties) -> bool:
    """Answer whether somebody who countersigned must leave 初审 to another; alone in the office they need not."""
    used = parties.workers | parties.countersigned
    return person_id in parties.countersigned and any(
        _reviews(one.roles) and one.person_id not in used for one in parties.colleagues
    )


def _check_second_hand(step: Step, deed: Deed, parties: Parties) -> None:
    """Refuse 初审 under the typed name of whoever countersigned, as under their account."""
    barred = frozenset(one for one in parties.countersigned if _must_leave_to_another(one, parties))
    if step is Step.REVIEW and bare_name(deed.for_name) in parties.names_of(barred):
        raise _same_hand(deed, parties)


def _same_hand(deed: Deed, parties: Parties) -> ForbiddenError:
    return ForbiddenError(
        f"{_whom(deed)}已作领导审签，初审请由另一人办理。", who_can(Step.REVIEW, parties)
    )


def _part(step: Step, parties: Parties) -> Actor:
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


def secretary_took_part(parties: Parties) -> bool:
    """Answer whether nobody is left among the secretaries who could decide on the round."""
    return _all_worked(Role.SECRETARY, parties)


def _all_worked(role: Role, parties: Parties) -> bool:
    """Answer whether everybody who wears a hat took part in the round, so that another must step in."""
    return all(one.person_id in parties.workers for one in parties.colleagues if role in one.roles)


def _whom(deed: Deed) -> str:
    return (deed.for_name or "所代之人") if deed.recorded else "您"
