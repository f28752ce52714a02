"""Puts together what the passes found, as values with texts, offsets and warnings."""

from collections.abc import Iterator
from itertools import zip_longest

from tracker.documents.rules.marks import as_number
from tracker.documents.rules.plain import PlainDocument
from tracker.reports.rules import warnings
from tracker.reports.rules.choice import Candidate, chosen_sections
from tracker.reports.rules.claims import Claim, Item, Reading, SpanKind, tile
from tracker.reports.rules.dating import dated, dated_limit
from tracker.reports.rules.deadlines import Deadline
from tracker.reports.rules.earlier import rectified_in
from tracker.reports.rules.facts import Facts, gathered_count, stated_count
from tracker.reports.rules.fallback import lost_heading, parallel_openings
from tracker.reports.rules.headings import SectionKind
from tracker.reports.rules.labels import Field
from tracker.reports.rules.outline import outline_of
from tracker.reports.rules.pairs import pair_measures
from tracker.reports.rules.plans import Promise, promises_in, without_requests
from tracker.reports.rules.plot import Plot, Section
from tracker.reports.rules.results import Extraction, Found, Measure, Notice, Problem, Span
from tracker.reports.rules.sheets import read_sheets

_TITLE_STOPS = "。!?;\n"
_TITLE_EDGE = " \t，,：:；;。.！!？?"


class Assembly:
    """The readings of one document, turned into an Extraction."""

    def __init__(
        self,
        document: PlainDocument,
        plot: Plot,
        tables: list[Reading],
        facts: Facts,
    ) -> None:
        self.document, self.plot, self.facts = document, plot, facts
        self.text = document.text
        self.left_out = 0
        self.read = self.readings(tables)
        self.tiles = [tile(reading, self.text) for _, reading in self.read]

    def readings(self, tables: list[Reading]) -> list[tuple[Section | None, Reading]]:
        sheets = read_sheets(self.plot)
        if sheets is not None:
            return [(None, reading) for reading in (sheets, *tables)]
        chosen, self.left_out = chosen_sections(self.plot)
        found: list[tuple[Section | None, Reading]] = [
            *chosen,
            *((None, table) for table in tables if not self.is_annexed(table, chosen)),
        ]
        if not found:
            lost = lost_heading(self.plot) or parallel_openings(self.plot)
            found = [(None, lost)] if lost else []
        return sorted(found, key=lambda pair: pair[1].start)

    def is_annexed(self, table: Reading, chosen: list[Candidate]) -> bool:
        """A ledger outside the problem sections of the body (附件1 整改台账) tells what they tell once more."""
        sections = [section for section, _ in chosen]
        behind = zip_longest(self.plot.sections, self.plot.sections[1:])
        return bool(chosen) and not any(
            any(section is one for one in sections)
            and section.start <= table.start
            and (following is None or table.start < following.start)
            for section, following in behind
        )

    def extraction(self) -> Extraction:
        """Return everything found, as frozen values."""
        problems = tuple(
            self.problem(item, section) for section, reading in self.read for item in reading.items
        )
        measures = tuple(self.measures())
        spans = tuple(
            Span(claim.kind.value, claim.start, claim.end)
            for tiles in self.tiles
            for claim in tiles
        )
        stated = self.stated()
        return Extraction(
            title=self.facts.title,
            year=self.facts.year,
            unit=self.facts.unit,
            outline=tuple(outline_of(self.plot, self.text)),
            problems=problems,
            measures=measures,
            pairs=tuple(pair_measures(problems, measures)),
            last_year=tuple(Found(self.text[a:b], a, b) for a, b in self.rectified()),
            stated_count=stated[0] if stated else None,
            spans=spans,
            warnings=tuple(self.warnings(problems, spans, stated)),
        )

    def rectified(self) -> Iterator[tuple[int, int]]:
        """Yield the places of earlier findings told as put right, outside everything that was read as problems."""
        for start, end in rectified_in(self.plot):
            if not any(start < one.end and one.start < end for _, one in self.read):
                yield start, end

    def title_of(self, start: int, end: int) -> str:
        """Return the first sentence of a stretch without its final stop."""
        folded = self.plot.folded
        stop = next((at for at in range(start, end) if folded[at] in _TITLE_STOPS), end)
        return self.text[start:stop].strip(_TITLE_EDGE)

    def problem(self, item: Item, section: Section | None) -> Problem:
        return Problem(
            number=self.printed(item.mark),
            title=self.title_of(item.start, item.end),
            text=self.text[item.start : item.end],
            start=item.start,
            end=item.end,
            section=self.section_name(section),
            category=self.area(item.category),
            measures=self.values(item, Field.MEASURE),
            causes=self.values(item, Field.CAUSE),
            lead_unit=self.value(item, Field.LEAD_UNIT),
            handler=self.value(item, Field.HANDLER),
            leader=self.value(item, Field.LEADER),
            due=self.due(item),
        )

    def printed(self, place: tuple[int, int] | None) -> str | None:
        return as_number(self.text[place[0] : place[1]]) if place else None

    def area(self, place: tuple[int, int] | None) -> str | None:
        """Return a category line without the stop at its end."""
        return self.text[place[0] : place[1]].strip(_TITLE_EDGE) if place else None

    def section_name(self, section: Section | None) -> str | None:
        if section is None or section.head is None:
            return None
        head = section.head
        start = head.mark.start if head.mark else head.start
        return self.text[start : head.end].strip(" \t：:。，,")

    def values(self, item: Item, field: Field) -> tuple[str, ...]:
        return tuple(self.text[one.start : one.end] for one in item.values if one.field is field)

    def value(self, item: Item, field: Field) -> str | None:
        return next(iter(self.values(item, field)), None)

    def due(self, item: Item) -> Deadline | None:
        text = self.value(item, Field.DUE)
        if text is None:
            return dated_limit(self.values(item, Field.MEASURE), self.facts.written)
        return dated(text, self.facts.written)

    def measures(self) -> Iterator[Measure]:
        told = [
            promises_in(self.plot, section)
            for section, following in zip_longest(self.plot.sections, self.plot.sections[1:])
            if section.kind is SectionKind.PLAN and not _leads_to_plan(section, following)
        ]
        promises = without_requests(self.plot, told)
        promises += [Promise(*plan) for _, reading in self.read for plan in reading.plans]
        for one in sorted(promises, key=lambda promise: promise.start):
            text = self.text[one.start : one.end]
            yield Measure(
                self.printed(one.mark), self.title_of(one.start, one.end), text, one.start, one.end
            )

    def stated(self) -> tuple[int, str, tuple[int, int]] | None:
        """The announced number and where the announcement stands: heading, then lead-in."""
        for (section, _), tiles in zip(self.read, self.tiles, strict=True):
            if section is None:
                gathered = gathered_count(self.plot.folded, tiles[0].start) if tiles else None
                if gathered is not None:
                    return gathered
                continue
            stretches = [claim for claim in tiles if claim.kind is SpanKind.LEAD_IN]
            if section.head is not None:
                stretches.insert(0, Claim(section.head.start, section.head.end, SpanKind.LEAD_IN))
            for one in stretches:
                number = stated_count(self.plot.folded[one.start : one.end])
                if number is not None:
                    return (*number, (one.start, one.end))
        return None

    def warnings(
        self,
        problems: tuple[Problem, ...],
        spans: tuple[Span, ...],
        stated: tuple[int, str, tuple[int, int]] | None,
    ) -> Iterator[Notice]:
        yield from warnings.from_reader(self.document)
        if not problems:
            yield warnings.warning("no_problems")
        if self.left_out:
            message = warnings.warning(
                "repeated_sections", count=self.left_out + len(self.read)
            ).message
            yield Notice("several_sections", message)
        elif len(self.read) > 1:
            yield warnings.warning("several_sections", self.read[0][1].start, count=len(self.read))
        for _, reading in self.read:
            for place in reading.gaps:
                yield warnings.warning("numbering_gap", place)
        if stated is not None and problems:
            categories = len({problem.category for problem in problems if problem.category})
            listed = (len(problems), categories or len(problems))
            yield from warnings.count_mismatch(stated, listed)
        yield from warnings.unassigned(spans)


def _leads_to_plan(section: Section, following: Section | None) -> bool:
    """An unmarked 下半年要… right before the heading of the plan only leads over to it."""
    to_plan = following is not None and following.kind is SectionKind.PLAN
    return section.soft and to_plan and following is not None and not following.soft
