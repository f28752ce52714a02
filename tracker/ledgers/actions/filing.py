"""A folder of files: keep them loose, hand each in to its task, or let it go."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.core.errors import NotFoundError
from tracker.ledgers.models import LooseFile
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions import hand_in
from tracker.tasks.models import EvidenceKind
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.orders import NewEvidence
from tracker.tasks.rules.parties import may_take
from tracker.tasks.rules.steps import Step
from tracker.tasks.rules.uploads import NewFile

_SOMEBODY = "责任人"


def drop_files(session: Session, viewer: Viewer, files: Iterable[NewFile], at: datetime) -> None:
    """Note kept files as loose; they are evidence of nothing yet."""
    session.add_all(
        LooseFile(
            person_id=viewer.person_id,
            file_name=one.name,
            file_hash=one.sha256,
            file_size=one.size,
            dropped_at=at,
        )
        for one in files
    )


def file_away(
    session: Session,
    work: TaskAtWork,
    loose: LooseFile,
    deed: Deed,
    *,
    title: str,
    kind: EvidenceKind,
) -> None:
    """Hand a loose file in to a task, by the same step as any evidence."""
    order = NewEvidence(
        kind=kind,
        title=title,
        file_hash=loose.file_hash,
        file_name=loose.file_name,
        file_size=loose.file_size,
    )
    hand_in(session, work, deed, order)
    session.delete(loose)


def deed_for(work: TaskAtWork, viewer: Viewer, at: datetime, means: Means) -> Deed:
    """Answer the deed of handing in: one's own where one may, else recorded for the task's handler."""
    own = Deed(actor_id=viewer.person_id, actor_name=viewer.name, at=at, done_on=viewer.on)
    if may_take(Step.HAND_IN, viewer.person_id, work.parties):
        return own
    task = work.task
    named = task.handler.name if task.handler else task.handler_text or _SOMEBODY
    return Deed(
        actor_id=own.actor_id,
        actor_name=own.actor_name,
        at=at,
        done_on=own.done_on,
        means=means,
        for_id=task.handler_id,
        for_name=named,
        for_post=task.handler_post,
    )


def loose_file_for(session: Session, viewer: Viewer, loose_id: int) -> LooseFile:
    """Answer a loose file of the viewer's own.

    Raises:
        NotFoundError: there is none, or it is somebody else's.
    """
    # Of two saves at once the second waits here, and finds the file handed in.
    loose = session.get(LooseFile, loose_id, with_for_update=True)
    if loose is None or loose.person_id != viewer.person_id:
        raise NotFoundError
    return loose


def let_go(session: Session, viewer: Viewer, loose_id: int) -> None:
    """Let a loose file go; its bytes are swept with others that no row tells of."""
    session.execute(
        delete(LooseFile).where(LooseFile.id == loose_id, LooseFile.person_id == viewer.person_id)
    )
