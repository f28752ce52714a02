"""A town's office at work: every step of a year by the real actions, each by somebody who may take it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import PEOPLE
from tests.yearend.loop.towns import Fate, Matter, Plot
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.accounts.queries import person_with_login, viewer_of
from tracker.tasks import actions
from tracker.tasks.access import TaskAtWork, task_at_work
from tracker.tasks.models import Problem, Task
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.kinds import EvidenceKind, FigureKind, TaskKind
from tracker.tasks.rules.lifecycle import OPEN, State
from tracker.tasks.rules.orders import Assignment, NewEvidence, NewFigure, NewProgress
from tracker.tasks.rules.parties import fits
from tracker.tasks.rules.steps import Step

_HANDLER, _LEADER, _CLERK, _SECRETARY = "liqiang", "wanglixin", "zhoumin", "chenguodong"
_OFFICE_OPENS = time(1, 30, tzinfo=UTC)
_HANDED_IN = frozenset({Fate.CLOSED, Fate.LASTING, Fate.SUBMITTED, Fate.HALF_CLOSED})


@dataclass
class Office:
    """The people of one town and what they know of each problem; a session that is never committed."""

    session: Session
    unit: Unit
    plot: Plot
    knows: dict[int, Matter] = field(default_factory=dict)
    _viewers: dict[tuple[str, int], Viewer] = field(default_factory=dict)

    def viewer(self, login: str, on: date) -> Viewer:
        """Answer one of the cast as of a year."""
        if (login, on.year) not in self._viewers:
            for one, *_ in PEOPLE:
                person = person_with_login(self.session, one)
                found = viewer_of(self.session, person.id, on) if person else None
                assert found is not None
                self._viewers[one, on.year] = found
        return self._viewers[login, on.year]

    def deed(self, login: str, on: date, note: str = "") -> Deed:
        """Answer a deed of one's own on a day."""
        viewer = self.viewer(login, on)
        at = datetime.combine(on, _OFFICE_OPENS)
        return Deed(viewer.person_id, viewer.name, at, on, note=note)

    def work_off(self, year: int) -> None:
        """Let every open task meet its fate of the year, and others find something new on the way."""
        for source, matter in self.plot.from_others():
            on = date(year, 4, 20)
            new = actions.NewProblem(
                year=year,
                source=source,
                title=matter.title,
                text=matter.text,
                measures=matter.measures,
            )
            deed = self.deed(_CLERK, on)
            [task] = actions.open_problems(self.session, self.unit, [new], deed)
            self.knows[task.problem_id] = matter
        tasks = self.open_tasks()
        for task, fate in zip(tasks, self.plot.fates(len(tasks)), strict=True):
            if task.state is not State.SUSTAINED:
                self._meet(task, fate, year)

    def open_tasks(self) -> list[Task]:
        """Answer the unit's open tasks in their order."""
        wanted = select(Task).where(Task.unit_id == self.unit.id, Task.state.in_(OPEN))
        return list(self.session.scalars(wanted.order_by(Task.id)))

    def go_on(self, year: int) -> None:
        """Let the open tasks go into the next year with a reason and a new deadline (转入下年度)."""
        on = date(year, 12, 28)
        for task in self.open_tasks():
            if task.state is not State.SUSTAINED:
                matter = self.matter_of(task)
                over = task.due_on is not None and task.due_on <= on
                actions.carry_into_next_year(
                    self.session,
                    self._at_work(task, _CLERK, on),
                    self.deed(_CLERK, on, note=matter.difficulty),
                    year=year,
                    due_on=date(year + 1, 10, 31) if over else None,
                )

    def matter_of(self, task: Task) -> Matter:
        """Answer what a task is about."""
        return self.knows[task.problem_id]

    def _at_work(self, task: Task, login: str, on: date) -> TaskAtWork:
        self.session.flush()
        self.session.expire(task)
        return task_at_work(self.session, self.viewer(login, on), task.id)

    def _meet(self, task: Task, fate: Fate, year: int) -> None:
        if fate is Fate.UNASSIGNED:
            return
        matter = self.matter_of(task)
        if task.state is State.UNASSIGNED:
            self._assign(task, matter, year, lasting=fate is Fate.LASTING)
        if task.state is State.LEADER_REVIEW:
            self._approve(task, year, lasting=False)
        elif fate is Fate.ENDED:
            self._end(task, year)
        else:
            self._work(task, matter, fate, year)

    def _work(self, task: Task, matter: Matter, fate: Fate, year: int) -> None:
        if fate is Fate.HALF_CLOSED:
            self._split(task, matter, year)
        if fate is not Fate.QUIET:
            self._report(task, matter, fate, year)
        if fate is Fate.EXTENDED:
            self._extend(task, matter, year)
        if fate in _HANDED_IN:
            self._submit(task, matter, year)
        if fate in _HANDED_IN and fate is not Fate.SUBMITTED:
            self._approve(task, year, lasting=fate is Fate.LASTING)

    def _end(self, task: Task, year: int) -> None:
        on = date(year, 9, 2)
        work, deed = self._at_work(task, _SECRETARY, on), self.deed(_SECRETARY, on)
        actions.end(self.session, work, deed, basis=f"{year}年9月2日党委会研究")

    def _assign(self, task: Task, matter: Matter, year: int, *, lasting: bool) -> None:
        on = date(year, 5, 6) if task.year == year else date(year, 1, 14)
        work = self._at_work(task, _CLERK, on)
        problem: Problem = work.task.problem
        problem.category = matter.category
        order = Assignment(
            standard=matter.standard,
            handler_id=self.viewer(_HANDLER, on).person_id,
            leader_id=self.viewer(_LEADER, on).person_id,
            kind=TaskKind.LASTING if lasting else TaskKind.BY_STAGES,
            due_on=date(year, 10, 31),
            lead_unit_id=self.unit.id,
            measures=matter.measures,
            basis="党委会研究",
        )
        actions.assign(self.session, work, self.deed(_CLERK, on), order)
        on = date(on.year, on.month, on.day + 2)
        work = self._at_work(task, _HANDLER, on)
        actions.sign_for(self.session, work, self.deed(_HANDLER, on))

    def _report(self, task: Task, matter: Matter, fate: Fate, year: int) -> None:
        on = date(year, 7, 9)
        figure = NewFigure(kind=FigureKind.CHECKS, amount=Decimal(1 + task.id % 7))
        done = fate in {Fate.CLOSED, Fate.LASTING, Fate.SUBMITTED}
        actions.report(
            self.session,
            self._at_work(task, _HANDLER, on),
            self.deed(_HANDLER, on),
            NewProgress(
                text=matter.progress,
                difficulties="" if done else matter.difficulty,
                figures=[figure],
            ),
        )

    def _split(self, task: Task, matter: Matter, year: int) -> None:
        on = date(year, 7, 1)
        work = self._at_work(task, _CLERK, on)
        deed = self.deed(_CLERK, on)
        title = f"{matter.title}（{year}年后一批）"
        actions.split(self.session, work, deed, title=title)

    def _submit(self, task: Task, matter: Matter, year: int) -> None:
        on = date(year, 8, 20)
        paper = NewEvidence(
            kind=EvidenceKind.MINUTES, title=f"{matter.standard}记录", paper_place="党建办1号盒"
        )
        work = self._at_work(task, _HANDLER, on)
        actions.hand_in(self.session, work, self.deed(_HANDLER, on), paper)
        work = self._at_work(task, _HANDLER, on)
        deed = self.deed(_HANDLER, on)
        actions.submit(self.session, work, deed, outcome=matter.outcome)

    def _approve(self, task: Task, year: int, *, lasting: bool) -> None:
        on = date(year, 8, 28)
        for login in (_LEADER, _CLERK, _SECRETARY):
            work = self._at_work(task, login, on)
            last = lasting and login == _SECRETARY
            actions.approve(self.session, work, self.deed(login, on), sustained=last)

    def _extend(self, task: Task, matter: Matter, year: int) -> None:
        asked, granted = date(year, 9, 10), date(year, 9, 14)
        assert task.due_on is not None
        later = date(task.due_on.year + 1, 3, 31)
        work = self._at_work(task, _HANDLER, asked)
        deed = self.deed(_HANDLER, asked, note=matter.difficulty)
        actions.ask_extension(self.session, work, deed, proposed_on=later)
        work = self._at_work(task, _CLERK, granted)
        by_leader = fits(
            Step.GRANT_EXTENSION, self.viewer(_LEADER, granted).person_id, work.parties
        )
        decides = _LEADER if by_leader else _SECRETARY
        actions.grant_extension(self.session, work, self.deed(decides, granted))
