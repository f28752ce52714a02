"""What a drafted letter says: facts of the ledger, polite and firm, nothing that nobody knows."""

import re
from datetime import date

from tracker.documents.rules.sheet import shown
from tracker.ledgers.rules.letters.life import LetterKind, NewLetter
from tracker.ledgers.rules.prints import PrintTask
from tracker.ledgers.rules.words import due_words, numbered

_SEVERAL = re.compile("^各|[、，,；;]")
_QUOTES = str.maketrans("“”", "‘’")


def drafted(kind: LetterKind, task: PrintTask, today: date, reply_by: date) -> NewLetter:
    """Draft a letter about a task from what the ledger knows and nothing else."""
    line = task.line
    return NewLetter(
        kind=kind,
        addressee=_addressee(task),
        title=f"关于“{_inner(line.title)}”整改事项的{kind.label}",
        text="\n".join(_PARTS[kind](task, today, reply_by)),
        reply_by=reply_by,
    )


def _addressee(task: PrintTask) -> str:
    return task.line.lead_unit or task.line.handler or "责任单位"


def _you(task: PrintTask) -> str:
    """Answer how the letter speaks to whom it goes: to one, or to several at once."""
    return "你们单位" if _SEVERAL.search(_addressee(task)) else "你单位"


def _assignment(task: PrintTask, _today: date, reply_by: date) -> list[str]:
    line = task.line
    parts = [
        f"经研究，现将“{_inner(line.title)}”（编号{line.number}）交由{_you(task)}牵头整改，有关要求如下："
    ]
    told = (
        ("问题", line.outward_text or line.problem),
        ("整改措施", numbered(line.measures)),
        ("完成标准", line.standard),
        ("整改时限", due_words(line)),
        ("责任领导", task.leader),
        ("责任人", task.handler),
        ("配合单位", line.helping),
    )
    parts += [f"{word}：{value}" for word, value in told if value]
    parts.append(f"请于{shown(reply_by)}前签收并交回回执；对责任分工有不同意见的，一并提出。")
    return parts


def _reminder(task: PrintTask, today: date, reply_by: date) -> list[str]:
    return [
        f"{_you(task)}牵头的“{_inner(task.line.title)}”（编号{task.line.number}），{_deadline(task, today)}{_moved(task)}",
        f"请对照完成标准抓紧办理，于{shown(reply_by)}前报送进展。预计不能按期办结的，请在到期前说明原因，按程序申请延期。",
    ]


def _chasing(task: PrintTask, today: date, reply_by: date) -> list[str]:
    return [
        f"{_you(task)}牵头的“{_inner(task.line.title)}”（编号{task.line.number}），{_deadline(task, today)}{_moved(task)}",
        (
            f"请抓紧办理，于{shown(reply_by)}前书面回复目前进展、未办结的原因和预计办结时间，并交回回执。"
            "已经办结的，请同时报送佐证材料，按程序申请销号。"
        ),
    ]


def _supervision(task: PrintTask, today: date, reply_by: date) -> list[str]:
    heads = "各单位" if _SEVERAL.search(_addressee(task)) else "单位"
    standard = f"销号以“{task.line.standard}”为标准。" if task.line.standard else ""
    return [
        f"{_you(task)}牵头的“{_inner(task.line.title)}”（编号{task.line.number}），{_deadline(task, today)}{_moved(task)}",
        f"请{heads}主要负责人亲自过问，明确专人限期办结，于{shown(reply_by)}前将办理情况和下步安排书面报送，并交回回执。{standard}",
    ]


def _inner(text: str) -> str:
    """Answer a text as it stands inside quotation marks (GB/T 15834-2011, 4.8.3.2)."""
    return text.translate(_QUOTES)


def _deadline(task: PrintTask, today: date) -> str:
    due = task.line.due_on
    if due is None:
        return "尚未确定整改时限。"
    days = (due - today).days
    stand = f"距到期还有{days}天" if days > 0 else f"已超期{-days}天" if days else "今天到期"
    return f"整改时限为{due_words(task.line)}，{stand}。"


def _moved(task: PrintTask) -> str:
    if not task.line.progress:
        return "台账中还没有进展记录。"
    newest = task.line.progress[-1]
    return f"台账中最近一次进展是{shown(newest.done_on)}的。"


_PARTS = {
    LetterKind.ASSIGNMENT: _assignment,
    LetterKind.REMINDER: _reminder,
    LetterKind.CHASING: _chasing,
    LetterKind.SUPERVISION: _supervision,
}
