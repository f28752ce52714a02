"""The life of a task as one table: states, steps, and which step leads where (PRODUCT.md §3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.core.errors import ConflictError
from tracker.tasks.rules.steps import Step

__all__ = [
    "CHAIN_STATES",
    "FINAL",
    "OPEN",
    "OWED",
    "REVIEWS",
    "STEPS",
    "Actor",
    "Goal",
    "Rule",
    "State",
    "Step",
    "WrongStateError",
    "chain_states",
    "steps_from",
    "target",
]


class State(StrEnum):
    """Where a task stands in its life."""

    UNASSIGNED = "unassigned"
    ASSIGNED = "assigned"
    ACTIVE = "active"
    LEADER_REVIEW = "leader_review"
    FIRST_REVIEW = "first_review"
    FINAL_REVIEW = "final_review"
    SUSTAINED = "sustained"
    CLOSED = "closed"
    PAUSED = "paused"
    JOINED = "joined"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return _STATE_WORDS[self]


_STATE_WORDS = {
    State.UNASSIGNED: "待交办",
    State.ASSIGNED: "待签收",
    State.ACTIVE: "整改中",
    State.LEADER_REVIEW: "待领导审签",
    State.FIRST_REVIEW: "待初审",
    State.FINAL_REVIEW: "待审定",
    State.SUSTAINED: "长期坚持",
    State.CLOSED: "已销号",
    State.PAUSED: "暂缓",
    State.JOINED: "已并入",
    State.ENDED: "已终止",
}

REVIEWS = (State.LEADER_REVIEW, State.FIRST_REVIEW, State.FINAL_REVIEW)
OWED = (State.UNASSIGNED, State.ASSIGNED, State.ACTIVE, *REVIEWS)  # by its deadline
OPEN = (*OWED, State.PAUSED, State.SUSTAINED)
FINAL = (State.CLOSED, State.ENDED, State.JOINED)


class Actor(StrEnum):
    """In what part a person takes a step; the words name who can when another may not."""

    CLERK = "clerk"
    HANDLER = "handler"
    LEADER = "leader"
    SECRETARY = "secretary"
    REVIEWER = "reviewer"  # whoever's turn it is in the approval chain
    EXTENDER = "extender"  # the leader; the secretary for a second or a late extension
    WRITER = "writer"  # whoever wrote the words that are put right, or a clerk


class Goal(StrEnum):
    """Targets that are not one fixed state."""

    STAY = "stay"
    SIGNING = "signing"  # 待签收, or 整改中 where signing is not used
    CHAIN = "chain"  # the next step of the approval chain; behind the last: closed or sustained
    BACK = "back"  # where a resting or joined task stood before


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: from where, to where, by whom."""

    sources: tuple[State, ...]
    target: State | Goal
    actor: Actor


_ANSWERED = (State.ASSIGNED, State.ACTIVE, *REVIEWS)
STEPS: dict[Step, Rule] = {
    Step.ASSIGN: Rule((State.UNASSIGNED,), Goal.SIGNING, Actor.CLERK),
    Step.SIGN_FOR: Rule((State.ASSIGNED,), State.ACTIVE, Actor.HANDLER),
    Step.DECLINE: Rule((State.ASSIGNED,), State.UNASSIGNED, Actor.HANDLER),
    Step.REASSIGN: Rule((State.ASSIGNED, State.ACTIVE), Goal.SIGNING, Actor.CLERK),
    Step.HAND_OVER: Rule(OPEN, Goal.STAY, Actor.CLERK),
    Step.REPORT: Rule((State.ACTIVE, State.SUSTAINED), Goal.STAY, Actor.HANDLER),
    Step.HAND_IN: Rule((State.ACTIVE, State.SUSTAINED, *REVIEWS), Goal.STAY, Actor.HANDLER),
    Step.SUBMIT: Rule((State.ACTIVE,), Goal.CHAIN, Actor.HANDLER),
    Step.COUNTERSIGN: Rule((State.LEADER_REVIEW,), Goal.CHAIN, Actor.LEADER),
    Step.REVIEW: Rule((State.FIRST_REVIEW,), Goal.CHAIN, Actor.CLERK),
    Step.ACCEPT: Rule((State.FINAL_REVIEW,), Goal.CHAIN, Actor.SECRETARY),
    Step.RETURN: Rule(REVIEWS, State.ACTIVE, Actor.REVIEWER),
    Step.WITHDRAW: Rule(REVIEWS, State.ACTIVE, Actor.HANDLER),
    Step.CONFIRM_LASTING: Rule((State.SUSTAINED,), State.CLOSED, Actor.CLERK),
    Step.RELAPSE: Rule((State.SUSTAINED,), State.ACTIVE, Actor.CLERK),
    Step.RECHECK: Rule((State.CLOSED,), Goal.STAY, Actor.CLERK),
    Step.REOPEN: Rule((State.CLOSED,), State.ACTIVE, Actor.CLERK),
    Step.ASK_EXTENSION: Rule((State.ASSIGNED, State.ACTIVE), Goal.STAY, Actor.HANDLER),
    # A request may wait while closure is already under review: it is still answered, never left hanging.
    Step.GRANT_EXTENSION: Rule(_ANSWERED, Goal.STAY, Actor.EXTENDER),
    Step.REFUSE_EXTENSION: Rule(_ANSWERED, Goal.STAY, Actor.EXTENDER),
    Step.PAUSE: Rule(OWED, State.PAUSED, Actor.CLERK),
    Step.RESUME: Rule((State.PAUSED,), Goal.BACK, Actor.CLERK),
    Step.JOIN: Rule((*OWED, State.PAUSED), State.JOINED, Actor.CLERK),
    Step.UNJOIN: Rule((State.JOINED,), Goal.BACK, Actor.CLERK),
    Step.END: Rule(OPEN, State.ENDED, Actor.SECRETARY),
    Step.AMEND: Rule(OPEN, Goal.STAY, Actor.CLERK),
    Step.TICK: Rule((State.ACTIVE, State.SUSTAINED), Goal.STAY, Actor.HANDLER),
    Step.SPLIT: Rule((State.UNASSIGNED, State.ASSIGNED, State.ACTIVE), Goal.STAY, Actor.CLERK),
    Step.LINK: Rule(OPEN, Goal.STAY, Actor.CLERK),
    Step.UNLINK: Rule(tuple(State), Goal.STAY, Actor.CLERK),
    Step.HOLD: Rule((State.SUSTAINED,), Goal.STAY, Actor.CLERK),
    Step.NAME_ACCEPTOR: Rule(OPEN, Goal.STAY, Actor.SECRETARY),
    Step.CORRECT: Rule(tuple(State), Goal.STAY, Actor.WRITER),
}

# The steps that move a task along the approval chain, and the state in which each is due.
CHAIN_STATES = {
    "leader": State.LEADER_REVIEW,
    "clerk": State.FIRST_REVIEW,
    "secretary": State.FINAL_REVIEW,
}


class WrongStateError(ConflictError):
    """The step does not exist in the state in which the task stands."""

    def __init__(self, state: State, step: Step) -> None:
        super().__init__(f"这项任务现在是“{state.label}”，不能{step.label}。")
        self.state = state
        self.step = step


def chain_states(chain: str) -> tuple[State, ...]:
    """Answer the review states of a unit's chain, as kept on the unit (``leader,clerk,secretary``).

    Raises:
        ValueError: the chain is empty, repeats a step, or names an unknown one.
    """
    names = chain.split(",")
    if len(set(names)) != len(names) or not all(name in CHAIN_STATES for name in names):
        raise ValueError(chain)
    return tuple(CHAIN_STATES[name] for name in names)


def target(
    state: State,
    step: Step,
    *,
    chain: Sequence[State],
    sign_for_needed: bool = True,
    sustained: bool = False,
    back_to: State = State.ACTIVE,
) -> State:
    """Answer the state to which a step leads.

    ``chain`` is the unit's approval chain in order; ``sustained`` asks for 长期坚持 behind its last step.

    Raises:
        WrongStateError: the step is not possible in this state.
    """
    rule = STEPS.get(step)
    if rule is None or state not in rule.sources:
        raise WrongStateError(state, step)
    match rule.target:
        case Goal.STAY:
            return state
        case Goal.SIGNING:
            return State.ASSIGNED if sign_for_needed else State.ACTIVE
        case Goal.CHAIN:
            return _next_in_chain(state, chain, sustained=sustained)
        case Goal.BACK:
            return back_to
        case State():
            return rule.target


def steps_from(state: State) -> tuple[Step, ...]:
    """Answer every step that the table knows in a state, in the table's order."""
    return tuple(step for step, rule in STEPS.items() if state in rule.sources)


def _next_in_chain(state: State, chain: Sequence[State], *, sustained: bool) -> State:
    if state is State.ACTIVE:
        return chain[0]
    # A task may wait in a step that the unit has dropped from its chain meanwhile.
    later = [one for one in chain if REVIEWS.index(one) > REVIEWS.index(state)]
    if later:
        return later[0]
    return State.SUSTAINED if sustained else State.CLOSED
