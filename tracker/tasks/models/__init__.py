"""Tables of problems, their tasks, what was done on them, and the trail of it all."""

from tracker.tasks.models.tasks import Measure, Problem, ResultWord, Task, TaskKind, TaskRound
from tracker.tasks.models.trail import Trace
from tracker.tasks.models.work import (
    Evidence,
    EvidenceKind,
    Extension,
    ExtensionState,
    Figure,
    FigureKind,
    Progress,
)

__all__ = [
    "Evidence",
    "EvidenceKind",
    "Extension",
    "ExtensionState",
    "Figure",
    "FigureKind",
    "Measure",
    "Problem",
    "Progress",
    "ResultWord",
    "Task",
    "TaskKind",
    "TaskRound",
    "Trace",
]
