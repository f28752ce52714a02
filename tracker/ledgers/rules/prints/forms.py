"""The forms that one task fills: closing, extension, visits on the spot — boxes and where they are filled from."""

from tracker.documents.rules.layout import measure
from tracker.documents.rules.sheet import shown
from tracker.ledgers.rules.columns import BY_KEY, Key
from tracker.ledgers.rules.prints.engine import Box, Form, Source, signing
from tracker.ledgers.rules.prints.facts import Opinion, PrintTask, pieces_words
from tracker.ledgers.rules.words import due_words, numbered, progress_words
from tracker.tasks.rules.lifecycle import Step

_THIRD = 7  # characters


def column(key: Key) -> Source:
    """Answer what a column of the ledger prints."""
    printed = BY_KEY[key].printed
    return lambda task: printed(task.line)


def _agreed(*steps: Step) -> Source:
    """Answer what the ledger has on record of an approval, so that the signature can follow it."""

    def words(task: PrintTask) -> str:
        given = [one for one in task.opinions if one.step in steps]
        return _opinion(given[-1]) if given else ""

    return words


def _opinion(one: Opinion) -> str:
    note = f"：{one.note}" if one.note else ""
    return f"{one.post}{one.who}于{shown(one.done_on)}{one.step.label}同意{note}"


def _due(task: PrintTask) -> str:
    """Answer the deadline in force, and the first one where it was moved."""
    words = due_words(task.line)
    before = task.line.original_due_on
    if not task.line.extensions or before is None:
        return words
    how = "补办延期" if task.line.extensions[-1].late else "经批准延期"
    return f"{shown(task.line.due_on)}（原定{shown(before)}，{how}）"


def _measures(task: PrintTask) -> str:
    return numbered(task.line.measures)


def _outcome(task: PrintTask) -> str:
    return task.line.outcome or task.last


def _submitted(task: PrintTask) -> str:
    """Answer the day on which closing was asked for, and the how-manieth time: an old round keeps its own form."""
    return f"{shown(task.submitted_on)}（第{task.line.round}次整改）"


def _evidence(task: PrintTask) -> str:
    return pieces_words(task.pieces)


def _handler(task: PrintTask) -> str:
    return _in_box(task.handler)


def _leader(task: PrintTask) -> str:
    return _in_box(task.leader)


def _in_box(named: str) -> str:
    """Answer a post and a name, each on its line where both do not fit a third of a form: no name is broken."""
    return named if measure(named) <= _THIRD else named.replace(" ", "\n", 1)


_TOP = (
    (
        Box("问题编号", column(Key.NUMBER)),
        Box("上级编号", column(Key.SUPERIOR_NUMBER)),
        Box("问题来源", column(Key.SOURCE)),
    ),
    (
        Box("责任领导", _leader),
        Box("牵头单位", column(Key.LEAD_UNIT)),
        Box("责任人", _handler),
    ),
)
_PROBLEM = (Box("问题", column(Key.PROBLEM), 16),)
_STANDARD = (Box("完成标准", column(Key.STANDARD), 11),)

CLOSING = Form(
    "问题整改销号审批表",
    (
        *_TOP,
        (
            Box("整改时限", _due),
            Box("申请日期", _submitted),
        ),
        _PROBLEM,
        _STANDARD,
        (Box("整改措施", _measures, 14),),
        (Box("整改成效", _outcome, 20),),
        (Box("佐证材料\n目录", _evidence, 16),),
        signing("责任人\n申请意见"),
        signing("责任领导\n意见", _agreed(Step.COUNTERSIGN)),
        signing("初审意见", _agreed(Step.REVIEW)),
        signing("党委\n审定意见\n（盖章）", _agreed(Step.ACCEPT)),
    ),
)


def _asked_to(task: PrintTask) -> str:
    return shown(task.request.proposed_on) if task.request else ""


def _asked_on(task: PrintTask) -> str:
    return shown(task.request.asked_on) if task.request else ""


def _reason(task: PrintTask) -> str:
    return task.request.reason if task.request else ""


def _which(task: PrintTask) -> str:
    """Answer whether the request is late and the how-manieth it is: the second goes to the secretary."""
    if task.request is None:
        return ""
    kind = "补办延期" if task.request.late else "延期"
    return f"第{len(task.requests)}次申请，{kind}"


def _before(task: PrintTask) -> str:
    return shown(task.request.due_before if task.request else task.line.due_on)


EXTENSION = Form(
    "延期申请审批表",
    (
        *_TOP,
        (Box("原定时限", _before), Box("申请延至", _asked_to)),
        (Box("申请日期", _asked_on), Box("申请类别", _which)),
        _PROBLEM,
        (Box("申请延期\n的理由", _reason, 30),),
        (Box("目前进展", lambda task: progress_words(task.line), 28),),
        (Box("下步安排\n保证措施", None, 26),),
        signing("责任人"),
        signing("责任领导\n意见"),
        signing("书记意见"),
    ),
    note="注：第二次申请延期和补办延期，由书记审批。原整改时限在台账中长期保留。",
)


def _closed(task: PrintTask) -> str:
    return shown(task.line.closed_on)


_WAYS = "□查阅资料　□实地查看　□走访群众　□询问经办人　□其他"
_CHECKERS = (Box("核查人一", None, 16, signed=True), Box("核查人二", None, 16, signed=True))

ON_SITE = Form(
    "整改现场核查记录表",
    (
        *_TOP,
        (Box("核查时间"), Box("整改时限", _due)),
        (Box("核查地点"),),
        _PROBLEM,
        _STANDARD,
        (Box("整改措施", _measures, 14),),
        (Box("台账记载\n的进展", lambda task: task.last, 14),),
        (Box("核查方式", lambda _: _WAYS, 9),),
        (Box("核查情况", None, 36),),
        (Box("现场照片\n粘贴处", None, 38),),
        (Box("核查结论", lambda _: "□情况属实　　□部分属实　　□与台账不符", 9),),
        _CHECKERS,
        (Box("被核查\n单位\n负责人", None, 18, signed=True),),
    ),
)

RECHECK = Form(
    "整改“回头看”核查表",
    (
        *_TOP,
        (Box("销号日期", _closed), Box("核查时间")),
        (Box("核查地点"),),
        _PROBLEM,
        _STANDARD,
        (Box("整改成效", _outcome, 16),),
        (Box("佐证材料", _evidence, 12),),
        (Box("核查方式", lambda _: _WAYS, 9),),
        (Box("核查情况", None, 36),),
        (Box("现场照片\n粘贴处", None, 32),),
        (Box("核查结论", lambda _: "□成效巩固　　□出现反复　　□需重新整改", 9),),
        _CHECKERS,
        (Box("被核查\n单位\n负责人", None, 18, signed=True),),
    ),
)
