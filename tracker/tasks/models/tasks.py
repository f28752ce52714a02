"""Tables of problems, tasks, their measures and their rounds."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Person, Unit
from tracker.core.db import Base, UTCDateTime
from tracker.reports.models import Batch
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import ResultWord, TaskKind
from tracker.tasks.rules.lifecycle import State


class Problem(Base):
    """A confirmed problem: the original wording (locked), and what may be said inside and outside.

    ``year`` is the year that its report reports on (问题年度); ``repeat_of_id`` names the earlier problem that
    a person confirmed it to repeat.
    """

    __tablename__ = "problem"
    __table_args__ = (Index("ix_problem_unit_id_year", "unit_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), index=True)
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"), unique=True)
    year: Mapped[int]
    source: Mapped[Source]
    superior_number: Mapped[str | None]
    position: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    category: Mapped[str | None]
    inward_text: Mapped[str] = mapped_column(default="")
    outward_text: Mapped[str] = mapped_column(default="")
    repeat_of_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"))
    registered_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    batch: Mapped[Batch | None] = relationship(lazy="raise_on_sql")
    tasks: Mapped[list["Task"]] = relationship(
        back_populates="problem", lazy="raise_on_sql", order_by="Task.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def ends_on(self) -> date | None:
        """Answer until when all work on its paper must be over, where the paper says so; the batch is loaded."""
        return self.batch.ends_on if self.batch else None


class Task(Base):
    """One piece of work on a problem, as it stands today in its current round.

    ``number`` is ``2026-001``, unique in the unit. The ``…_text`` columns keep the paper's own wording beside
    the person, unit or day used for reminders and counting. ``original_due_on`` and ``original_due_text`` are
    kept for ever; ``due_version`` rises whenever what is owed changes (deadline, owner, state). ``acceptor_id`` is
    somebody who leads the parent unit and was named to decide in the secretary's place: they see this task alone.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("unit_id", "number"),
        CheckConstraint("round >= 1", name="round"),
        CheckConstraint("(state = 'joined') = (joined_to_id is not null)", name="joined"),
        CheckConstraint("(state = 'paused') = (before_pause is not null)", name="paused"),
        # By whom a task is seen, then how it stands, then when it is due; SQLite keeps the id in each by itself.
        *(
            Index(name, *columns, postgresql_include=["id"])
            for name, columns in (
                ("ix_task_unit_id_state_due_on", ("unit_id", "state", "due_on")),
                ("ix_task_lead_unit_id_unit_id", ("lead_unit_id", "unit_id", "state", "due_on")),
                ("ix_task_handler_id_state_due_on", ("handler_id", "state", "due_on", "unit_id")),
                ("ix_task_leader_id_state_due_on", ("leader_id", "state", "due_on", "unit_id")),
            )
        ),
        # How a task stands, then by whom it is seen: whoever sees many ledgers reads along the states.
        Index(
            "ix_task_state_due_on",
            *("state", "due_on", "id", "unit_id", "lead_unit_id", "handler_id", "leader_id"),
        ),
        Index(
            "ix_task_joined_to_id",
            "joined_to_id",
            sqlite_where=text("joined_to_id IS NOT NULL"),
            postgresql_where=text("joined_to_id IS NOT NULL"),
        ),
        Index(
            "ix_task_acceptor_id",
            "acceptor_id",
            sqlite_where=text("acceptor_id IS NOT NULL"),
            postgresql_where=text("acceptor_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"), index=True)
    year: Mapped[int]
    number: Mapped[str]
    title: Mapped[str]
    standard: Mapped[str] = mapped_column(default="")
    kind: Mapped[TaskKind] = mapped_column(default=TaskKind.BY_STAGES)
    state: Mapped[State] = mapped_column(default=State.UNASSIGNED)
    before_pause: Mapped[State | None]
    round: Mapped[int] = mapped_column(default=1)

    handler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    handler_text: Mapped[str] = mapped_column(default="")
    handler_post: Mapped[str] = mapped_column(default="")
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    leader_text: Mapped[str] = mapped_column(default="")
    leader_post: Mapped[str] = mapped_column(default="")
    acceptor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    lead_unit_text: Mapped[str] = mapped_column(default="")
    helping_text: Mapped[str] = mapped_column(default="")

    due_on: Mapped[date | None]
    due_text: Mapped[str] = mapped_column(default="")
    original_due_on: Mapped[date | None]
    original_due_text: Mapped[str] = mapped_column(default="")
    due_from_paper: Mapped[bool] = mapped_column(default=False)
    lasting: Mapped[bool] = mapped_column(default=False)
    due_version: Mapped[int] = mapped_column(default=1)

    indicator_name: Mapped[str] = mapped_column(default="")
    indicator_unit: Mapped[str] = mapped_column(default="")
    value_at_start: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    value_wanted: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    value_now: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))

    outcome: Mapped[str] = mapped_column(default="")
    result_word: Mapped[ResultWord | None]
    basis: Mapped[str] = mapped_column(default="")
    joined_to_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    assigned_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    moved_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql", foreign_keys=[unit_id])
    lead_unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql", foreign_keys=[lead_unit_id])
    problem: Mapped[Problem] = relationship(back_populates="tasks", lazy="raise_on_sql")
    handler: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[handler_id])
    leader: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[leader_id])
    measures: Mapped[list["Measure"]] = relationship(
        back_populates="task", lazy="raise_on_sql", order_by="Measure.position"
    )
    rounds: Mapped[list["TaskRound"]] = relationship(
        back_populates="task", lazy="raise_on_sql", order_by="TaskRound.number"
    )

    __mapper_args__ = {"version_id_col": version}


class Measure(Base):
    """One measure (整改措施) of a task, with a day of its own."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("task_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]

    task: Mapped[Task] = relationship(back_populates="measures", lazy="raise_on_sql")


class TaskRound(Base):
    """What one round of a task came to; a later round never changes an earlier row.

    ``due_on`` is the deadline in force at the end of the round, ``extended`` whether an agreed extension moved
    it, ``closed_on`` the day done of its last approval (null while the round is running).
    """

    __tablename__ = "task_round"
    __table_args__ = (UniqueConstraint("task_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    number: Mapped[int]
    started_on: Mapped[date]
    original_due_on: Mapped[date | None]
    due_on: Mapped[date | None]
    extended: Mapped[bool] = mapped_column(default=False)
    extended_late: Mapped[bool] = mapped_column(default=False)
    submitted_on: Mapped[date | None]
    sustained_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="")

    task: Mapped[Task] = relationship(back_populates="rounds", lazy="raise_on_sql")
