"""How states, lights and steps look: a word, a tone and a picture, so that colour never speaks alone."""

from dataclasses import dataclass

from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.lights import Light


@dataclass(frozen=True, slots=True)
class Look:
    """A word with the tone and the picture that stand beside it (templates/parts/badge.html)."""

    word: str
    tone: str
    icon: str


def state_look(state: State) -> Look:
    """Answer how a state looks."""
    tone, icon = _STATES[state]
    return Look(state.label, tone, icon)


def light_look(light: Light) -> Look:
    """Answer how a light looks."""
    tone, icon = _LIGHTS[light]
    return Look(light.label, tone, icon)


def stillness_look(days: int) -> Look:
    """Answer how N天无进展 looks."""
    return Look(f"{days}天无进展", "warn", "clock-history")


def step_look(step: Step) -> Look:
    """Answer how a step looks in the trail and on its button."""
    tone, icon = _STEPS[step]
    return Look(step.label, tone, icon)


_STATES = {
    State.UNASSIGNED: ("neutral", "dash-circle-dotted"),
    State.ASSIGNED: ("wait", "hourglass-split"),
    State.ACTIVE: ("active", "circle-half"),
    State.LEADER_REVIEW: ("info", "pen"),
    State.FIRST_REVIEW: ("info", "clipboard-check"),
    State.FINAL_REVIEW: ("info", "patch-check-fill"),
    State.SUSTAINED: ("good", "infinity"),
    State.CLOSED: ("good", "check-circle-fill"),
    State.PAUSED: ("muted", "pause-circle"),
    State.JOINED: ("muted", "sign-merge-right"),
    State.ENDED: ("muted", "slash-circle"),
}

_LIGHTS = {
    Light.ON_TRACK: ("good", "circle"),
    Light.NEAR: ("warn", "exclamation-triangle-fill"),
    Light.OVERDUE: ("bad", "exclamation-octagon-fill"),
    Light.UNDATED: ("neutral", "dash-circle-dotted"),
    Light.SUSTAINED: ("good", "infinity"),
    Light.RESTING: ("muted", "pause-circle"),
    Light.DONE: ("muted", "check-circle"),
}

_STEPS = {
    Step.OPEN: ("neutral", "journal-text"),
    Step.ASSIGN: ("info", "send"),
    Step.SIGN_FOR: ("active", "check-lg"),
    Step.DECLINE: ("warn", "arrow-return-left"),
    Step.REASSIGN: ("neutral", "person-check"),
    Step.HAND_OVER: ("neutral", "person-check"),
    Step.REORGANISE: ("neutral", "diagram-3"),
    Step.REPORT: ("active", "pencil"),
    Step.HAND_IN: ("active", "paperclip"),
    Step.SUBMIT: ("wait", "flag"),
    Step.COUNTERSIGN: ("info", "pen"),
    Step.REVIEW: ("info", "clipboard-check"),
    Step.ACCEPT: ("good", "patch-check-fill"),
    Step.RETURN: ("warn", "arrow-return-left"),
    Step.WITHDRAW: ("neutral", "arrow-counterclockwise"),
    Step.CONFIRM_LASTING: ("good", "check2-all"),
    Step.RELAPSE: ("bad", "arrow-repeat"),
    Step.RECHECK: ("good", "clipboard-check"),
    Step.REOPEN: ("bad", "arrow-repeat"),
    Step.ASK_EXTENSION: ("wait", "calendar-plus"),
    Step.GRANT_EXTENSION: ("info", "calendar-check"),
    Step.REFUSE_EXTENSION: ("warn", "x-circle"),
    Step.PAUSE: ("muted", "pause-circle"),
    Step.RESUME: ("active", "arrow-clockwise"),
    Step.JOIN: ("muted", "sign-merge-right"),
    Step.UNJOIN: ("active", "arrow-counterclockwise"),
    Step.TAKE_IN: ("info", "sign-merge-right"),
    Step.LET_GO: ("muted", "arrow-counterclockwise"),
    Step.END: ("muted", "slash-circle"),
    Step.AMEND: ("neutral", "pencil"),
    Step.TICK: ("active", "check2-all"),
    Step.SPLIT: ("neutral", "diagram-3"),
    Step.LINK: ("info", "link-45deg"),
    Step.UNLINK: ("muted", "x-circle"),
    Step.HOLD: ("good", "infinity"),
    Step.NAME_ACCEPTOR: ("info", "person-check"),
    Step.CORRECT: ("warn", "pencil"),
    Step.DESTROY_FILE: ("bad", "trash"),
    Step.IMPORT: ("neutral", "archive"),
    Step.CARRY_OVER: ("info", "arrow-repeat"),
}
