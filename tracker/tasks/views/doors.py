"""The table of steps as forms: address, form, and what is done with what was typed."""

from collections.abc import Callable
from dataclasses import dataclass

from tracker.core.errors import InvalidError, NotFoundError
from tracker.tasks import actions
from tracker.tasks import forms as f
from tracker.tasks.access import task_at_work, task_with_number
from tracker.tasks.models import TaskKind
from tracker.tasks.rules.deadlines import days_of_unit, propose_due
from tracker.tasks.rules.lifecycle import REVIEWS, State, Step, steps_from
from tracker.tasks.rules.looks import Look, step_look
from tracker.tasks.rules.orders import ReturnKind
from tracker.tasks.rules.parties import approval_due
from tracker.tasks.views.taking import Taking, hand_in, hand_in_pieces
from tracker.workdays.queries import load_calendar

APPROVE = "approve"
ASK_EXTENSION = "ask-extension"
DECIDE_EXTENSION = "decide-extension"
NAME_ACCEPTOR = "name-acceptor"
REPORT = "report"
UNLINK = "unlink"


@dataclass(frozen=True, slots=True)
class Door:
    """A step's form: ``steps`` are those it can end in, the first possible one (or ``word``) names it."""

    slug: str
    steps: tuple[Step, ...]
    form: type[f.StepForm]
    take: Callable[[Taking], None]
    aside: bool = False
    needs_office: bool = False
    word: str = ""

    @property
    def names_another(self) -> bool:
        """Answer whether another task is named in the form by its number."""
        return issubclass(self.form, f.JoinForm | f.LinkForm)

    def step_in(self, state: State) -> Step | None:
        """Answer the step that the form stands for in a state; None when there is none."""
        possible = steps_from(state)
        return next((one for one in self.steps if one in possible), None)

    def look(self, step: Step) -> Look:
        """Answer how the door looks when it stands for a step."""
        look = step_look(step)
        return Look(self.word or look.word, look.tone, look.icon)

    @property
    def ends(self) -> frozenset[Step]:
        """Answer every step that going through can leave in the trail."""
        sent_back = {Step.RETURN} if self.slug == APPROVE else set()
        return frozenset(self.steps) | sent_back

    @property
    def fields(self) -> str:
        """Answer the template of the form's own fields."""
        return f"tasks/fields/_{self.slug.replace('-', '_')}.html"


def _assign(it: Taking) -> None:
    kind, task = TaskKind(it.form.kind.data), it.work.task
    days = days_of_unit(task.unit.at_once_days, task.unit.by_stages_days)
    calendar = load_calendar(it.session, task.unit_id)
    ends_on = task.problem.ends_on
    proposed = propose_due(kind, it.deed.done_on, calendar, days, ends_on=ends_on)
    actions.assign(it.session, it.work, it.deed, it.form.order(proposed))


def _sign_for(it: Taking) -> None:
    actions.sign_for(it.session, it.work, it.deed)


def _decline(it: Taking) -> None:
    actions.decline(it.session, it.work, it.deed)


def _reassign(it: Taking) -> None:
    actions.reassign(
        it.session,
        it.work,
        it.deed,
        handler_id=it.form.handler_id.data,
        handler_text=it.form.handler_text.data or "",
    )


def _amend(it: Taking) -> None:
    actions.amend(it.session, it.work, it.deed, it.form.amendment)


def _report(it: Taking) -> None:
    actions.report(it.session, it.work, it.deed, it.form.progress())
    if it.files:
        hand_in_pieces(it.grown())


def _submit(it: Taking) -> None:
    work = hand_in_pieces(it) if it.form.has_piece else it.work
    actions.submit(it.session, work, it.deed, outcome=it.form.outcome.data)


def _approve(it: Taking) -> None:
    if it.form.agrees:
        actions.approve(it.session, it.work, it.deed, sustained=it.form.sustained)
    else:
        actions.send_back(it.session, it.work, it.deed, ReturnKind(it.form.decision.data))


def _withdraw(it: Taking) -> None:
    actions.withdraw(it.session, it.work, it.deed)


def _confirm_lasting(it: Taking) -> None:
    actions.confirm_lasting(it.session, it.work, it.deed)


def _relapse(it: Taking) -> None:
    actions.relapse(it.session, it.work, it.deed, due_on=it.form.due_on.data)


def _recheck(it: Taking) -> None:
    form = it.form
    actions.recheck(
        it.session, it.work, it.deed, checked_by=form.checked_by.data, way=form.way.data
    )


def _reopen(it: Taking) -> None:
    form = it.form
    actions.reopen(
        it.session,
        it.work,
        it.deed,
        basis=form.basis.data,
        due_on=form.due_on.data,
        agreed_by=form.agreed_by.data,
    )


def _ask_extension(it: Taking) -> None:
    actions.ask_extension(it.session, it.work, it.deed, proposed_on=it.form.proposed_on.data)


def _decide_extension(it: Taking) -> None:
    if it.form.grants:
        actions.grant_extension(it.session, it.work, it.deed, due_on=it.form.due_on.data)
    else:
        actions.refuse_extension(it.session, it.work, it.deed)


def _pause(it: Taking) -> None:
    actions.pause(it.session, it.work, it.deed)


def _resume(it: Taking) -> None:
    actions.resume(it.session, it.work, it.deed)


def _join(it: Taking) -> None:
    task = it.work.task
    try:
        other = task_with_number(it.session, it.viewer, task.unit_id, it.form.joined_to.data)
    except NotFoundError as error:
        raise InvalidError("本台账里没有这个编号，请核对。", "joined_to") from error
    actions.join(it.session, it.work, it.deed, other)


def _link(it: Taking) -> None:
    task = it.work.task
    try:
        other = task_with_number(it.session, it.viewer, task.unit_id, it.form.linked_to.data)
    except NotFoundError as error:
        raise InvalidError("本台账里没有这个编号，请核对。", "linked_to") from error
    actions.link(it.session, it.work, it.deed, task_at_work(it.session, it.viewer, other.id))


def _unlink(it: Taking) -> None:
    actions.unlink(it.session, it.work, it.deed)


def _split(it: Taking) -> None:
    form = it.form
    actions.split(
        it.session,
        it.work,
        it.deed,
        title=form.title.data,
        measure_ids=form.measure_ids.data or (),
    )


def _name_acceptor(it: Taking) -> None:
    actions.name_acceptor(it.session, it.work, it.deed, acceptor_id=it.form.acceptor_id.data)


def _unjoin(it: Taking) -> None:
    actions.unjoin(it.session, it.work, it.deed)


def _end(it: Taking) -> None:
    actions.end(it.session, it.work, it.deed, basis=it.form.basis.data)


_APPROVALS = tuple(one for one in map(approval_due, REVIEWS) if one is not None)
_DECISIONS = (Step.GRANT_EXTENSION, Step.REFUSE_EXTENSION)
_TABLE = (
    Door("assign", (Step.ASSIGN,), f.AssignForm, _assign, needs_office=True),
    Door("sign-for", (Step.SIGN_FOR,), f.SignForForm, _sign_for),
    Door(DECIDE_EXTENSION, _DECISIONS, f.DecideExtensionForm, _decide_extension, word="批复延期"),
    Door(REPORT, (Step.REPORT,), f.ReportForm, _report),
    Door("hand-in", (Step.HAND_IN,), f.HandInForm, hand_in),
    Door("submit", (Step.SUBMIT,), f.SubmitForm, _submit),
    Door(APPROVE, _APPROVALS, f.ApproveForm, _approve),
    Door(
        NAME_ACCEPTOR, (Step.NAME_ACCEPTOR,), f.NameAcceptorForm, _name_acceptor, needs_office=True
    ),
    Door("confirm-lasting", (Step.CONFIRM_LASTING,), f.ConfirmLastingForm, _confirm_lasting),
    Door("resume", (Step.RESUME,), f.ResumeForm, _resume),
    Door("relapse", (Step.RELAPSE,), f.RelapseForm, _relapse),
    Door("recheck", (Step.RECHECK,), f.RecheckForm, _recheck, aside=True, word="登记回头看"),
    Door("reopen", (Step.REOPEN,), f.ReopenForm, _reopen, aside=True),
    Door("withdraw", (Step.WITHDRAW,), f.WithdrawForm, _withdraw),
    Door("decline", (Step.DECLINE,), f.DeclineForm, _decline, aside=True),
    Door(ASK_EXTENSION, (Step.ASK_EXTENSION,), f.AskExtensionForm, _ask_extension, aside=True),
    Door("reassign", (Step.REASSIGN,), f.ReassignForm, _reassign, aside=True, needs_office=True),
    Door("amend", (Step.AMEND,), f.AmendForm, _amend, aside=True),
    Door("pause", (Step.PAUSE,), f.PauseForm, _pause, aside=True),
    Door("join", (Step.JOIN,), f.JoinForm, _join, aside=True),
    Door("unjoin", (Step.UNJOIN,), f.UnjoinForm, _unjoin, aside=True),
    Door("split", (Step.SPLIT,), f.SplitForm, _split, aside=True),
    Door("link", (Step.LINK,), f.LinkForm, _link, aside=True),
    Door(UNLINK, (Step.UNLINK,), f.UnlinkForm, _unlink, aside=True),
    Door("end", (Step.END,), f.EndForm, _end, aside=True),
)
# In the order in which buttons stand.
DOORS = {door.slug: door for door in _TABLE}
