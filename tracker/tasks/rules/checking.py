"""Letting a deed through, or refusing it with the names of those who can do it."""

from tracker.accounts.permissions import Role
from tracker.core.errors import ForbiddenError
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.lifecycle import Actor, Step
from tracker.tasks.rules.parties import (
    absent_one,
    fits,
    may_record,
    must_leave_to_another,
    part_in,
    who_can,
)
from tracker.tasks.rules.people import JUDGED, Parties, bare_name


def check(step: Step, deed: Deed, parties: Parties) -> None:
    """Let a deed through, or refuse it naming who can do it.

    Raises:
        ForbiddenError: with the reason and the names of those who can.
    """
    if deed.recorded:
        _check_typist(step, deed, parties)
    _check_part(step, deed, parties)
    _check_separation(step, deed, parties)


def _check_typist(step: Step, deed: Deed, parties: Parties) -> None:
    if not may_record(deed.actor_id, parties):
        names = [one.name for one in parties.colleagues if Role.CLERK in one.roles]
        raise ForbiddenError("只有台账管理员可以代他人录入。", names)
    if deed.means is Means.MEETING and not deed.for_name and deed.for_id is None:
        raise ForbiddenError("请写明是哪次会议（名称）或代谁录入。")
    judges = step in JUDGED or bool(parties.barred_from(step))
    if judges and not deed.signed and deed.actor_id in parties.workers:
        raise ForbiddenError(
            f"您参与过本次整改，代录{step.label}须附上签字的审批表（照片或扫描件）。",
            who_can(step, parties),
        )


def _check_part(step: Step, deed: Deed, parties: Parties) -> None:
    if deed.recorded and (deed.for_id is None or part_in(step, parties) is Actor.HANDLER):
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
    if step is Step.REVIEW and must_leave_to_another(person, parties):
        raise _same_hand(step, deed, parties)
    if not fits(step, person, parties):
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
    barred = parties.barred_from(step)
    signed_only = parties.signers - parties.workers if step is Step.ACCEPT else frozenset()
    workers = barred - signed_only
    if deed.doers & workers or _names_a_worker(step, deed, parties, workers):
        what = f"更正{parties.corrects.label}的日期" if parties.corrects else f"再{step.label}"
        raise ForbiddenError(f"{_whom(deed)}参与过本次整改，不能{what}。", who_can(step, parties))
    if deed.hand in barred or _names_one_of(deed, parties, barred):
        raise _same_hand(step, deed, parties)


def _names_a_worker(step: Step, deed: Deed, parties: Parties, workers: frozenset[int]) -> bool:
    """Answer whether a name typed by hand is that of somebody who worked on the round, spaces aside."""
    if not deed.typed or not (workers or step in JUDGED):
        return False
    typed = {bare_name(one) for one in parties.typed_workers}
    return bare_name(deed.for_name) in typed or _names_one_of(deed, parties, workers)


def _names_one_of(deed: Deed, parties: Parties, people: frozenset[int]) -> bool:
    return deed.typed and bare_name(deed.for_name) in parties.names_of(people)


def _check_second_hand(step: Step, deed: Deed, parties: Parties) -> None:
    """Refuse 初审 under the typed name of whoever countersigned, as under their account."""
    barred = frozenset(one for one in parties.countersigned if must_leave_to_another(one, parties))
    if step is Step.REVIEW and _names_one_of(deed, parties, barred):
        raise _same_hand(step, deed, parties)


def _same_hand(step: Step, deed: Deed, parties: Parties) -> ForbiddenError:
    """Answer the refusal to sign twice; which signature stands already is told by the hand or the typed name."""
    first = deed.hand in parties.countersigned or _names_one_of(
        deed, parties, parties.countersigned
    )
    signed = Step.COUNTERSIGN if first else Step.REVIEW
    return ForbiddenError(
        f"{_whom(deed)}已作{signed.label}，{step.label}请由另一人办理。", who_can(step, parties)
    )


def _whom(deed: Deed) -> str:
    return (deed.for_name or "所代之人") if deed.recorded else "您"
