"""Labels that open a field behind a problem (责任单位：, 整改时限：), as data and as a scanner."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.reports.rules.words import any_of


class Field(StrEnum):
    """What a label announces."""

    PROBLEM = "problem"
    MEASURE = "measure"
    CAUSE = "cause"
    LEAD_UNIT = "lead_unit"
    HANDLER = "handler"
    LEADER = "leader"
    DUE = "due"
    CATEGORY = "category"
    NUMBER = "number"
    OTHER = "other"


WORK_FIELDS = frozenset({Field.MEASURE, Field.LEAD_UNIT, Field.HANDLER, Field.LEADER, Field.DUE})
"""Fields that say how a problem is worked off; where they stand, a problem stands above them."""

DEMANDS = ("整改要求", "整改意见", "处理意见", "整改建议")
"""What an inspection asks for: it stands for the measure where the unit has not named its own."""

LABELS: dict[Field, tuple[str, ...]] = {
    Field.PROBLEM: (
        "问题表现", "问题情况", "问题表述", "问题描述", "问题内容", "存在问题", "反馈问题", "具体问题", "存在的问题", "查摆问题", "问题", "主要问题",
        "问题事项", "整改问题", "问题点", "问题概述", "存在的主要问题", "问题摘要", "问题及表现", "存在的具体问题", "问题名称",
        "反馈的问题", "反馈意见", "发现问题", "问题具体表述", "问题具体表现", "存在的突出问题", "突出问题", "存在不足",
    ),
    Field.MEASURE: (
        "整改措施", "整改举措", "改进措施", "具体措施", "解决措施", "工作措施", "措施", "下一步措施", "下步措施", "下一步打算",
        "整改思路", "整改办法", "整改方案", "整改任务", "下步打算", "整改方法", "应对措施", "整改具体措施", "主要措施", "举措", *DEMANDS,
        "整改落实措施", "拟采取措施", "整改计划", "具体整改措施", "整改内容", "下一步工作", "下一步整改措施", "采取措施", "对策", "对策措施", "解决对策", "整改对策", "建议", "打算", "整改打算",
    ),
    Field.CAUSE: (
        "成因", "原因", "原因分析", "主要原因", "产生原因", "问题原因", "原因剖析", "成因分析", "问题成因", "根源", "存在原因",
        "问题产生原因", "产生的原因", "根源剖析", "问题根源", "主要成因", "产生问题的原因",
    ),
    Field.LEAD_UNIT: (
        "责任单位", "牵头单位", "责任部门", "牵头部门", "整改单位", "主办单位", "责任科室", "牵头科室", "承办单位", "责任办所",
        "整改责任单位", "牵头责任单位", "责任主体", "牵头站所", "整改责任部门", "整改主体", "责任站办所", "主责单位", "责任股室", "责任处室", "牵头股室", "牵头处室", "责任站所", "责任村",
    ),
    Field.LEADER: (
        "责任领导", "分管领导", "牵头领导", "包抓领导", "包保领导", "挂点领导", "整改责任领导", "主管领导", "包联领导", "挂村领导",
        "牵头责任领导", "包村领导",
    ),
    Field.HANDLER: (
        "责任人", "具体责任人", "经办人", "直接责任人", "整改责任人", "负责人", "主办人", "具体负责人", "责任人员", "联系人",
        "牵头责任人", "第一责任人", "整改负责人", "承办人", "具体经办人", "责任同志",
    ),
    Field.DUE: (
        "完成时限", "整改时限", "完成时间", "整改期限", "时限", "整改完成时限", "办结时限", "完成期限", "时间节点", "整改时间",
        "时限要求", "计划完成时间", "完成整改时限", "期限", "整改完成时间", "拟完成时间", "办理时限", "预计完成时间", "截止时间",
    ),
    Field.CATEGORY: ("问题类别", "问题类型", "类别", "所属领域", "问题分类", "问题领域", "所属类别", "涉及领域"),
    Field.NUMBER: ("序号", "编号", "问题编号", "问题序号", "序列"),
    Field.OTHER: (
        "整改情况", "整改成效", "整改进展", "完成情况", "整改进展情况", "整改结果", "进展情况", "整改目标", "完成标准", "整改标准",
        "目标要求", "配合单位", "协办单位", "配合部门", "问题来源", "整改状态", "备注", "整改落实情况", "协助单位",
        "整改类型", "是否完成", "目前进展", "验收标准", "整改进度", "完成情况及成效", "佐证材料", "销号情况", "联系电话",
    ),
}  # fmt: skip

# Labels so plain that they need a boundary on their left.
_COMMON = frozenset(
    {
        "问题",
        "措施",
        "举措",
        "对策",
        "建议",
        "打算",
        "原因",
        "根源",
        "成因",
        "时限",
        "期限",
        "类别",
        "负责人",
        "备注",
        "编号",
        "序号",
    }
)
FIELD_OF = {word: field for field, family in LABELS.items() for word in family}
_PATTERN = re.compile(
    rf"(?P<open>[(【\[]? ?)(?P<word>{any_of(FIELD_OF)}) ?(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})? ?(?:及(?:时限|责任人|完成时限))?"
    r"(?:[)】\]] ?:?|:)",
)
_BOUNDARY = frozenset("\n\t 。;,、(【[!?:)】].")
_OPENERS = frozenset("(【[")
_ENDS = ":)】]"


@dataclass(frozen=True, slots=True)
class Label:
    """A label in the text; ``start`` includes an opening bracket, ``end`` lies behind the colon."""

    field: Field
    start: int
    end: int
    bracketed: bool


def labels_in(folded: str, start: int, end: int) -> Iterator[Label]:
    """Yield the labels of ``folded[start:end]``; a label needs its colon or its own brackets."""
    if not any(folded.find(sign, start, end) >= 0 for sign in _ENDS):
        return
    for found in _PATTERN.finditer(folded, start, end):
        opening = found["open"].strip()
        closed = found.group()[-1:] in ")】]" or ")" in found.group() or "】" in found.group()
        if closed and not opening:
            continue
        if closed and opening == "(" and not found.group().endswith(":"):
            continue
        at_edge = found.start() == start or folded[found.start() - 1] in _BOUNDARY or bool(opening)
        if at_edge or found["word"] not in _COMMON:
            bracketed = opening in _OPENERS and bool(opening) and not closed
            yield Label(FIELD_OF[found["word"]], found.start(), found.end(), bracketed)
