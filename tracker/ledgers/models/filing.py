"""The table of the tray into which a whole folder of files is dropped before each goes to its task."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UTCDateTime


class LooseFile(Base):
    """A kept file that has not been handed in yet; only the person who dropped it sees it."""

    __tablename__ = "loose_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    file_name: Mapped[str]
    file_hash: Mapped[str]
    file_size: Mapped[int]
    dropped_at: Mapped[datetime] = mapped_column(UTCDateTime)
