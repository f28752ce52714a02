"""The columns of the ledger (PRODUCT.md §4) as data: titles, other offices' words, widths, how each is written.

Everything that writes or reads a ledger in a workbook goes by this list: exports, imports, 填报表, 套表. A column
knows its ``key``; its ``title`` in our own ledger; ``aliases``, the headings under which other
offices keep the same thing (found by ``headings.column_for``); how a ``LedgerLine`` is written for paper (``printed``:
always a text, deadlines in the paper's own words) and for programs (``data``: real days and numbers); and
``reads``, how a cell of it is read back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.documents.rules.sheet import CellValue, SheetColumn, shown
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.words import (
    closing_words,
    due_words,
    numbered,
    progress_words,
    remarks_of,
    state_words,
)


class Key(StrEnum):
    """Names a column; the first nineteen are the default ledger, in its order."""

    POSITION = "position"
    NUMBER = "number"
    SUPERIOR_NUMBER = "superior_number"
    SOURCE = "source"
    CATEGORY = "category"
    PROBLEM = "problem"
    SHOWN_AS = "shown_as"
    STANDARD = "standard"
    MEASURES = "measures"
    KIND = "kind"
    LEADER = "leader"
    LEAD_UNIT = "lead_unit"
    HELPING = "helping"
    HANDLER = "handler"
    DUE = "due"
    PROGRESS = "progress"
    STATE = "state"
    EVIDENCE = "evidence"
    CLOSING = "closing"
    # Beyond the default ledger: on the data sheet, and in other people's workbooks.
    OUTWARD = "outward"
    DUE_ON = "due_on"
    CLOSED_ON = "closed_on"
    REMARKS = "remarks"
    OUTCOME = "outcome"


class Reads(StrEnum):
    """How a cell is read back into the ledger."""

    NOTHING = "nothing"  # told by the program itself
    LINE = "line"  # a short text
    TEXT = "text"  # a text of any length
    DAY = "day"
    DEADLINE = "deadline"  # a day, or words (6月底前并长期坚持)
    SOURCE = "source"
    KIND = "kind"
    STATE = "state"
    MEASURES = "measures"  # one measure a line, numbers in front fall away
    PROGRESS = "progress"  # new lines are a report of progress


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``width`` in characters of Excel, ``short`` for those that the A4 sheet shows too."""

    key: Key
    title: str
    width: float
    printed: Callable[[LedgerLine], str]
    reads: Reads
    aliases: tuple[str, ...] = ()
    centred: bool = False
    short: bool = False
    plain: Callable[[LedgerLine], CellValue] | None = None

    def data(self, line: LedgerLine) -> CellValue:
        """Answer the value for programs: a day or number where there is one, else the printed text."""
        return self.plain(line) if self.plain else self.printed(line)

    def as_sheet_column(self) -> SheetColumn:
        """Answer the column for a sheet writer."""
        return SheetColumn(self.title, self.width, self.centred)


def _day(
    key: Key, title: str, write: Callable[[LedgerLine], date | None], aliases: tuple[str, ...]
) -> Column:
    return Column(
        key,
        title,
        15,
        lambda line: shown(write(line)),
        Reads.DAY,
        aliases,
        centred=True,
        plain=write,
    )


COLUMNS: tuple[Column, ...] = (
    Column(
        Key.POSITION, "序号", 5, lambda it: str(it.position), Reads.NOTHING, aliases=("序列", "顺序号", "no"),
        centred=True, short=True, plain=lambda it: it.position,
    ),
    Column(
        Key.NUMBER, "问题编号", 10, lambda it: it.number, Reads.LINE, centred=True, short=True,
        aliases=("编号", "本镇编号", "任务编号", "台账编号", "整改编号", "问题序号", "清单编号"),
    ),
    Column(
        Key.SUPERIOR_NUMBER, "上级编号", 8, lambda it: it.superior_number, Reads.LINE, centred=True,
        aliases=("上级问题编号", "反馈编号", "县级编号", "县编号", "市级编号", "上级清单编号", "原编号", "问题清单编号"),
    ),
    Column(
        Key.SOURCE, "问题来源", 11, lambda it: it.source.label, Reads.SOURCE, centred=True,
        aliases=("来源", "反馈来源", "来源渠道", "问题出处", "反馈渠道", "发现方式", "问题来源渠道"),
    ),
    Column(
        Key.CATEGORY, "问题类别", 10, lambda it: it.category, Reads.LINE, centred=True,
        aliases=(
            "问题类型", "类别", "所属领域", "问题分类", "问题领域", "所属类别", "涉及领域", "所属方面", "方面", "分类", "反馈方面",
        ),
    ),
    Column(
        Key.PROBLEM, "反馈问题（原文）", 26, lambda it: it.problem, Reads.TEXT, short=True,
        aliases=(
            "问题", "存在问题", "存在的问题", "主要问题", "具体问题", "问题描述", "问题内容", "问题表述", "问题情况",
            "反馈的问题", "反馈意见", "查摆问题", "查摆的问题", "问题清单", "整改问题", "问题事项", "发现问题", "发现的问题", "问题名称",
            "问题原文", "反馈问题内容", "问题概述", "问题摘要", "存在主要问题", "存在的主要问题", "突出问题", "反馈具体问题",
        ),
    ),
    Column(
        Key.SHOWN_AS, "具体表现", 18, lambda it: it.inward_text, Reads.TEXT,
        aliases=("表现", "问题表现", "主要表现", "具体表现形式", "问题具体表现", "具体情况", "对内表现", "问题具体情况"),
    ),
    Column(
        Key.STANDARD, "完成标准", 15, lambda it: it.standard, Reads.TEXT,
        aliases=(
            "整改标准", "整改目标", "目标要求", "验收标准", "整改要求", "销号标准", "预期目标", "工作目标", "完成目标", "整改目标要求",
            "预期成效", "目标",
        ),
    ),
    Column(
        Key.MEASURES, "整改措施", 26, lambda it: numbered(it.measures), Reads.MEASURES, short=True,
        aliases=(
            "措施", "整改举措", "改进措施", "具体措施", "解决措施", "工作措施", "整改任务", "整改内容", "具体整改措施", "整改具体措施",
            "主要措施", "举措", "整改办法", "整改方案", "整改落实措施", "整改任务措施", "工作举措", "具体举措", "整改工作措施",
        ),
    ),
    Column(
        Key.KIND, "整改类型", 9, lambda it: it.kind.label, Reads.KIND, centred=True,
        aliases=("整改方式", "整改类别", "类型", "整改性质", "时限类型", "办理类型"),
    ),
    Column(
        Key.LEADER, "责任领导", 9, lambda it: it.leader, Reads.LINE, centred=True, short=True,
        aliases=(
            "分管领导", "牵头领导", "包抓领导", "包保领导", "挂点领导", "整改责任领导", "主管领导", "包联领导", "牵头责任领导",
            "责任县领导", "责任班子成员", "分管责任领导", "领导",
        ),
    ),
    Column(
        Key.LEAD_UNIT, "牵头单位", 11, lambda it: it.lead_unit, Reads.LINE, centred=True, short=True,
        aliases=(
            "责任单位", "责任部门", "牵头部门", "整改单位", "主办单位", "责任科室", "牵头科室", "承办单位", "责任办所", "牵头办公室",
            "整改责任单位", "牵头责任单位", "责任主体", "牵头站所", "责任部门单位", "整改责任部门", "整改主体", "责任站办所", "主责单位", "牵头",
        ),
    ),
    Column(
        Key.HELPING, "配合单位", 11, lambda it: it.helping, Reads.LINE, centred=True,
        aliases=("协办单位", "配合部门", "协助单位", "参与单位", "协同单位", "配合责任单位", "配合", "配合科室", "协办部门"),
    ),
    Column(
        Key.HANDLER, "责任人", 9, lambda it: it.handler, Reads.LINE, centred=True, short=True,
        aliases=(
            "具体责任人", "经办人", "直接责任人", "整改责任人", "负责人", "主办人", "具体负责人", "责任人员", "牵头责任人", "承办人",
            "整改负责人", "责任同志", "具体经办人", "第一责任人",
        ),
    ),
    Column(
        Key.DUE, "整改时限", 13, due_words, Reads.DEADLINE, centred=True, short=True,
        aliases=(
            "完成时限", "完成时间", "整改期限", "时限", "整改完成时限", "办结时限", "完成期限", "时间节点", "整改时间", "时限要求", "期限",
            "计划完成时间", "拟完成时间", "预计完成时间", "截止时间", "整改完成时间", "办理时限", "要求完成时间", "整改时限要求",
        ),
    ),
    Column(
        Key.PROGRESS, "整改进展及成效", 30, progress_words, Reads.PROGRESS, short=True,
        aliases=(
            "整改进展", "整改进展情况", "进展情况", "整改情况", "整改落实情况", "完成情况", "目前进展", "工作进展", "整改成效及进展", "进展",
            "整改进展成效", "整改措施落实情况", "落实情况", "进展及成效", "本期进展", "整改完成情况", "完成情况及成效", "整改情况及成效", "最新进展",
            "整改情况进展", "整改进度情况", "具体落实情况",
        ),
    ),
    Column(
        Key.STATE, "整改状态", 11, state_words, Reads.STATE, centred=True, short=True,
        aliases=(
            "状态", "是否完成", "完成状态", "整改结果", "整改进度", "是否整改到位", "销号情况", "是否销号", "整改完成状态", "办理状态", "进度",
            "是否完成整改", "是否整改完成", "结果", "整改完成与否",
        ),
    ),
    Column(
        Key.EVIDENCE, "佐证材料", 12, lambda it: "、".join(it.evidence), Reads.NOTHING,
        aliases=("佐证", "印证材料", "支撑材料", "佐证资料", "证明材料", "整改佐证材料"),
    ),
    Column(
        Key.CLOSING, "销号时间/备注", 16, closing_words, Reads.NOTHING,
    ),
)  # fmt: skip
"""The nineteen default columns, in their order."""

EXTRA: tuple[Column, ...] = (
    Column(
        Key.OUTWARD, "对外表述", 18, lambda it: it.outward_text, Reads.TEXT, aliases=("公开表述", "对外口径"),
    ),
    _day(Key.DUE_ON, "时限日期", lambda it: it.due_on, ("整改时限日期", "到期日", "截止日期")),
    _day(
        Key.CLOSED_ON, "销号日期", lambda it: it.closed_on,
        ("销号时间", "办结时间", "办结日期", "实际完成时间", "实际完成日期", "完成日期", "销号完成时间", "实际完成时限"),
    ),
    Column(Key.REMARKS, "备注", 24, remarks_of, Reads.NOTHING, aliases=("说明", "其他", "备注说明")),
    Column(
        Key.OUTCOME, "整改成效", 24, lambda it: it.outcome, Reads.TEXT, aliases=("成效", "取得成效", "工作成效", "整改结果成效"),
    ),
)  # fmt: skip
"""Columns beyond the default ledger."""

BY_KEY: dict[Key, Column] = {one.key: one for one in (*COLUMNS, *EXTRA)}
SHORT: tuple[Column, ...] = tuple(one for one in COLUMNS if one.short)
"""What fits A4 at a size that can be read."""
DATA: tuple[Column, ...] = (
    *(one for one in COLUMNS if one.key is not Key.CLOSING),
    *(BY_KEY[key] for key in (Key.OUTWARD, Key.DUE_ON, Key.CLOSED_ON, Key.REMARKS)),
)
"""The unmerged data sheet."""
