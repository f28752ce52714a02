"""The figures of a year added up some problems at a time, so that a large one never lies in memory whole."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.numbers import plain
from tracker.yearend.rules.standing import results_of
from tracker.yearend.rules.statistics import Count, Tally, count, joined_in, notes_of
from tracker.yearend.rules.tables import RATE, Row, Table, place_in, standing_cells, tables_of

# From here the cells of a row that ends with its rate: where the problems or tasks stand.
_BEFORE_RATE = -6


@dataclass
class Sums:
    """What the tables of the whole year say, once every part was added; rows forget the tasks behind them."""

    sustained_counts: bool
    whole: Count = field(default_factory=lambda: Count(Tally(), Tally(), 0, 0))
    joined: int = 0
    _tables: dict[str, Table] = field(default_factory=dict)

    def add(self, part: YearFacts) -> None:
        """Add some problems of the year, with their tasks."""
        more = count(part.problems, results_of(part))
        self.whole = Count(
            _tallied(self.whole.problems, more.problems),
            _tallied(self.whole.tasks, more.tasks),
            self.whole.measures + more.measures,
            self.whole.measures_done + more.measures_done,
        )
        self.joined += joined_in(part)
        for table in tables_of(part):
            before = self._tables.get(table.key)
            self._tables[table.key] = self._added(before, table) if before else _bare(table)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Answer every table of the year."""
        return tuple(self._tables.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """Answer what is said below every table."""
        return notes_of(self.whole, self.joined, sustained_counts=self.sustained_counts)

    def _added(self, before: Table, more: Table) -> Table:
        has_rate = before.columns[-1] == RATE
        rows = {(one.is_total, one.label): one for one in before.rows}
        for one in more.rows:
            key = (one.is_total, one.label)
            known = rows.get(key)
            cells = self._cells(known, one, has_rate=has_rate) if known else one.cells
            rows[key] = replace(one, cells=cells, tasks=())
        place = place_in(before.order)
        in_order = sorted(rows.values(), key=lambda one: (one.is_total, place(one.label)))
        return replace(before, rows=tuple(in_order))

    def _cells(self, one: Row, other: Row, *, has_rate: bool) -> tuple[int | str, ...]:
        counted = slice(None, _BEFORE_RATE) if has_rate else slice(None)
        cells = tuple(map(_sum, one.cells[counted], other.cells[counted]))
        if not has_rate:
            return cells
        stand = _tallied(_tally(one), _tally(other))
        return (*cells, *standing_cells(stand, rule=self.sustained_counts))


def _bare(table: Table) -> Table:
    return replace(table, rows=tuple(replace(one, tasks=()) for one in table.rows))


def _tally(row: Row) -> Tally:
    return Tally(*(int(one) for one in row.cells[_BEFORE_RATE:-1]))


def _tallied(one: Tally, other: Tally) -> Tally:
    return Tally(
        done=one.done + other.done,
        sustained=one.sustained + other.sustained,
        under_way=one.under_way + other.under_way,
        overdue=one.overdue + other.overdue,
        ended=one.ended + other.ended,
    )


def _sum(one: int | str, other: int | str) -> int | str:
    """Add two cells: counts, or amounts as they are written."""
    if isinstance(one, int) and isinstance(other, int):
        return one + other
    return plain(Decimal(one) + Decimal(other))
