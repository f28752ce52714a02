"""Tables of what people decided about reminders: rules of a unit, one's own wishes, one's calendar address, chasing."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Person
from tracker.core.db import Base, UTCDateTime
from tracker.reminders.rules.chasing import ChaseWay
from tracker.reminders.rules.ladder import Anchor, Count, Wording


class RuleRow(Base):
    """A rule as a unit changed, added or switched it off; wins over its ancestors' and the built-in ladder.

    ``parts``, ``kinds`` and ``channels`` are values joined by commas; ``template`` is empty for the sentences
    that the program writes itself.
    """

    __tablename__ = "reminder_rule"
    __table_args__ = (UniqueConstraint("unit_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    code: Mapped[str]
    enabled: Mapped[bool]
    label: Mapped[str]
    anchor: Mapped[Anchor]
    offset: Mapped[int]
    count: Mapped[Count]
    parts: Mapped[str]
    kinds: Mapped[str]
    channels: Mapped[str]
    wording: Mapped[Wording]
    template: Mapped[str] = mapped_column(default="")
    obligatory: Mapped[bool]
    at_least_days: Mapped[int] = mapped_column(default=0)
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Preference(Base):
    """How a person wants to be told: not before an hour of the day, by which ways, and what not at all.

    ``not_before`` counts minutes from midnight in the office; ``muted`` are codes of optional rules, by commas.
    """

    __tablename__ = "reminder_preference"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    not_before: Mapped[int]
    mail: Mapped[bool]
    webhook: Mapped[bool]
    muted: Mapped[str] = mapped_column(default="")
    set_at: Mapped[datetime] = mapped_column(UTCDateTime)


class FeedLink(Base):
    """A secret address under which a calendar program reads a person's deadlines; only its hash is kept."""

    __tablename__ = "feed_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Chase(Base):
    """Somebody was chased for a task by a person: how, on which day, who answered and what (催办记录)."""

    __tablename__ = "chase"
    __table_args__ = (
        CheckConstraint("answered_by <> '' or answer = ''", name="answer"),
        Index("ix_chase_task_id_done_on", "task_id", "done_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person_name: Mapped[str]
    way: Mapped[ChaseWay]
    done_on: Mapped[date]
    answered_by: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime)

    by: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])
