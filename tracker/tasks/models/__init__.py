"""Tables of problems, their tasks, what was done on them, and the trail of it all."""

from tracker.tasks.models.continuing import Continuation
from tracker.tasks.models.handover import Handover, HandoverRow
from tracker.tasks.models.keeping import Content, Removal, Room
from tracker.tasks.models.life import (
    Correction,
    Matter,
    MeasureTick,
    QuarterReview,
    TaskLink,
    TaskPlace,
)
from tracker.tasks.models.seals import Seal, SealedHead
from tracker.tasks.models.tasks import Measure, Problem, Task, TaskRound
from tracker.tasks.models.trail import StepDay, Trace
from tracker.tasks.models.work import Evidence, Extension, Figure, Progress
from tracker.tasks.rules.kinds import (
    EvidenceKind,
    ExtensionState,
    FigureKind,
    FigureSort,
    Finding,
    ResultWord,
    TaskKind,
)

__all__ = [
    "Content",
    "Continuation",
    "Correction",
    "Evidence",
    "EvidenceKind",
    "Extension",
    "ExtensionState",
    "Figure",
    "FigureKind",
    "FigureSort",
    "Finding",
    "Handover",
    "HandoverRow",
    "Matter",
    "Measure",
    "MeasureTick",
    "Problem",
    "Progress",
    "QuarterReview",
    "Removal",
    "ResultWord",
    "Room",
    "Seal",
    "SealedHead",
    "StepDay",
    "Task",
    "TaskKind",
    "TaskLink",
    "TaskPlace",
    "TaskRound",
    "Trace",
]
