"""Read a report: from the plain document to problems, measures, causes, fields, spans and warnings."""

from tracker.documents.rules.folding import fold, with_full_stops
from tracker.documents.rules.plain import PlainDocument
from tracker.reports.rules.assembly import Assembly
from tracker.reports.rules.columns import Columns
from tracker.reports.rules.contents import without_contents
from tracker.reports.rules.facts import facts_of
from tracker.reports.rules.headings import SectionKind
from tracker.reports.rules.numbering import as_one_sequence, with_bare_numbers
from tracker.reports.rules.pieces import lines_of, pieces_of
from tracker.reports.rules.plot import Section
from tracker.reports.rules.results import Extraction, as_json
from tracker.reports.rules.sections import plot_of
from tracker.reports.rules.sheets import misleading_labels
from tracker.reports.rules.tables import read_tables

_PLAN_START = 60

__all__ = ["as_json", "read_report"]


def read_report(
    document: PlainDocument, *, today_year: int | None = None, columns: Columns | None = None
) -> Extraction:
    """Return what ``document`` lists and promises; gives a result whatever the text is.

    ``today_year`` keeps a year in the future from being taken for the year reported on; ``columns`` is
    what people have said about the columns of its tables.
    """
    folded = with_full_stops(fold(document.text))
    tables = read_tables(document, folded, columns)
    running = lines_of(document, folded, [(table.start, table.end) for table in tables])
    lines = with_bare_numbers(without_contents(running, folded), folded)
    pieces = as_one_sequence(pieces_of(lines, folded, misleading_labels(lines, folded)))
    plot = plot_of(pieces, folded)
    printed = [document.text[line.start : line.end] for line in lines]
    plain = [folded[line.start : line.end] for line in lines]
    plans = [_plan_opening(one, folded) for one in plot.sections if one.kind is SectionKind.PLAN]
    facts = facts_of(plain, printed, folded, plans, today_year)
    return Assembly(document, plot, [table.reading for table in tables], facts).extraction()


def _plan_opening(section: Section, folded: str) -> str:
    start = section.head.start if section.head else section.start
    return folded[start : start + _PLAN_START]
