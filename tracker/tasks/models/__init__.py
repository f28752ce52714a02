"""Tables of problems, their tasks, what was done on them, and the trail of it all."""

from tracker.tasks.models.tasks import Measure, Problem, Task, TaskRound
from tracker.tasks.models.trail import Trace
from tracker.tasks.models.work import Evidence, Extension, Figure, Progress
from tracker.tasks.rules.kinds import (
    EvidenceKind,
    ExtensionState,
    FigureKind,
    ResultWord,
    TaskKind,
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
