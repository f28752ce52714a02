"""The people around a task: colleagues with their hats, who stands in for whom, and whose steps work on a round or judge it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tracker.accounts.permissions import Role
from tracker.tasks.rules.lifecycle import State, Step

APPROVALS = frozenset({Step.COUNTERSIGN, Step.REVIEW, Step.ACCEPT})
# Whoever worked on a round neither closes it, nor lets it go, nor gives it more time.
# Nor do they say of it later that it still holds (季度复核, 回头看).
JUDGED = APPROVALS | {
    Step.CONFIRM_LASTING,
    Step.HOLD,
    Step.RECHECK,
    Step.GRANT_EXTENSION,
    Step.END,
}
# What a party committee may decide in the place of a person; a clerk records the meeting.
MEETINGS = frozenset({Step.ACCEPT, Step.CONFIRM_LASTING, Step.HOLD, Step.END})
# Who judges where nobody with an account is left to: a signature on paper, recorded by a clerk.
ON_PAPER = "责任领导或会议（在纸质审批表上签字，由台账管理员代录）"
# The same for what only a secretary decides, where none has an account.
SECRETARY_ON_PAPER = "书记（在纸质审批表上签字，由台账管理员代录）"
# Steps that make whoever does them a worker of the round.
WORK = frozenset({Step.SIGN_FOR, Step.REPORT, Step.TICK, Step.HAND_IN, Step.SUBMIT})
_OFFICE = re.compile("办公室$")
# 镇党建办 in the paper is the 党建办 of the town's own ledger; 县委 and 区委 are names of their own.
_AT_HOME = re.compile("^(?:街道|[县区镇乡])(?=[^委]{3})")


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the unit that keeps the ledger, with the hats worn there."""

    person_id: int
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Deputy:
    """Somebody who takes the steps of an absent colleague (代理), with both names."""

    person_id: int
    name: str
    for_id: int
    for_name: str


@dataclass(frozen=True, slots=True)
class Parties:
    """Who has part in a task's current round.

    ``workers`` are those who owned, worked on or submitted the round, by its trail; ``colleagues`` those who
    wear a hat in the ledger's unit, and the workers, by name; ``typed_workers`` are names under which work was
    recorded for people without an account. ``countersigned`` gave 领导审签 in the round, ``reviewed`` 初审;
    ``to_secretary`` tells that the request for more time is not the leader's to decide; ``acceptor_id`` is
    whom the secretary named in their place, ``from_above`` that this is somebody who leads the parent unit;
    ``writers`` wrote the words that are to be put right, ``corrects`` is the step whose day is.
    ``asked`` are those who asked for the time that waits to be granted, in whoever's place.
    """

    state: State
    handler_id: int | None
    leader_id: int | None
    workers: frozenset[int]
    colleagues: tuple[Colleague, ...]
    typed_workers: frozenset[str] = frozenset()
    countersigned: frozenset[int] = frozenset()
    reviewed: frozenset[int] = frozenset()
    to_secretary: bool = False
    acceptor_id: int | None = None
    from_above: bool = False
    writers: frozenset[int] = frozenset()
    corrects: Step | None = None
    deputies: tuple[Deputy, ...] = ()
    asked: frozenset[int] = frozenset()

    def barred_from(self, step: Step) -> frozenset[int]:
        """Answer who may not take a step because it would judge what they did themselves."""
        match step:
            case Step.GRANT_EXTENSION:
                return self.workers | self.asked
            case Step.ACCEPT:
                return self.workers | self.signers
            case Step.CORRECT:
                # The day of an approval counts as much as the approval itself.
                return self.workers if self.corrects in JUDGED else frozenset()
            case _:
                return self.workers if step in JUDGED else frozenset()

    @property
    def signers(self) -> frozenset[int]:
        """Answer who signed earlier in the chain: 审定 takes another hand, whatever hats one wears."""
        return self.countersigned | self.reviewed

    def roles_of(self, person_id: int | None) -> frozenset[Role]:
        """Answer the hats that a person wears in the ledger's unit."""
        return frozenset().union(
            *(one.roles for one in self.colleagues if one.person_id == person_id)
        )

    def names_of(self, people: frozenset[int]) -> set[str]:
        """Answer the names of people, without spaces."""
        return {bare_name(one.name) for one in self.colleagues if one.person_id in people}


def bare_name(name: str) -> str:
    """Answer a name without the spaces that people put between two characters."""
    return "".join(name.split())


@lru_cache(maxsize=1024)
def bare_office(name: str) -> str:
    """Answer the name of an office as it is said: 镇党建办公室 and 党建办 are one."""
    short = _OFFICE.sub("办", bare_name(name))
    return _AT_HOME.sub("", short)


def only_named(words: str, pairs: Iterable[tuple[int, str]]) -> int | None:
    """Answer the one whose name stands in a wording, when it is exactly one; 党建办 means 党建办公室."""
    known = list(pairs) if words else []
    short = bare_office(words)
    very = [key for key, name in known if name == words]
    found = very or [key for key, name in known if name in words or bare_office(name) in short]
    return found[0] if len(found) == 1 else None
