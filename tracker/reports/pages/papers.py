"""The list of reports, and the page that takes them in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One report in the list; ``count`` is the number of problems that were not dropped."""

    batch_id: int
    year: int
    source: str
    title: str
    unit_name: str
    count: int
    confirmed: bool
    created_by: str
    created_on: date


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The list of reports, newest year first."""

    template: ClassVar[str] = "reports/index.html"

    rows: tuple[BatchRow, ...]
    number: int
    has_previous: bool
    has_next: bool
    may_import: bool


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one file: a batch with so many problems, or one sentence why not.

    ``changes`` tells that its tracked changes were taken as accepted.
    """

    name: str
    batch_id: int | None = None
    title: str = ""
    count: int = 0
    known: bool = False
    trouble: str = ""
    changes: bool = False


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The form that takes papers in; ``lines`` tells what became of the files sent last."""

    template: ClassVar[str] = "reports/upload.html"

    form: ChineseForm
    kinds: str
    limit_mb: int
    last_year: int
    several_units: bool
    lines: tuple[TakenIn, ...] = ()


@dataclass(frozen=True, slots=True)
class UploadLines:
    """What became of the files, alone, for the script that sends them one by one."""

    template: ClassVar[str] = "reports/_lines.html"

    lines: tuple[TakenIn, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a report: its facts and how far it is."""

    batch_id: int
    version: int
    title: str
    unit_name: str
    year: int
    source: str
    paper_number: str
    received_on: date | None
    ends_on: date | None
    file_name: str
    file_kept: bool
    created_by: str
    created_at: datetime
    confirmed_at: datetime | None
