"""A superior's counting table: each row counts what its name says, under the table's own rule.

Where headings above the figures name groups of another kind (自查 | 巡察 over 应整改 | 已整改), each column counts only
its own group: a table of two dimensions.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tracker.ledgers.rules.columns import BY_KEY, Key
from tracker.ledgers.rules.importing.words import kind_from, source_from
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.submissions.figures import figures_of, not_begun
from tracker.ledgers.rules.their_form.filling import Filling, WrittenCell
from tracker.ledgers.rules.their_form.grid import Grid, letters, place
from tracker.ledgers.rules.their_form.header import counted, levels_of
from tracker.ledgers.rules.their_form.layout import COUNTS, Extra, TheirLayout
from tracker.ledgers.rules.their_form.matching import bare
from tracker.ledgers.rules.their_form.plan import Put, number_put, text_put
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import TaskKind

GROUPINGS = (Key.CATEGORY, Key.SOURCE, Key.KIND, Key.LEAD_UNIT, Key.LEADER)
_SUMS = frozenset({"合计", "总计", "小计", "总数", "全镇", "全县", "全部"})
_HEADINGS = (
    ("来源", Key.SOURCE), ("类型", Key.KIND), ("领导", Key.LEADER), ("单位", Key.LEAD_UNIT), ("部门", Key.LEAD_UNIT), ("村", Key.LEAD_UNIT),
)  # fmt: skip
_OFFICES = re.compile(r"(党委|党工委|人民政府|政府|街道办事处)$")
_ENDINGS = re.compile(r"(方面的?问题|类问题|方面|问题|类)$")


@dataclass(frozen=True, slots=True)
class _Counts:
    """The figures of one group: by what a column counts, and 完成率, empty where nothing is counted."""

    numbers: Mapping[Extra, int]
    rate: str


def grouping_of(heading: str) -> Key:
    """Answer what a counting table counts by, as the heading of its names says it."""
    return next((key for word, key in _HEADINGS if word in heading), Key.CATEGORY)


def fill_counting(grid: Grid, layout: TheirLayout, lines: Sequence[LedgerLine]) -> Filling:
    """Fill the figures of a counting table; rows whose name is none of ours are named, and ours without a row."""
    label = layout.column_of(Extra.LABEL)
    if label is None:
        return Filling((), refusal="请指出哪一列是分类名称。")
    names = _names(grid, layout, label)
    towns = _towns(lines) if layout.grouped_by is Key.LEAD_UNIT else {}
    by_town = any(_town(name) in towns for name in names.values())
    groups = towns if by_town else _groups(lines, layout.grouped_by)
    keys = {
        row: _town(name) if by_town else _meant(name, layout.grouped_by)
        for row, name in names.items()
    }
    known = groups.keys() | _known(layout.grouped_by)
    sums = {row for row, name in names.items() if _key(name) in _SUMS}
    unknown = [row for row in names if row not in sums and keys[row] not in known]
    # A row of sums over towns that are not ours is not ours either.
    foreign = sums if by_town and unknown else set()
    across = _across(grid, layout, lines)
    cells = [
        cell
        for row in names
        if row not in unknown and row not in foreign
        for cell in _figures(
            grid, layout, row, lines if row in sums else groups.get(keys[row], ()), across
        )
    ]
    left = sorted(groups.keys() - set(keys.values()))
    others = [f"第{row}行“{names[row]}”" for row in (*unknown, *sorted(foreign))]
    return Filling(
        tuple(cells),
        remarks=(*_remarks(cells, others, left, layout), *_told_across(across)),
        refusal=f"“{grid.name}”设有工作表保护，不能写入。" if grid.protected else "",
    )


def _names(grid: Grid, layout: TheirLayout, label: int) -> dict[int, str]:
    """Answer the names of what is counted by their rows, each merged block once."""
    rows = range(layout.body, grid.last_row + 1)
    texts = {
        row: grid.text(row, label).strip() for row in rows if grid.corner(row, label)[0] == row
    }
    return {row: text for row, text in texts.items() if text}


def _towns(lines: Sequence[LedgerLine]) -> Mapping[str, list[LedgerLine]]:
    """Answer the lines by the town whose ledger they stand in: a county's table has a row for each."""
    towns: dict[str, list[LedgerLine]] = {}
    for line in lines:
        towns.setdefault(_town(line.unit_name), []).append(line)
    return towns


def _town(name: str) -> str:
    return _OFFICES.sub("", bare(name).removeprefix("中共"))


def _groups(lines: Sequence[LedgerLine], by: Key) -> Mapping[str, list[LedgerLine]]:
    groups: dict[str, list[LedgerLine]] = {}
    for line in lines:
        groups.setdefault(_key(BY_KEY[by].printed(line)) or "未分类", []).append(line)
    return groups


def _known(by: Key) -> frozenset[str]:
    """Answer the groups that are ours even while nothing is in them: they count nothing."""
    if by is Key.SOURCE:
        return frozenset(_key(one.label) for one in Source)
    return frozenset(_key(one.label) for one in TaskKind) if by is Key.KIND else frozenset()


def _meant(name: str, by: Key) -> str:
    """Answer the group that a name of theirs means: 巡察 is our 巡视巡察, 主体责任报告 our 主体责任报告自查."""
    known = source_from(name) if by is Key.SOURCE else kind_from(name) if by is Key.KIND else None
    return _key(known.label if known else name)


def _key(name: str) -> str:
    return _ENDINGS.sub("", bare(name))


def _across(
    grid: Grid, layout: TheirLayout, lines: Sequence[LedgerLine]
) -> dict[int, tuple[Key, str]]:
    """Answer the columns whose heading names a group of another kind: by what it groups, and which one."""
    levels = {
        column: levels_of(grid, layout.first, layout.rows, column)
        for column, order in layout.columns.items()
        if order.source in COUNTS
    }
    # What stands over all of the figures is a heading of the table.
    common = set.intersection(*map(set, levels.values())) if levels else set()
    groups = {
        by: _groups(lines, by).keys() | _known(by)
        for by in GROUPINGS
        if by is not layout.grouped_by
    }
    found = {}
    for column, texts in levels.items():
        names = (one for one in texts if one not in common and not counted((one,)))
        group = next((it for one in names if (it := _group_of(one, groups)) is not None), None)
        if group is not None:
            found[column] = group
    return found


def _group_of(name: str, groups: Mapping[Key, AbstractSet[str]]) -> tuple[Key, str] | None:
    return next(
        ((by, key) for by, known in groups.items() if (key := _meant(name, by)) in known), None
    )


def _told_across(across: Mapping[int, tuple[Key, str]]) -> list[str]:
    by_group: dict[tuple[Key, str], list[str]] = {}
    for column, group in across.items():
        by_group.setdefault(group, []).append(letters(column))
    return [
        f"{'、'.join(columns)}列只计{BY_KEY[by].title}为“{name}”的。"
        for (by, name), columns in by_group.items()
    ]


def _figures(
    grid: Grid,
    layout: TheirLayout,
    row: int,
    lines: Sequence[LedgerLine],
    across: Mapping[int, tuple[Key, str]],
) -> list[WrittenCell]:
    cells = []
    for column, order in layout.columns.items():
        if order.source not in COUNTS:
            continue
        by, name = across.get(column, (None, ""))
        counted_here = lines if by is None else _groups(lines, by).get(name, ())
        new, put = _written(grid, row, column, _counts(counted_here, layout), layout)
        old = grid.cell(row, column)
        fixed = f"{place(row, column)}有公式，保持不变" if old.formula else ""
        cells.append(WrittenCell(row, column, old.text, new, None if fixed else put, fixed))
    return cells


def _counts(lines: Sequence[LedgerLine], layout: TheirLayout) -> _Counts:
    figures = figures_of(lines, sustained_counts=layout.sustained_counts)
    tally = figures.tasks if layout.counts_tasks else figures.problems
    waiting = not_begun(lines)[layout.counts_tasks]
    completed = tally.completed(sustained_counts=layout.sustained_counts)
    remaining = tally.counted - completed
    apart = waiting if layout.column_of(Extra.NOT_BEGUN) is not None else 0
    if layout.column_of(Extra.SUSTAINED) is not None and not layout.sustained_counts:
        apart += tally.sustained
    numbers = {
        Extra.TOTAL: tally.counted,
        Extra.COMPLETED: completed,
        Extra.SUSTAINED: tally.sustained,
        Extra.REMAINING: remaining,
        Extra.UNDER_WAY: remaining - apart,
        Extra.NOT_BEGUN: waiting,
        Extra.OVERDUE: tally.overdue,
    }
    return _Counts(numbers, tally.rate(sustained_counts=layout.sustained_counts))


def _written(
    grid: Grid, row: int, column: int, counts: _Counts, layout: TheirLayout
) -> tuple[str, Put]:
    wanted = Extra(layout.columns[column].source)
    if wanted is not Extra.RATE:
        number = counts.numbers[wanted]
        return str(number), number_put(row, column, number)
    rate = counts.rate
    if rate and grid.cell(row, column).percent:
        return rate, number_put(row, column, round(float(rate.rstrip("%")) / 100, 4))
    return rate or "—", text_put(row, column, rate or "—")


def _remarks(
    cells: Sequence[WrittenCell], unknown: Sequence[str], left: Sequence[str], layout: TheirLayout
) -> list[str]:
    what = "任务" if layout.counts_tasks else "问题"
    sustained = "计入" if layout.sustained_counts else "不计入"
    found = [f"本表口径：按{what}统计，已终止的不计，长期坚持{sustained}已完成数。"]
    if layout.column_of(Extra.NOT_BEGUN) is not None:
        found.append("“未启动”数待交办、待签收的；“正在推进”数已启动、未完成的，暂缓的也在内。")
    found += [f"{one.remark}。" for one in cells if one.put is None]
    if unknown:
        found.append(f"台账里没有这些分类，没有填写：{'、'.join(unknown)}。")
    if left:
        found.append(f"表中没有这些分类的行，请核对：{'、'.join(left)}。")
    return found
