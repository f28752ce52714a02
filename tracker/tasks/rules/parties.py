"""Who may take a step on a task, and who can when another may not; computed, without exemption."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.accounts.permissions import Role
from tracker.core.errors import ForbiddenError
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.lifecycle import CHAIN_STATES, STEPS, Actor, State, Step

APPROVALS = frozenset({Step.COUNTERSIGN, Step.REVIEW, Step.ACCEPT})
# Whoever worked on a round neither closes it, nor lets it go, nor gives it more time.
JUDGED = APPROVALS | {Step.CONFIRM_LASTING, Step.GRANT_EXTENSION, Step.END}
_REVIEW_STEPS = {
    CHAIN_STATES["leader"]: Step.COUNTERSIGN,
    CHAIN_STATES["clerk"]: Step.REVIEW,
    CHAIN_STATES["secretary"]: Step.ACCEPT,
}
# What a party committee may decide in the place of a person; a clerk records the meeting.
MEETINGS = frozenset({Step.ACCEPT, Step.CONFIRM_LASTING, Step.END})
# Steps that make whoever does them a worker of the round.
WORK = frozenset({Step.SIGN_FOR, Step.REPORT, Step.HAND_IN, Step.SUBMIT})


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the unit that keeps the ledger, with the hats worn there."""

    person_id: int
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Parties:
    """Who has part in a task's current round.

    ``workers`` are those who owned, worked on or submitted the round, by its trail; ``colleagues`` those who
    wear a hat in the ledger's unit, and the workers, by name; ``typed_workers`` are names under which work was
    recorded for people without an account. ``countersigned`` are those who gave 领导审签 in the round;
    ``to_secretary`` tells that the request for more time is not the leader's to decide.
    """

    state: State
    handler_id: int | None
    leader_id: int | None
    workers: frozenset[int]
    colleagues: tuple[Colleague, ...]
    typed_workers: frozenset[str] = frozenset()
    countersigned: frozenset[int] = frozenset()
    to_secretary: bool = False

    def roles_of(self, person_id: int | None) -> frozenset[Role]:
        """Answer the hats that a person wears in the ledger's unit."""
        return frozenset().union(
            *(one.roles for one in self.colleagues if one.person_id == person_id)
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
    """Answer the names of those who can take a step now, in organisational order."""
    names = [one.name for one in parties.colleagues if _fits(step, one.person_id, parties)]
    if step in MEETINGS:
        names.append("党委会（由台账管理员录入会议名称、日期并附纪要或审批表）")
    return tuple(dict.fromkeys(names))


def may_take(step: Step, person_id: int, parties: Parties) -> bool:
    """Answer whether a person may take a step in their own name."""
    return _fits(step, person_id, parties)


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
    person = deed.for_id if deed.recorded else deed.actor_id
    assert person is not None
    if step in JUDGED and person in parties.workers:
        return  # told by the separation, with its own words
    if step is Step.REVIEW and _must_leave_to_another(person, parties):
        raise _same_hand(deed, parties)
    if not _fits(step, person, parties):
        raise ForbiddenError(
            f"这一步（{step.label}）不由{_whom(deed)}办理。", who_can(step, parties)
        )


def _check_separation(step: Step, deed: Deed, parties: Parties) -> None:
    if deed.doers & parties.workers or _names_a_worker(deed, parties):
        raise ForbiddenError(
            f"{_whom(deed)}参与过本次整改，不能再{step.label}。", who_can(step, parties)
        )


def _names_a_worker(deed: Deed, parties: Parties) -> bool:
    """Answer whether a name typed by hand is that of somebody who worked on the round, spaces aside."""
    if not deed.recorded or deed.for_id is not None:
        return False
    named = {_bare(one) for one in parties.typed_workers}
    return _bare(deed.for_name) in named | _names_of(parties.workers, parties)


def _names_of(people: frozenset[int], parties: Parties) -> set[str]:
    return {_bare(one.name) for one in parties.colleagues if one.person_id in people}


def _bare(name: str) -> str:
    return "".join(name.split())


def _fits(step: Step, person_id: int, parties: Parties) -> bool:
    roles = parties.roles_of(person_id)
    if step in JUDGED and person_id in parties.workers:
        return False
    match _part(step, parties):
        case Actor.HANDLER:
            return person_id == parties.handler_id
        case Actor.LEADER:
            return _is_leader(person_id, roles, parties)
        case Actor.CLERK:
            return _stands_in_for_clerks(step, person_id, roles, parties)
        case Actor.SECRETARY:
            return Role.SECRETARY in roles or (
                Role.LEADER in roles and _all_worked(Role.SECRETARY, parties)
            )
    return False


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
    if step is Step.REVIEW and _bare(deed.for_name) in _names_of(barred, parties):
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


def _all_worked(role: Role, parties: Parties) -> bool:
    """Answer whether everybody who wears a hat took part in the round, so that another must step in."""
    return all(one.person_id in parties.workers for one in parties.colleagues if role in one.roles)


def _whom(deed: Deed) -> str:
    return (deed.for_name or "所代之人") if deed.recorded else "您"
