"""What a form holds when it is first opened: what is known already need not be typed again."""

from dataclasses import asdict, dataclass
from datetime import date

from tracker.tasks.forms import AmendForm, AssignForm, HandInForm, StepForm, SubmitForm
from tracker.tasks.forms.handing_over import wordings_of
from tracker.tasks.models import Evidence, Task
from tracker.tasks.queries import Office
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.people import only_named
from tracker.tasks.views.shown import ShownStep


@dataclass(frozen=True, slots=True)
class Wish:
    """What the link that opened a form asks for: a newer version of a piece, or the step recorded for another."""

    replaced: Evidence | None = None
    recorded: bool = False


def fill(shown: ShownStep, today: date, wish: Wish) -> None:
    """Fill a form that is opened for the first time."""
    form, task = shown.form, shown.desk.task
    form.done_on.data = today
    stamp(shown)
    if wish.recorded or not shown.agrees:
        _fill_recording(shown)
    if isinstance(form, AssignForm):
        _fill_assignment(form, task, shown.office)
    if isinstance(form, AmendForm):
        form.title.data, form.standard.data = task.title, task.standard
        form.measures.data, form.kind.data = _measures(task), task.kind.value
        for name, said in asdict(wordings_of(task)).items():
            form[name].data = said
    if isinstance(form, SubmitForm):
        form.outcome.data = task.outcome
    if isinstance(form, HandInForm):
        _fill_version(form, wish.replaced)


def stamp(shown: ShownStep) -> None:
    """Write into a form which state of the task it was shown with."""
    _put(shown.form, "version", shown.desk.task.version)
    _put(shown.form, "seen", len(shown.desk.trail))


def _fill_version(form: HandInForm, older: Evidence | None) -> None:
    """Let a newer version begin with the words of the piece that it replaces."""
    if older is None:
        return
    _put(form, "replaces_id", older.id)
    form.title.data, form.kind.data = older.title, older.kind.value
    form.paper_number.data, form.for_others.data = older.paper_number, older.for_others


def _fill_recording(shown: ShownStep) -> None:
    """Let 代录 begin with whose turn it is and the way most are told: a chat, or the paper that must be signed."""
    form, step = shown.form, shown.step
    if step is None or not shown.desk.records:
        return
    form.for_id.data = shown.desk.taker(step)
    if form.for_id.data is not None:
        form.means.data = (Means.PAPER if shown.desk.signs(step) else Means.CHAT).value


def _put(form: StepForm, name: str, value: int) -> None:
    field = form[name]
    field.data, field.raw_data = value, None


def _fill_assignment(form: AssignForm, task: Task, office: Office | None) -> None:
    people = office.people if office else ()
    workers = ((one.person_id, one.name) for one in people if one.works)
    leaders = ((one.person_id, one.name) for one in people if one.leads)
    form.handler_id.data = task.handler_id or only_named(task.handler_text, workers)
    form.leader_id.data = task.leader_id or only_named(task.leader_text, leaders)
    form.lead_unit_id.data = task.lead_unit_id or only_named(
        task.lead_unit_text, office.units if office else ()
    )
    form.kind.data = task.kind.value
    form.measures.data = _measures(task)
    for name in _COPIED:
        form[name].data = getattr(task, name)


# Wordings of the paper, and what an earlier assignment said, stand in the form as they are.
_COPIED = (
    "handler_text",
    "leader_text",
    "lead_unit_text",
    "helping_text",
    "due_on",
    "due_text",
    "standard",
    "basis",
)


def _measures(task: Task) -> str:
    return "\n".join(one.text for one in task.measures)
