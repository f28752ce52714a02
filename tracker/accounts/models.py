"""Tables of people, units, appointments, sign-ins, and the log of what accounts did."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.permissions import Role
from tracker.core.db import Base, UTCDateTime


class Installation(Base):
    """The one row that says what kind of data this database holds."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Unit(Base):
    """A unit of the tree 县 → 镇 → 村/社区/办公室, with the settings of a ledger it keeps.

    ``path`` lists the ids from the root, as ``/1/4/``; ``chain`` names the steps of approval in order,
    joined by commas (leader, clerk, secretary). ``idle_minutes`` is None where the unit above decides how long
    a browser may rest. A unit merged away keeps its last day (``closed_on``) and where it went. The days that
    a type of task proposes (``at_once_days``, ``by_stages_days``) are None where the usual ones hold. Up to
    ``sealed_until`` the years of its ledger are over: nothing done until then can be entered any more.
    """

    __tablename__ = "unit"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    path: Mapped[str] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(default=0)
    keeps_ledger: Mapped[bool] = mapped_column(default=False)
    live_to_superiors: Mapped[bool] = mapped_column(default=False)
    sign_for_needed: Mapped[bool] = mapped_column(default=True)
    chain: Mapped[str] = mapped_column(default="leader,clerk,secretary")
    sustained_counts: Mapped[bool] = mapped_column(default=False)
    idle_minutes: Mapped[int | None]
    at_once_days: Mapped[int | None]
    by_stages_days: Mapped[int | None]
    closed_on: Mapped[date | None]
    sealed_until: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    version: Mapped[int] = mapped_column(default=1)

    parent: Mapped["Unit | None"] = relationship(
        remote_side="Unit.id", lazy="raise_on_sql", foreign_keys=[parent_id]
    )

    __mapper_args__ = {"version_id_col": version}


class UnitName(Base):
    """A former name of a unit with its last day, and the paper (文号) that changed it."""

    __tablename__ = "unit_name"
    __table_args__ = (UniqueConstraint("unit_id", "until_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]
    until_on: Mapped[date]
    basis: Mapped[str] = mapped_column(default="")


class Person(Base):
    """A person, with an account when ``password_hash`` is set."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    password_hash: Mapped[str | None]
    must_change_password: Mapped[bool] = mapped_column(default=True)
    password_changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failed_attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    appointments: Mapped[list["Appointment"]] = relationship(
        back_populates="person", lazy="raise_on_sql", order_by="Appointment.id"
    )
    standing_in: Mapped[list["StandIn"]] = relationship(
        back_populates="stand_in",
        lazy="raise_on_sql",
        foreign_keys="StandIn.stand_in_id",
        order_by="StandIn.id",
    )

    __mapper_args__ = {"version_id_col": version}


class Appointment(Base):
    """A hat that a person wears in a unit, with the post (职务), from a day until a day."""

    __tablename__ = "appointment"
    __table_args__ = (
        UniqueConstraint("person_id", "unit_id", "role", "from_on"),
        CheckConstraint("until_on is null or until_on >= from_on", name="span"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    role: Mapped[Role]
    post: Mapped[str | None]
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="appointments", lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class StandIn(Base):
    """Who takes the steps of an absent person in a ledger (代理), from a day until a day, on what basis."""

    __tablename__ = "stand_in"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="span"),
        CheckConstraint("person_id <> stand_in_id", name="another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    stand_in_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]
    basis: Mapped[str]
    set_by: Mapped[str]
    set_at: Mapped[datetime] = mapped_column(UTCDateTime)

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    stand_in: Mapped[Person] = relationship(
        back_populates="standing_in", lazy="raise_on_sql", foreign_keys=[stand_in_id]
    )


class SignIn(Base):
    """A signed-in browser: the cookie carries a random token, the row its SHA-256."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class PasswordLink(Base):
    """A link by which a person chooses a password once, before it expires; the row keeps the token's SHA-256."""

    __tablename__ = "password_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class AccountEvent(Base):
    """One line of the log of accounts: sign-ins, refusals, changes of people, units and settings."""

    __tablename__ = "account_event"
    __table_args__ = (Index("ix_account_event_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
