"""Everything about a unit's year, computed once; page, Word, Excel and command line only show it."""

from dataclasses import dataclass

from tracker.yearend.rules.composing import Length, draft_of
from tracker.yearend.rules.draft import Draft
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.ledger import LedgerRow, ledger_of
from tracker.yearend.rules.statistics import YearFigures, figures_of
from tracker.yearend.rules.tables import Table, tables_of


@dataclass(frozen=True, slots=True)
class YearReport:
    """A year's facts with the figures, tables, draft and ledger made from them."""

    facts: YearFacts
    figures: YearFigures
    tables: tuple[Table, ...]
    draft: Draft
    ledger: tuple[LedgerRow, ...]


def report_on(facts: YearFacts, length: Length = Length.ITEMS) -> YearReport:
    """Compute the report on a year from its facts."""
    return YearReport(
        facts=facts,
        figures=figures_of(facts),
        tables=tables_of(facts),
        draft=draft_of(facts, length),
        ledger=ledger_of(facts),
    )
