"""The fifth pass: a problem section with marks becomes items, categories, fields and lead-ins."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.reports.rules.answers import answers_in, read_answers
from tracker.reports.rules.claims import Claim, Item, Reading, SpanKind, Value, trimmed
from tracker.reports.rules.cues import follows_announcement
from tracker.reports.rules.entries import (
    ENDINGS,
    LONGEST_AREA_TITLE,
    end_of_last,
    is_area_with_text,
    is_category,
    is_plan,
    is_scattered,
    own_end,
    stand_beside_areas,
    tells_no_fault,
)
from tracker.reports.rules.enumerations import enumeration_in
from tracker.reports.rules.faults import names_area, states_fault
from tracker.reports.rules.fields import fields_from, is_bare_mark, opens_field
from tracker.reports.rules.lists import (
    Entry,
    Run,
    behind_praise,
    paragraphs_under,
    runs_in,
)
from tracker.reports.rules.plot import Plot, Section, first_free
from tracker.reports.rules.reasons import reasons_in
from tracker.reports.rules.unmarked import read_unmarked

_STOPS = "。!?;,:"


def read_section(plot: Plot, section: Section) -> Reading:
    """Read one problem section; its marks decide, and where there are none its sentences."""
    return _SectionReader(plot, section).read()


@dataclass(slots=True)
class _SectionReader:
    plot: Plot
    section: Section
    items: list[Item] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    plans: list[tuple[int, int, tuple[int, int] | None]] = field(default_factory=list)

    def read(self) -> Reading:
        first, last = self.section.first, self.section.last
        start = self.section.start
        end = self.plot.pieces[last - 1].end if last > first else start
        start, end = trimmed(self.plot.folded, start, max(start, end))
        outset = behind_praise(self.plot, first_free(self.plot, self.section), last) or first
        if outset > first:
            self.claim_lead(first, outset)
            first = outset
        runs = runs_in(self.plot, max(outset, first_free(self.plot, self.section)), last)
        if runs and self.is_listed_before(runs[0]):
            self.read_lines(first, runs[0].entries[0].first)
            for run in runs:
                self.take_plan(run)
        elif runs and not is_scattered(self.plot, runs):
            self.read_runs(runs, first)
        elif last > first:
            self.read_lines(first, last)
        return Reading(
            start, end, tuple(sorted(self.items, key=lambda item: item.start)), tuple(self.claims), tuple(self.gaps),
            tuple(self.plans),
        )  # fmt: skip

    # Sections with lists

    def read_runs(self, runs: list[Run], first: int) -> None:
        self.claim_lead(first, runs[0].entries[0].first)
        for position, run in enumerate(runs):
            if position:
                self.claim_lead(run.lead, run.entries[0].first)
            if position and is_plan(self.plot, run):
                self.take_plan(run)
                continue
            if run.gap:
                self.gaps.append(self.plot.pieces[run.entries[0].first].start)
            category = self.category_before(run)
            alone = len(runs) == position + 1
            self.visit_all(run, category, ends_section=alone)

    def claim_lead(self, first: int, behind: int) -> None:
        for index in range(first, behind):
            piece = self.plot.pieces[index]
            start = max(piece.start, self.section.start)
            if start < piece.end:
                self.claims.append(Claim(start, piece.end, SpanKind.LEAD_IN))

    def category_before(self, run: Run) -> tuple[int, int] | None:
        """An unmarked line right before a list that only names an area."""
        index = run.entries[0].first - 1
        if index < max(run.lead, self.section.first):
            return None
        piece = self.plot.pieces[index]
        start = max(piece.start, self.section.start)
        text = self.plot.folded[start : piece.end].strip()
        if (
            not piece.fills_line
            or start != piece.start
            or self.plot.cues[index]
            or follows_announcement(text)
        ):
            return None
        if not names_area(text) and (
            text[-1:] in _STOPS or len(text) > LONGEST_AREA_TITLE or states_fault(text)
        ):
            return None
        self.claims = [claim for claim in self.claims if claim.start != start]
        self.claims.append(Claim(start, piece.end, SpanKind.CATEGORY))
        return trimmed(self.plot.folded, start, piece.end)

    def take_plan(self, run: Run) -> None:
        for entry in run.entries:
            piece, end = self.plot.pieces[entry.first], self.plot.pieces[entry.last - 1].end
            assert piece.mark is not None
            self.plans.append((piece.body, end, (piece.mark.start, piece.mark.end)))
            self.claims.append(Claim(piece.start, end, SpanKind.FIELD))

    def visit_all(self, run: Run, category: tuple[int, int] | None, *, ends_section: bool) -> None:
        beside = stand_beside_areas(self.plot, run)
        for entry in run.entries:
            if beside and not entry.inner and self.is_done_beside_areas(entry):
                continue
            last = ends_section and entry is run.entries[-1]
            self.visit(entry, category, run, ends_section=last)

    def is_done_beside_areas(self, entry: Entry) -> bool:
        """Between areas with lists, an entry without one may be an area with its one fault, or tell none at all."""
        boundary = own_end(self.plot, entry)
        if is_area_with_text(self.plot, entry):
            self.take(Entry(entry.first + 1, entry.last), boundary, self.claim_category(entry))
            return True
        return tells_no_fault(self.plot, entry, boundary)

    def visit(
        self, entry: Entry, category: tuple[int, int] | None, run: Run, *, ends_section: bool
    ) -> None:
        boundary = own_end(self.plot, entry)
        inner = [one for one in entry.inner if one.entries[0].first < boundary]
        if inner and is_category(self.plot, entry, inner[0], run):
            self.open_category(entry, inner, ends_section=ends_section)
            return
        paragraphs = [] if inner else paragraphs_under(self.plot, entry.first, boundary)
        if paragraphs:
            place = self.claim_category(entry)
            for first, behind in paragraphs:
                ends = entry.last if behind == boundary else behind
                self.take(Entry(first, ends), behind, place)
            return
        if ends_section:
            boundary = min(boundary, end_of_last(self.plot, entry, run))
        self.take(entry, boundary, category, answers_in(self.plot, entry, inner, self.section))

    def claim_category(self, entry: Entry) -> tuple[int, int]:
        piece = self.plot.pieces[entry.first]
        self.claims.append(Claim(piece.start, piece.body, SpanKind.MARK))
        self.claims.append(Claim(piece.body, piece.end, SpanKind.CATEGORY))
        return trimmed(self.plot.folded, piece.body, piece.end)

    def open_category(self, entry: Entry, inner: list[Run], *, ends_section: bool) -> None:
        category = self.claim_category(entry)
        self.claim_lead(entry.first + 1, inner[0].entries[0].first)
        for position, run in enumerate(inner):
            if position:
                self.claim_lead(run.lead, run.entries[0].first)
            self.visit_all(run, category, ends_section=ends_section and position + 1 == len(inner))

    def take(
        self,
        entry: Entry,
        boundary: int,
        category: tuple[int, int] | None,
        answers: Sequence[Entry] = (),
    ) -> None:
        piece = self.plot.pieces[entry.first]
        behind_answers = own_end(self.plot, answers[-1]) if answers else boundary
        boundary = answers[0].first if answers else boundary
        last = self.plot.pieces[max(boundary, entry.first + 1) - 1]
        start, end = trimmed(self.plot.folded, piece.body, last.end)
        values: list[Value] = reasons_in(self.plot, entry.first, boundary)
        measures, claims = read_answers(self.plot, answers)
        values += measures
        field_last = min(entry.last, self.tail_of(entry, behind_answers))
        if behind_answers < field_last:
            behind, told = fields_from(self.plot, behind_answers, field_last)
            values += behind
            claims += told
        self.claims.append(Claim(piece.start, piece.body, SpanKind.MARK))
        self.claims.append(Claim(start, end, SpanKind.ITEM))
        self.claims.extend(claims)
        mark = (piece.mark.start, piece.mark.end) if piece.mark else None
        self.items.append(Item(start, end, mark, category, tuple(values)))

    def tail_of(self, entry: Entry, boundary: int) -> int:
        """Fields reach to the end of the entry, or to a closing sentence."""
        opening = boundary
        while opening < entry.last and is_bare_mark(self.plot, opening):
            opening += 1
        if opening < entry.last and opens_field(self.plot, opening) is None:
            return boundary
        for index in range(boundary, entry.last):
            if self.plot.cues[index] in ENDINGS and self.plot.pieces[index].mark is None:
                return index
        return entry.last

    # Sections without a list of their own

    def is_listed_before(self, run: Run) -> bool:
        """The faults are told in a sentence (存在……等问题), and the list behind it is a plan."""
        lead = range(self.section.first, run.entries[0].first)
        return is_plan(self.plot, run) and any(
            enumeration_in(self.plot.body(index)) for index in lead
        )

    def read_lines(self, first: int, last: int) -> None:
        items, claims = read_unmarked(self.plot, self.section, first, last)
        self.items.extend(items)
        self.claims.extend(claims)
