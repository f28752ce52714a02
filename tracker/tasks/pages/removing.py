"""What the pages about 误传清除 and the room of ledgers are given."""

from dataclasses import dataclass
from typing import ClassVar

from tracker.accounts.models import Unit
from tracker.tasks.models import Evidence, Removal, Task
from tracker.tasks.rules.room import RoomLeft
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class RemovalPage:
    """The form in which somebody asks for a file to be destroyed, with the names of those who can."""

    template: ClassVar[str] = "tasks/removal.html"

    piece: Evidence
    task: Task
    form: ChineseForm
    url: str
    task_url: str
    ledger_url: str
    who_can: tuple[str, ...]
    destroy_url: str | None


@dataclass(frozen=True, slots=True)
class DestroyPage:
    """What an administrator sees of a file that is to be destroyed: names and numbers, never its content.

    ``numbers`` are the tasks within reach that use the file; ``versions`` counts the other versions of the piece.
    """

    template: ClassVar[str] = "tasks/destroy.html"

    piece: Evidence
    unit_name: str
    numbers: tuple[str, ...]
    versions: int
    wish: Removal | None
    form: ChineseForm
    url: str
    back_url: str


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish that a file be destroyed, with the task's number, its ledger, and where it is granted."""

    removal: Removal
    number: str
    unit_name: str
    url: str


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A ledger with its room and the form that changes it."""

    unit: Unit
    room: RoomLeft
    form: ChineseForm
    url: str


@dataclass(frozen=True, slots=True)
class RoomPage:
    """The administrators' page: how much room each ledger has, and the files that somebody wishes away."""

    template: ClassVar[str] = "tasks/room.html"

    rooms: tuple[RoomLine, ...]
    wishes: tuple[Wish, ...]
    find: ChineseForm
    find_url: str
