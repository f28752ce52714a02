"""What reading a report gives: frozen values in the shape of the contract, and the same as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tracker.reports.rules.deadlines import Deadline


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its mark as printed; ``kind`` is a word of SectionKind."""

    number: str | None
    heading: str
    level: int
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault as printed: ``plain[start:end] == text``, its fields, and the heading it stood under."""

    number: str | None
    title: str
    text: str
    start: int
    end: int
    section: str | None = None
    category: str | None = None
    measures: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    lead_unit: str | None = None
    handler: str | None = None
    leader: str | None = None
    due: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One promise of a plan section: ``plain[start:end] == text``."""

    number: str | None
    title: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A measure proposed for a problem (indexes into the extraction's tuples); ``score`` is 0 to 1."""

    problem: int
    measure: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the text: ``plain[start:end] == text``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a problem section; ``kind`` is a word of SpanKind."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should look at: code, a Chinese sentence, and where."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one report."""

    title: str | None
    year: int | None
    unit: str | None
    outline: tuple[Heading, ...]
    problems: tuple[Problem, ...]
    measures: tuple[Measure, ...]
    pairs: tuple[Pair, ...]
    last_year: tuple[Found, ...]
    stated_count: int | None
    spans: tuple[Span, ...]
    warnings: tuple[Notice, ...]


def as_json(extraction: Extraction, file_name: str) -> dict[str, Any]:
    """Return the extraction in the contract's shape, ready for ``json.dumps``."""
    plain: dict[str, Any] = {"file": file_name, **asdict(extraction)}
    for problem in plain["problems"]:
        due: Mapping[str, Any] | None = problem["due"]
        if due is not None:
            problem["due"] = {**due, "on": due["on"].isoformat() if due["on"] else None}
    return plain
