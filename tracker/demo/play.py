"""Playing a plan: each act is the real action of the office, done on its day by its person."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.accounts.queries import person_with_login, unit_with_code, viewer_of
from tracker.core.errors import NotFoundError
from tracker.demo.plot import Act, Kind, Plan, Span, amount
from tracker.tasks import actions
from tracker.tasks.access import TaskAtWork, task_at_work
from tracker.tasks.models import Task
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.kinds import EvidenceKind
from tracker.tasks.rules.orders import (
    Assignment,
    NewEvidence,
    NewFigure,
    NewProgress,
    ReturnKind,
)

_OFFICE_OPENS = time(1, 30, tzinfo=UTC)  # 09:30 in the office
_CLERK = "zhangxiaoyan"
_JOINED = 0.06


@dataclass(slots=True)
class Player:
    """Plays plans in one unit's ledger over one span of time."""

    session: Session
    unit: Unit
    span: Span

    def play(self, task: Task, plan: Plan) -> None:
        """Assign a task and let everything happen to it that its plan tells."""
        self._assign(task, plan)
        for act in plan.acts:
            self._act(task, act)

    def join(self, title: str, *, into: str) -> None:
        """Let a task that was carried over be worked off with a newer one."""
        on = self.span.on(_JOINED)
        work = self._work(self._titled(title), _CLERK, on)
        actions.join(self.session, work, self.deed(_CLERK, on), self._titled(into))

    def viewer(self, login: str, on: date) -> Viewer:
        """Answer one of the town's people."""
        person = person_with_login(self.session, login)
        found = None if person is None else viewer_of(self.session, person.id, on)
        if found is None:
            raise NotFoundError
        return found

    def deed(self, login: str, on: date, *, note: str = "") -> Deed:
        """Answer a deed of one's own on a day."""
        viewer = self.viewer(login, on)
        return Deed(viewer.person_id, viewer.name, _moment(on), on, note=note)

    def _work(self, task: Task, login: str, on: date) -> TaskAtWork:
        self.session.flush()
        self.session.expire(task)
        return task_at_work(self.session, self.viewer(login, on), task.id)

    def _assign(self, task: Task, plan: Plan) -> None:
        on = self.span.on(plan.assigned)
        due_on = self.span.due(plan.due)
        work = self._work(task, _CLERK, on)
        work.task.problem.category = plan.category
        work.task.problem.outward_text = plan.outward
        if plan.indicator:
            name, measure_word, start, wanted = plan.indicator
            task.indicator_name, task.indicator_unit = name, measure_word
            task.value_at_start, task.value_wanted = amount(start), amount(wanted)
        lead_unit = unit_with_code(self.session, plan.unit)
        order = Assignment(
            standard=plan.standard,
            handler_id=self.viewer(plan.handler, on).person_id,
            leader_id=self.viewer(plan.leader, on).person_id,
            kind=plan.kind,
            due_on=due_on,
            due_text=plan.due_text,
            lead_unit_id=lead_unit.id if lead_unit else None,
            helping_text=plan.helping,
            basis="党委会研究",
        )
        actions.assign(self.session, work, self.deed(_CLERK, on), order)

    def _act(self, task: Task, act: Act) -> None:
        on = self.span.on(act.when)
        typist = act.by or act.who
        work = self._work(task, typist, on)
        note = act.text if act.kind in _NOTED else ""
        deed = self._recorded(work, act, on) if act.by else self.deed(act.who, on, note=note)
        match act.kind:
            case Kind.SIGN:
                actions.sign_for(self.session, work, deed)
            case Kind.REPORT:
                actions.report(self.session, work, deed, _progress(act))
            case Kind.PAPER:
                actions.hand_in(self.session, work, deed, _paper(act, on))
            case Kind.SUBMIT:
                actions.submit(self.session, work, deed, outcome=act.text)
            case _:
                self._decide(work, act, deed)

    def _decide(self, work: TaskAtWork, act: Act, deed: Deed) -> None:
        match act.kind:
            case Kind.APPROVE | Kind.SUSTAIN:
                actions.approve(self.session, work, deed, sustained=act.kind is Kind.SUSTAIN)
            case Kind.BACK:
                actions.send_back(self.session, work, deed, ReturnKind.MORE_PAPER)
            case Kind.EXTEND:
                later = self.span.last + timedelta(days=6)
                actions.ask_extension(self.session, work, deed, proposed_on=later)
            case Kind.GRANT:
                actions.grant_extension(self.session, work, deed)
            case Kind.REOPEN:
                due_on = max(deed.done_on, self.span.last - timedelta(days=8))
                agreed_by = work.task.leader_text
                actions.reopen(
                    self.session,
                    work,
                    deed,
                    basis="回头看检查",
                    due_on=due_on,
                    agreed_by=agreed_by,
                )
            case _:
                self._leave(work, act, deed)

    def _leave(self, work: TaskAtWork, act: Act, deed: Deed) -> None:
        match act.kind:
            case Kind.PAUSE:
                actions.pause(self.session, work, deed)
            case Kind.JOIN:
                actions.join(self.session, work, deed, self._titled(act.text))
            case Kind.END:
                actions.end(self.session, work, deed, basis=act.text)

    def _titled(self, title: str) -> Task:
        wanted = select(Task).where(Task.unit_id == self.unit.id, Task.title == title)
        return self.session.scalars(wanted).one()

    def _recorded(self, work: TaskAtWork, act: Act, on: date) -> Deed:
        """Record a step for somebody; approvals come with the signed form, a meeting by its name."""
        typist = self.viewer(act.by, on)
        at = _moment(min(on + timedelta(days=2), self.span.last))
        own = Deed(typist.person_id, typist.name, at, on)
        person = person_with_login(self.session, act.who)
        form = None
        if act.kind is Kind.APPROVE:
            signed = NewEvidence(
                kind=EvidenceKind.SIGNED_FORM, title="销号审批表", paper_place="党建办2号盒"
            )
            form = actions.keep_evidence(self.session, work, own, signed).id
        means = Means.MEETING if person is None else Means.PAPER if form else Means.CHAT
        return Deed(
            actor_id=typist.person_id,
            actor_name=typist.name,
            at=at,
            done_on=on,
            means=means,
            for_id=person.id if person else None,
            for_name=person.name if person else f"{on.month}月{on.day}日{act.who}",
            signed_form_id=form,
        )


_NOTED = frozenset({Kind.BACK, Kind.EXTEND, Kind.REOPEN, Kind.PAUSE})


def _moment(on: date) -> datetime:
    return datetime.combine(on, _OFFICE_OPENS)


def _progress(act: Act) -> NewProgress:
    figures = tuple(NewFigure(kind=kind, amount=amount(value)) for kind, value in act.figures)
    return NewProgress(
        text=act.text, figures=figures, value_now=amount(act.now) if act.now else None
    )


def _paper(act: Act, on: date) -> NewEvidence:
    return NewEvidence(
        kind=EvidenceKind.MINUTES,
        title=act.text,
        made_on=on,
        pages=4,
        paper_place="党建办1号盒",
    )
