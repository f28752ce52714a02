"""The papers of one task, as a panel of its page."""

from flask import Response, url_for

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.documents.reader.workshop import office_program
from tracker.ledgers.pages.prints import PaperLink, PapersOfTask
from tracker.ledgers.rules.letters import LetterKind
from tracker.ledgers.rules.prints import KINDS
from tracker.ledgers.views.blueprint import bp
from tracker.tasks.access import task_for
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import OPEN
from tracker.web.database import reading
from tracker.web.render import render


@bp.get("/of-task/<int(max=2147483647):task_id>")
@requires(Permission.LEDGER_READ)
def of_task(task_id: int) -> Response:
    with reading() as session:
        task = task_for(session, viewer(), task_id)
    return render(PapersOfTask(_prints(task), _dossiers(task), _letters(task)))


def _prints(task: Task) -> tuple[PaperLink, ...]:
    return tuple(
        PaperLink(kind.name, url_for("ledgers.print_out", which=which.value, ids=task.id))
        for which, kind in KINDS.items()
        if kind.single and task.state in kind.states
    )


def _dossiers(task: Task) -> tuple[PaperLink, ...]:
    archive = PaperLink("一题一档（压缩包）", url_for("ledgers.dossier_archive", task_id=task.id))
    if office_program() is None:
        return (archive,)
    return (PaperLink("一题一档（合订PDF）", url_for("ledgers.dossier", task_id=task.id)), archive)


def _letters(task: Task) -> tuple[PaperLink, ...]:
    if task.state not in OPEN or not may(viewer(), Permission.REPORT_IMPORT, task.unit_id):
        return ()
    return tuple(
        PaperLink(
            f"起草{kind.label}", url_for("ledgers.new_letter", task_id=task.id, kind=kind.value)
        )
        for kind in LetterKind
    )
