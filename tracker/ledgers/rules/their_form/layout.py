"""What a person says about a superior's table: where its header is, and what each column takes from us."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from tracker.ledgers.rules.columns import BY_KEY, Key


class TableKind(StrEnum):
    """What a superior's table wants."""

    EMPTY = "empty"
    LISTED = "listed"
    COUNTING = "counting"

    @property
    def label(self) -> str:
        """Answer the words on screen."""
        return {
            "empty": "空表：由我们逐行填写",
            "listed": "已列问题：上级已写好问题，只填我们的列",
            "counting": "统计表：只填数字",
        }[self.value]


class DateStyle(StrEnum):
    """How a day is written."""

    AS_WRITTEN = "as_written"
    DOTTED = "dotted"
    CHINESE = "chinese"
    MONTH_END = "month_end"
    ISO = "iso"
    REAL = "real"

    @property
    def label(self) -> str:
        """Answer an example for the screen."""
        return {
            "as_written": "照台账原文",
            "dotted": "2026.6.30",
            "chinese": "2026年6月30日",
            "month_end": "2026年6月底",
            "iso": "2026-06-30",
            "real": "真正的日期",
        }[self.value]


class Joining(StrEnum):
    """How several things in one cell are parted."""

    NUMBERED = "numbered"
    LINES = "lines"
    COMMA = "comma"
    SEMICOLON = "semicolon"

    @property
    def label(self) -> str:
        """Answer the words on screen."""
        return {
            "numbered": "编号换行",
            "lines": "换行",
            "comma": "顿号",
            "semicolon": "分号",
        }[self.value]


class PersonStyle(StrEnum):
    """How a person is written."""

    AS_WRITTEN = "as_written"
    NAME = "name"
    POST_AND_NAME = "post_and_name"

    @property
    def label(self) -> str:
        """Answer the words on screen."""
        return {"as_written": "照台账原文", "name": "姓名", "post_and_name": "职务＋姓名"}[
            self.value
        ]


class Extra(StrEnum):
    """What a column can take beside the columns of the ledger."""

    NOTHING = ""
    CONSTANT = "constant"
    COURSE = "course"
    LATEST = "latest"
    STAND = "stand"
    LABEL = "label"
    TOTAL = "total"
    COMPLETED = "completed"
    SUSTAINED = "sustained"
    REMAINING = "remaining"
    UNDER_WAY = "under_way"
    NOT_BEGUN = "not_begun"
    OVERDUE = "overdue"
    RATE = "rate"

    @property
    def label(self) -> str:
        """Answer the words on screen."""
        return _EXTRA_WORDS[self]


_EXTRA_WORDS = {
    Extra.NOTHING: "不填（保持原样）",
    Extra.CONSTANT: "固定内容",
    Extra.COURSE: "整改进展（不含成效）",
    Extra.LATEST: "最近一次进展",
    Extra.STAND: "整改结果（按对照词）",
    Extra.LABEL: "分类名称（不填，用来对应）",
    Extra.TOTAL: "应整改数",
    Extra.COMPLETED: "已完成数",
    Extra.SUSTAINED: "长期坚持数",
    Extra.REMAINING: "未完成数",
    Extra.UNDER_WAY: "正在推进数",
    Extra.NOT_BEGUN: "未启动数",
    Extra.OVERDUE: "超期未完成数",
    Extra.RATE: "完成率",
}
COUNTS = (
    Extra.TOTAL, Extra.COMPLETED, Extra.SUSTAINED, Extra.REMAINING, Extra.UNDER_WAY, Extra.NOT_BEGUN, Extra.OVERDUE, Extra.RATE,
)  # fmt: skip
DATED = frozenset({Key.DUE, Key.DUE_ON, Key.CLOSED_ON})
PEOPLE = frozenset({Key.LEADER, Key.HANDLER})
JOINED = frozenset({Key.MEASURES, Key.PROGRESS, Key.EVIDENCE})


def source_label(source: str) -> str:
    """Answer the words for what a column takes: a column of the ledger, or one of ``Extra``."""
    if source in set(Extra):
        return Extra(source).label
    return BY_KEY[Key(source)].title


@dataclass(frozen=True, slots=True)
class ColumnOrder:
    """What one column takes: ``source`` is the value of a ``Key`` or an ``Extra``; ``limit`` counts 字."""

    source: str = ""
    constant: str = ""
    date_style: DateStyle = DateStyle.AS_WRITTEN
    joining: Joining = Joining.NUMBERED
    person: PersonStyle = PersonStyle.AS_WRITTEN
    limit: int | None = None

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "ColumnOrder":
        """Read back what JSON kept."""
        return cls(
            source=kept["source"],
            constant=kept["constant"],
            date_style=DateStyle(kept["date_style"]),
            joining=Joining(kept["joining"]),
            person=PersonStyle(kept["person"]),
            limit=kept["limit"],
        )


@dataclass(frozen=True, slots=True)
class TheirLayout:
    """All that is said about one table.

    ``first`` and ``rows`` are the header's first row and height; ``words`` are their words by ``Stand`` value;
    ``grouped_by`` is the ledger column by which a counting table counts, ``counts_tasks`` whether it counts
    tasks instead of problems; ``sustained_counts`` is the table's own rule.
    """

    sheet: str
    first: int
    rows: int
    kind: TableKind
    columns: Mapping[int, ColumnOrder]
    words: Mapping[str, str] = field(default_factory=dict)
    grouped_by: Key = Key.CATEGORY
    counts_tasks: bool = False
    sustained_counts: bool = False

    @property
    def body(self) -> int:
        """Answer the first row below the header."""
        return self.first + self.rows

    def column_of(self, source: str) -> int | None:
        """Answer the first column that takes something."""
        found = (number for number, one in self.columns.items() if one.source == source)
        return next(found, None)

    def as_json(self) -> dict[str, Any]:
        """Answer the layout in a shape that JSON keeps."""
        kept = asdict(self)
        kept["columns"] = {str(number): asdict(one) for number, one in self.columns.items()}
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "TheirLayout":
        """Read back what ``as_json`` gave."""
        columns = {
            int(number): ColumnOrder.from_json(one) for number, one in kept["columns"].items()
        }
        return cls(
            sheet=kept["sheet"],
            first=kept["first"],
            rows=kept["rows"],
            kind=TableKind(kept["kind"]),
            columns=columns,
            words=dict(kept["words"]),
            grouped_by=Key(kept["grouped_by"]),
            counts_tasks=kept["counts_tasks"],
            sustained_counts=kept["sustained_counts"],
        )
