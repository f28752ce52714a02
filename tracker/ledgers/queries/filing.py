"""What a folder of files is sorted into: the loose files of a person, and the tasks that take evidence."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission, Viewer, units_with
from tracker.ledgers.models import LooseFile
from tracker.ledgers.rules.filing import Shelf
from tracker.tasks.models import Problem, Task
from tracker.tasks.queries import seen_by
from tracker.tasks.rules.lifecycle import State, steps_from
from tracker.tasks.rules.steps import Step

_TAKING = tuple(one for one in State if Step.HAND_IN in steps_from(one))
_MOST = 1000


def shelves_of(session: Session, viewer: Viewer) -> tuple[Shelf, ...]:
    """Answer the tasks to which a viewer may hand in evidence, by number (one statement)."""
    rows = session.execute(
        seen_by(viewer)
        .join(Task.problem)
        .join(Unit, Unit.id == Task.unit_id)
        .where(
            Task.state.in_(_TAKING),
            or_(
                Task.unit_id.in_(units_with(viewer, Permission.TASK_STEP)),
                Task.handler_id == viewer.person_id,
            ),
        )
        .with_only_columns(Task.id, Task.number, Task.title, Problem.superior_number, Unit.name)
        .order_by(Task.number, Task.id)
        .limit(_MOST)
    ).all()
    numbers = Counter(row.number for row in rows)
    return tuple(
        Shelf(
            task_id=row.id,
            label=row.number if numbers[row.number] == 1 else f"{row.name} {row.number}",
            number=row.number,
            superior_number=row.superior_number or "",
            title=row.title,
        )
        for row in rows
    )


def loose_files(session: Session, viewer: Viewer) -> Sequence[LooseFile]:
    """Answer the files that a person dropped and has not handed in, in the order they came."""
    return session.scalars(
        select(LooseFile).where(LooseFile.person_id == viewer.person_id).order_by(LooseFile.id)
    ).all()


def waiting_in_tray(session: Session, viewer: Viewer) -> tuple[int, int]:
    """Answer how many files, and how many bytes, wait in a person's tray (one statement)."""
    wanted = select(func.count(LooseFile.id), func.coalesce(func.sum(LooseFile.file_size), 0))
    count, size = session.execute(wanted.where(LooseFile.person_id == viewer.person_id)).one()
    return int(count), int(size)
