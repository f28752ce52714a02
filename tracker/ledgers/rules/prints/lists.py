"""The lists of tasks for paper: columns and where they are filled from."""

from tracker.documents.rules.layout import FORM, WIDE, WIDE_A3
from tracker.ledgers.rules.columns import COLUMNS, SHORT, Column, Key
from tracker.ledgers.rules.prints.engine import Filled, List
from tracker.ledgers.rules.prints.facts import PrintTask, pieces_words
from tracker.ledgers.rules.prints.forms import column
from tracker.ledgers.rules.prints.missing import here_words, missing_words

_FILLERS = ("填报人", "审核人", "联系电话")


def _matter(task: PrintTask) -> str:
    return task.matter


_PLACE = Filled("序号", 5, centred=True)
_NUMBER = Filled("编号", 10, column(Key.NUMBER), centred=True)
# On A4 upright the same width is a larger part.
_FORM_PLACE = Filled("序号", 6, centred=True)
_FORM_NUMBER = Filled("编号", 11, column(Key.NUMBER), centred=True)
_LEADER = Filled("责任领导", 8, column(Key.LEADER), centred=True)
_LEAD_UNIT = Filled("牵头单位", 9, column(Key.LEAD_UNIT), centred=True)
_HANDLER = Filled("责任人", 8, column(Key.HANDLER), centred=True)
_DUE = Filled("整改时限", 13, column(Key.DUE), centred=True)
_STATE = Filled("整改状态", 8, column(Key.STATE), centred=True)

_BREAKDOWN = (
    _PLACE,
    _NUMBER,
    Filled("问题", 20, column(Key.PROBLEM)),
    Filled("整改任务", 11, _matter),
    Filled("整改措施", 20, column(Key.MEASURES)),
    Filled("完成标准", 13, column(Key.STANDARD)),
    _LEADER,
    _LEAD_UNIT,
    Filled("配合单位", 8, column(Key.HELPING), centred=True),
    _HANDLER,
    _DUE,
)
BREAKDOWN = List("整改任务分解表", _BREAKDOWN)
BREAKDOWN_FOR_COMMENT = List(
    "整改任务分解表（征求意见稿）",
    (*_BREAKDOWN, Filled("修改意见", 16)),
    row_height=18,
    note="请对照本人分管工作逐项核对，修改意见写在最右一栏；没有意见的写“无”。",
    signers=("征求意见对象", "收回人"),
)

_MEETING = (
    _PLACE,
    _NUMBER,
    Filled("问题", 17, _matter),
    _LEADER,
    _LEAD_UNIT,
    _HANDLER,
    _DUE,
    Filled("上次情况", 22, lambda task: task.last),
    Filled("本次情况", 26),
    Filled("需协调事项", 13, lambda task: task.to_coordinate),
)
MEETING = List(
    "整改工作月度调度表", _MEETING, row_height=22, fillers=("主持人", "记录人", "调度日期")
)
MEETING_A3 = List(
    "整改工作月度调度表", _MEETING, WIDE_A3, row_height=26, fillers=("主持人", "记录人", "调度日期")
)

QUARTERLY = List(
    "长期坚持事项季度复核表",
    (
        _PLACE,
        _NUMBER,
        Filled("问题", 18, _matter),
        Filled("长期坚持的措施", 22, column(Key.MEASURES)),
        _LEADER,
        _HANDLER,
        Filled("上次复核", 14, lambda task: task.reviewed),
        Filled("本季度复核情况", 24),
        Filled("复核结论", 11, lambda _: "□继续坚持\n□出现反复\n□复核完成"),
    ),
    row_height=20,
    signers=("复核人", "责任领导", "审核人"),
)


def _promised(task: PrintTask) -> str:
    told = [
        f"存在困难：{task.difficulties}" if task.difficulties else "",
        f"需协调：{task.to_coordinate}" if task.to_coordinate else "",
    ]
    return "\n".join(word for word in told if word)


HANDING_OVER = List(
    "整改任务移交清单",
    (
        _PLACE,
        _NUMBER,
        Filled("任务", 17, _matter),
        _STATE,
        _DUE,
        Filled("目前进展", 22, lambda task: task.last),
        Filled("佐证材料", 18, lambda task: pieces_words(task.pieces)),
        Filled("困难和需协调事项", 14, _promised),
        Filled("备注", 8),
    ),
    signers=("移交人", "接收人", "监交人"),
)

MISSING = List(
    "佐证材料催交清单",
    (
        _FORM_PLACE,
        _FORM_NUMBER,
        Filled("任务", 16, _matter),
        _DUE,
        Filled("已有材料", 20, here_words),
        Filled("还缺什么", 26, missing_words),
    ),
    FORM,
    note="材料可以交电子件，也可以只交纸质原件并说明存放处。",
)

CLAIMS = List(
    "整改问题认领表",
    (
        _FORM_PLACE,
        _FORM_NUMBER,
        Filled("认领问题", 36, column(Key.PROBLEM)),
        Filled("牵头单位", 10, column(Key.LEAD_UNIT), centred=True),
        Filled("整改时限", 12, column(Key.DUE), centred=True),
        Filled("备注", 8),
    ),
    FORM,
)


def _ledger_columns(columns: tuple[Column, ...]) -> tuple[Filled, ...]:
    return tuple(Filled(one.title, one.width, column(one.key), one.centred) for one in columns)


SHORT_LEDGER = List("整改台账（简表）", _ledger_columns(SHORT), WIDE, fillers=_FILLERS)
FULL_LEDGER = List("整改台账", _ledger_columns(COLUMNS), WIDE_A3, fillers=_FILLERS)
