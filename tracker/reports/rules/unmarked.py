"""Faults without marks: one per paragraph, per clause, per parallel opening, or listed before 等问题."""

from dataclasses import dataclass, replace

from tracker.reports.rules.claims import Claim, Item, SpanKind, trimmed
from tracker.reports.rules.enumerations import (
    ends_enumeration,
    enumeration_in,
    is_one_of_clauses,
    lead_length,
    without_tail,
)
from tracker.reports.rules.faults import (
    begins_with_some,
    may_tell_fault,
    mostly_faults,
    names_area,
    stands_alone,
    states_fault,
)
from tracker.reports.rules.fields import fields_from, opens_field
from tracker.reports.rules.paragraphs import (
    CLOSING_CUES,
    Paragraph,
    end_of_lead,
    ends_with_colon,
    leads_lines,
    lists_at_once,
    paragraphs_of,
)
from tracker.reports.rules.plot import Plot, Section
from tracker.reports.rules.reasons import is_reason, reasons_in
from tracker.reports.rules.splitting import (
    behind_connective,
    clauses,
    listed,
    parallel_groups,
    sentences,
    without_extras,
)

_SHORT_TITLE, _FEWEST_NAMES = 26, 3


def read_unmarked(
    plot: Plot, section: Section, first: int, last: int
) -> tuple[list[Item], list[Claim]]:
    """Find the faults in pieces ``first`` to ``last``, which hold no list with marks."""
    (reader := _Unmarked(plot, section, [], [])).read(first, last)
    return reader.items, reader.claims


@dataclass(slots=True)
class _Unmarked:
    plot: Plot
    section: Section
    items: list[Item]
    claims: list[Claim]
    category: tuple[int, int] | None = None

    def read(self, first: int, last: int) -> None:
        behind_lead = end_of_lead(self.plot, self.section, first, last)
        for index in range(first, behind_lead):
            self.claim(self.start_of(index), self.plot.pieces[index].end, SpanKind.LEAD_IN)
        lines = paragraphs_of(self.plot, self.section, behind_lead, last)
        if len(lines) == 1:
            self.read_one(lines[0])
            return
        faulty = [line for line in lines if states_fault(self.text(line))]
        if len(faulty) == 1 and not any(names_area(self.text(line)) for line in lines):
            for line in lines:
                if line is faulty[0]:
                    self.read_one(line)
                elif line.start < faulty[0].start:
                    self.claim(line.start, line.end, SpanKind.LEAD_IN)
            return
        headed = not self.section.soft or leads_lines(self.plot, self.section, behind_lead - 1)
        alike = headed and len(faulty) * 2 >= len(lines)
        for line in lines:
            self.read_line(line, alike=alike)

    def text(self, line: Paragraph) -> str:
        return self.plot.folded[line.start : line.end]

    def start_of(self, index: int) -> int:
        return max(self.plot.pieces[index].start, self.section.start)

    def claim(self, start: int, end: int, kind: SpanKind) -> None:
        start, end = trimmed(self.plot.folded, start, end)
        if start < end:
            self.claims.append(Claim(start, end, kind))

    def read_line(self, line: Paragraph, *, alike: bool) -> None:
        """``alike``: the paragraphs under this heading tell faults, so one in unknown words tells one too."""
        text = self.text(line)
        if names_area(text):
            self.category = (line.start, line.end)
            self.claim(line.start, line.end, SpanKind.CATEGORY)
        elif opens_field(self.plot, line.first) and self.items:
            self.add_fields(line)
        elif self.by_parallel(line.start, line.end):
            return
        elif states_fault(text) or (alike and self.items and stands_alone(text)):
            self.add(line.start, self.end_before_fields(line, with_reasons=True), line)
        elif not self.items:
            self.claim(line.start, line.end, SpanKind.LEAD_IN)

    def add_fields(self, line: Paragraph) -> None:
        values, claims = fields_from(self.plot, line.first, line.behind)
        item = self.items.pop()
        self.items.append(replace(item, values=(*item.values, *values)))
        self.claims.extend(claims)

    def end_before_fields(self, line: Paragraph, *, with_reasons: bool = False) -> int:
        for index in range(line.first + 1, line.behind):
            if with_reasons and is_reason(self.plot, index):
                continue
            if opens_field(self.plot, index) or self.plot.cues[index] in CLOSING_CUES:
                return trimmed(self.plot.folded, line.start, self.plot.pieces[index].start)[1]
        return line.end

    def add(self, start: int, end: int, line: Paragraph | None = None) -> None:
        start, end = trimmed(self.plot.folded, start, end)
        if start >= end:
            return
        told = reasons_in(self.plot, line.first, line.behind) if line else []
        inside = tuple(one for one in told if one.end <= end)
        self.items.append(Item(start, end, None, self.category, inside))
        self.claim(start, end, SpanKind.ITEM)
        if line is None:
            return
        index = next(
            (at for at in range(line.first, line.behind) if self.plot.pieces[at].start >= end),
            line.behind,
        )
        if index < line.behind and opens_field(self.plot, index):
            self.add_fields(Paragraph(index, line.behind, end, line.end))

    # One paragraph holds everything

    def read_one(self, line: Paragraph) -> None:
        end = self.end_before_fields(line)
        start = (
            line.start
            if lists_at_once(self.plot.folded, line.start, end)
            else self.skip_lead(line.start, end)
        )
        if self.by_parallel(start, end) or self.by_enumeration(start, end):
            return
        led = start > line.start or ends_with_colon(self.plot, self.section, line.first - 1)
        if led and self.by_names(start, end):
            return
        if self.by_clause(start, end, led=start > line.start):
            return
        told = sentences(self.plot.folded, start, end)
        unknown = not any(map(self.faulty, told))
        believed = not self.section.soft and may_tell_fault(self.plot.folded[start:end])
        while told and not (self.faulty(told[0]) or (unknown and believed)):
            self.claim(*told.pop(0), SpanKind.LEAD_IN)
        if not told:
            return
        head = self.plot.folded[slice(*told[0])]
        title = len(head) <= _SHORT_TITLE and "," not in head
        if len(told) > 1 and not title and all(self.faulty(one) for one in told):
            for one in told:
                self.add(*one)
            return
        self.add(told[0][0], told[-1][1], line)

    def faulty(self, stretch: tuple[int, int]) -> bool:
        return states_fault(self.plot.folded[stretch[0] : stretch[1]])

    def skip_lead(self, start: int, end: int) -> int:
        length = lead_length(self.plot.folded[start:end])
        if not length:
            return start
        self.claim(start, start + length, SpanKind.LEAD_IN)
        return start + length

    def by_parallel(self, start: int, end: int) -> bool:
        """Split where sentences open alike: 最基本的短板是…。最突出的问题是…."""
        lead, groups = parallel_groups(self.plot.folded, start, end)
        for one in lead:
            self.claim(*one, SpanKind.LEAD_IN)
        for one in groups:
            self.add(*one)
        return bool(groups)

    def by_clause(self, start: int, end: int, *, led: bool) -> bool:
        """Clauses between semicolons, nearly all of them faults; where nothing ``led`` in, the first may do so."""
        if ";" not in self.plot.folded[start:end].rstrip(";"):
            return False
        stretches = clauses(self.plot.folded, start, end)
        told = [self.plot.folded[slice(*one)] for one in stretches]
        while not (led or all(map(begins_with_some, told)) or self.faulty(stretches[0])):
            self.claim(*stretches.pop(0), SpanKind.LEAD_IN)
            told.pop(0)
        stretches = without_extras(self.plot.folded, stretches)
        told = told[: len(stretches)]
        if len(told) <= 1 or not mostly_faults(told, states_fault, headed=not self.section.soft):
            return False
        for begin, end_of_clause in stretches:
            behind = behind_connective(self.plot.folded, begin, end_of_clause)
            self.claim(begin, behind, SpanKind.MARK)
            self.add(behind, end_of_clause)
        return True

    def by_names(self, start: int, end: int) -> bool:
        """Split what is named in one clause (存在的问题有甲、乙、丙。), each a fault by itself."""
        names = without_tail(self.plot.folded[start:end].rstrip("。;"))
        stop = start + len(names)
        named = listed(self.plot.folded, start, stop)
        parts = names.count("、") + 1
        if len(named) != parts or parts < _FEWEST_NAMES:
            return False
        for one in named:
            self.add(*one)
        return True

    def by_enumeration(self, start: int, end: int) -> bool:
        """Split what is listed before 等问题: 但仍存在甲、乙、丙等问题."""
        done = False
        for sentence in sentences(self.plot.folded, start, end):
            text = self.plot.folded[slice(*sentence)]
            place = enumeration_in(text)
            if place is None or is_one_of_clauses(text, place):
                continue
            begin, behind = sentence[0] + place[0], sentence[0] + place[1]
            self.claim(sentence[0], begin, SpanKind.LEAD_IN)
            for one in listed(self.plot.folded, begin, behind):
                self.add(*one)
            self.claim(behind, sentence[1], SpanKind.LEAD_IN)
            done = True
        if done:
            self.lead_the_rest(start, end)
        return done

    def lead_the_rest(self, start: int, end: int) -> None:
        """Sentences before the first fault lead in; one behind that ends like a list is a fault of its own."""
        first = min(item.start for item in self.items)
        for sentence in sentences(self.plot.folded, start, end):
            text = self.plot.folded[slice(*sentence)]
            if sentence[1] <= first:
                self.claim(*sentence, SpanKind.LEAD_IN)
            elif enumeration_in(text) is None and ends_enumeration(text) and states_fault(text):
                self.add(*sentence)
