"""What the page of a file that is being made is given."""

from dataclasses import dataclass
from typing import Any, ClassVar

from tracker.yearend.models import FileKind, Making, YearFile


@dataclass(frozen=True, slots=True)
class FilePage:
    """How far a file is; ``is_silent`` tells that nothing was heard of its maker for long."""

    template: ClassVar[str] = "yearend/file.html"

    file: YearFile
    name: str
    address: dict[str, Any]
    is_silent: bool

    @property
    def is_ready(self) -> bool:
        """Answer whether the file can be fetched."""
        return self.file.state is Making.READY

    @property
    def is_under_way(self) -> bool:
        """Answer whether it is worth waiting."""
        return self.file.state in {Making.ASKED, Making.RUNNING} and not self.is_silent

    @property
    def counts(self) -> bool:
        """Answer whether the rows that are written are counted; a Word file is set in one go."""
        return self.file.kind is FileKind.EXCEL and self.file.total > 0


@dataclass(frozen=True, slots=True)
class FileProgress(FilePage):
    """The part of the page that is fetched again and again."""

    template: ClassVar[str] = "yearend/_file.html"
