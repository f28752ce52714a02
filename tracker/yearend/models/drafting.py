"""Tables of what people do to the drafted report on a year; its own words are never kept, they are drafted anew."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime
from tracker.yearend.rules.editing.changes import Change
from tracker.yearend.rules.lengths import Length


class ReportDraft(Base):
    """The report of a unit on a year: how it is laid out, in what order paragraphs stand, which problems go together.

    ``outline`` is this year's 提纲 as it was pasted in, ``places`` the keys of paragraphs in their order as far as
    people moved any, ``together`` the ids of problems that people put into one, group by group (null: never asked).
    """

    __tablename__ = "report_draft"
    __table_args__ = (UniqueConstraint("unit_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    length: Mapped[Length] = mapped_column(default=Length.ITEMS)
    outline: Mapped[str] = mapped_column(default="")
    places: Mapped[list[str]] = mapped_column(JSON, default=list)
    together: Mapped[list[list[int]] | None] = mapped_column(JSON)
    changed_by_name: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PassageEdit(Base):
    """What people did to one paragraph, named by its key; null leaves it as it is drafted.

    ``basis`` are the drafted words that were reworded, by which a later change of the facts shows; ``heading`` is
    the heading below which a person put the paragraph. A key ``own:…`` is a paragraph that a person wrote.
    """

    __tablename__ = "passage_edit"
    __table_args__ = (UniqueConstraint("draft_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("report_draft.id"))
    key: Mapped[str]
    lead: Mapped[str | None]
    text: Mapped[str | None]
    left_out: Mapped[bool] = mapped_column(default=False)
    heading: Mapped[str | None]
    basis: Mapped[str] = mapped_column(default="")
    changed_by_name: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PassageChange(Base):
    """One thing that somebody did to a paragraph, before and after: the trail of a draft, and what undo goes back to."""

    __tablename__ = "passage_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("report_draft.id"), index=True)
    key: Mapped[str]
    change: Mapped[Change]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_by_name: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class DraftVersion(Base):
    """A whole draft as it read at a moment, frozen; ``lines`` are its paragraphs as ``Line.as_json``."""

    __tablename__ = "draft_version"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("report_draft.id"))
    number: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    made_by_name: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
