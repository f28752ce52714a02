"""What was said last on a task that waits: a return, a request, an objection, until somebody answers it."""

from collections.abc import Mapping

from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.orders import ReturnKind

# Told beside a task in lists, for its state alone does not say why it waits.
SAID = frozenset(
    {
        Step.DECLINE,
        Step.RETURN,
        Step.ASK_EXTENSION,
        Step.REFUSE_EXTENSION,
        Step.REOPEN,
        Step.RELAPSE,
    }
)
# What answers it.
ANSWERS = frozenset({Step.ASSIGN, Step.SUBMIT, Step.GRANT_EXTENSION})

# From so many on, whoever signs for people without an account is told that nobody has to.
MANY_TO_SIGN = 3


def signs_for_another(state: State, named: str, reader: str) -> bool:
    """Answer whether a task in the reader's hands waits for 签收 under the name of somebody without an account."""
    return state is State.ASSIGNED and reader not in named


def asks_for_paper(step: Step, facts: Mapping[str, object]) -> bool:
    """Answer whether a step sent a task back for papers alone: handing them in comes before new progress."""
    return step is Step.RETURN and facts.get("kind") == ReturnKind.MORE_PAPER
