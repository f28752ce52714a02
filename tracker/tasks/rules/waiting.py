"""What was said last on a task that waits: a return, a request, an objection, until somebody answers it."""

from tracker.tasks.rules.lifecycle import Step

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
