"""佐证催交清单 on screen: person by person, with a text to copy."""

from flask import Response, request, url_for

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.documents.reader.workshop import office_program
from tracker.ledgers.forms.prints import asked_tasks
from tracker.ledgers.pages.prints import ChasedPerson, ChasedTask, MissingPage
from tracker.ledgers.queries.prints.choosing import chosen_ids
from tracker.ledgers.queries.prints.tasks import print_tasks
from tracker.ledgers.rules.prints import KINDS, Print, PrintTask, piece_words
from tracker.ledgers.rules.prints.missing import missing_of, standing
from tracker.ledgers.rules.prints.persons import OfPerson, chased, chasing_text
from tracker.ledgers.rules.words import due_words
from tracker.ledgers.views.blueprint import bp
from tracker.web.database import reading
from tracker.web.render import render


@bp.get("/missing")
@requires(Permission.LEDGER_READ)
def missing() -> Response:
    kind, today = KINDS[Print.MISSING], clock.today()
    with reading() as session:
        ids = chosen_ids(
            session, viewer(), asked_tasks(request.args), today=today, states=kind.states
        )
        people = chased(print_tasks(session, ids[: kind.most], today, trail=False))
    return render(
        MissingPage(
            people=tuple(_person(one) for one in people),
            total=sum(len(one.tasks) for one in people),
            print_url=_print_url(),
            pdf=office_program() is not None,
        )
    )


def _print_url() -> str:
    asked = request.query_string.decode("ascii", "ignore")
    address = url_for("ledgers.print_out", which=Print.MISSING.value)
    return f"{address}?{asked}" if asked else address


def _person(one: OfPerson) -> ChasedPerson:
    return ChasedPerson(one.name, tuple(_task(task) for task in one.tasks), chasing_text(one))


def _task(task: PrintTask) -> ChasedTask:
    return ChasedTask(
        number=task.line.number,
        title=task.matter,
        url=url_for("tasks.show", task_id=task.line.task_id),
        due=due_words(task.line),
        here=tuple(piece_words(one) for one in standing(task)),
        missing=missing_of(task),
    )
