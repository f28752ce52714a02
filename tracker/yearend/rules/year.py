"""Everything about a unit's year, computed once; page, Word, Excel and command line only show it."""

from dataclasses import dataclass

from tracker.yearend.rules.composing import draft_of
from tracker.yearend.rules.draft import Draft
from tracker.yearend.rules.editing.edits import Edits
from tracker.yearend.rules.editing.overlay import Edited, lay_over
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.ledger import LedgerRow, ledger_of
from tracker.yearend.rules.lengths import Length
from tracker.yearend.rules.statistics import YearFigures, figures_of
from tracker.yearend.rules.tables import Table, tables_of


@dataclass(frozen=True, slots=True)
class YearReport:
    """A year's facts with the figures, tables, draft and ledger made from them; the draft as people edited it."""

    facts: YearFacts
    figures: YearFigures
    tables: tuple[Table, ...]
    edited: Edited
    ledger: tuple[LedgerRow, ...]
    length: Length = Length.ITEMS

    @property
    def draft(self) -> Draft:
        """Answer the draft with everything that people did to it."""
        return self.edited.draft


def report_on(
    facts: YearFacts, length: Length = Length.ITEMS, edits: Edits | None = None
) -> YearReport:
    """Compute the report on a year from its facts, and lay over it what people did."""
    return YearReport(
        facts=facts,
        figures=figures_of(facts),
        tables=tables_of(facts),
        edited=lay_over(draft_of(facts, length), edits or Edits(), facts.tasks),
        ledger=ledger_of(facts),
        length=length,
    )
