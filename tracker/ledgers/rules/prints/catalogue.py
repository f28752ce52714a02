"""All prints by name: what each is for, on what paper, and how its blocks are made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.documents.rules.layout import FORM, Layout
from tracker.documents.rules.paper import Block, Paper
from tracker.ledgers.rules.prints import forms, lists
from tracker.ledgers.rules.prints.engine import Form, List, form_blocks, list_blocks
from tracker.ledgers.rules.prints.facts import PrintTask, Run
from tracker.ledgers.rules.prints.one_page import one_page_blocks
from tracker.ledgers.rules.prints.persons import claim_blocks, missing_blocks
from tracker.tasks.rules.lifecycle import OPEN, OWED, State

Blocks = Callable[[Sequence[PrintTask], Run], tuple[Block, ...]]


class Print(StrEnum):
    """Names a print in addresses."""

    CLOSING = "closing"
    CLAIMS = "claims"
    BREAKDOWN = "breakdown"
    COMMENT = "comment"
    MEETING = "meeting"
    MEETING_A3 = "meeting-a3"
    ONE_PAGE = "one-page"
    EXTENSION = "extension"
    HANDING_OVER = "handing-over"
    MISSING = "missing"
    QUARTERLY = "quarterly"
    ON_SITE = "on-site"
    RECHECK = "recheck"
    SHORT_LEDGER = "short-ledger"
    FULL_LEDGER = "full-ledger"


@dataclass(frozen=True, slots=True)
class Kind:
    """One print: its name, what it is for, its paper, and what it makes of tasks.

    ``most`` bounds the tasks of one file: a sheet each for forms, a row each for lists; ``states`` are those of
    the tasks that it is for.
    """

    name: str
    purpose: str
    paper: str
    layout: Layout
    blocks: Blocks
    most: int
    single: bool = False
    states: tuple[State, ...] = tuple(State)


_SHEETS, _ROWS = 200, 2000


def _form(form: Form, purpose: str, states: tuple[State, ...]) -> Kind:
    def blocks(tasks: Sequence[PrintTask], run: Run) -> tuple[Block, ...]:
        sheets = (form_blocks(form, one, run, fresh=n > 0) for n, one in enumerate(tasks))
        return tuple(block for sheet in sheets for block in sheet)

    return Kind(
        form.title, purpose, "A4，每项一张", FORM, blocks, _SHEETS, single=True, states=states
    )


def _list(
    kind: List,
    purpose: str,
    paper: str = "A4横向",
    name: str = "",
    states: tuple[State, ...] = tuple(State),
) -> Kind:
    def blocks(tasks: Sequence[PrintTask], run: Run) -> tuple[Block, ...]:
        return list_blocks(kind, tasks, run)

    return Kind(name or kind.title, purpose, paper, kind.layout, blocks, _ROWS, states=states)


_SIGNED_OFF = (State.CLOSED, State.SUSTAINED)
_IN_HAND = tuple(one for one in OPEN if one is not State.UNASSIGNED)
_TO_CLOSE = (*OPEN, State.CLOSED)
_CLAIMED = tuple(one for one in State if one not in {State.ENDED, State.JOINED})

KINDS: dict[Print, Kind] = {
    Print.CLOSING: _form(
        forms.CLOSING, "申请销号时送签：责任人、责任领导、初审、党委审定各有签字栏，可一次打印多项。", _TO_CLOSE
    ),
    Print.CLAIMS: Kind(
        lists.CLAIMS.title, "班子成员会上认领问题，每位领导一张，写明承诺并签字。", "A4，每人一张",
        FORM, claim_blocks, _ROWS, states=_CLAIMED,
    ),
    Print.BREAKDOWN: _list(
        lists.BREAKDOWN, "问题、任务、措施、责任和时限一览，可作文件附件印发。", states=_CLAIMED
    ),
    Print.COMMENT: _list(
        lists.BREAKDOWN_FOR_COMMENT, "分解表印发前送班子成员征求意见，最右一栏留空手写。", states=_CLAIMED
    ),
    Print.MEETING: _list(
        lists.MEETING, "开调度会用：列出未办结任务的上次情况，本次情况留空手写。", states=OPEN
    ),
    Print.MEETING_A3: _list(
        lists.MEETING_A3, "同上，A3纸，手写的地方更大。", "A3横向", "整改工作月度调度表（A3）", OPEN
    ),
    Print.ONE_PAGE: Kind(
        "书记一页纸", "总数、需要决定的事项、临近时限和近一个月的变化，一页看完。", "A4", FORM,
        one_page_blocks, _ROWS,
    ),
    Print.EXTENSION: _form(
        forms.EXTENSION, "申请延期时送签，已在系统申请的自动填好理由和时间。", OWED
    ),
    Print.HANDING_OVER: _list(
        lists.HANDING_OVER, "人员变动时移交未办结的任务，移交人、接收人、监交人三方签字。", states=OPEN
    ),
    Print.MISSING: Kind(
        lists.MISSING.title, "按责任人列出已有的和还缺的佐证材料，每人一张。", "A4，每人一张", FORM,
        missing_blocks, _ROWS, states=_IN_HAND,
    ),
    Print.QUARTERLY: _list(
        lists.QUARTERLY, "长期坚持的事项每季度复核，一张表填完签字。", states=(State.SUSTAINED,)
    ),
    Print.ON_SITE: _form(
        forms.ON_SITE, "到现场核查整改是否属实，两名核查人和被核查单位签字。", OPEN
    ),
    Print.RECHECK: _form(
        forms.RECHECK, "销号以后“回头看”，看成效是否巩固、有无反复。", _SIGNED_OFF
    ),
    Print.SHORT_LEDGER: _list(lists.SHORT_LEDGER, "台账常用的几栏，字大好读，适合传阅。"),
    Print.FULL_LEDGER: _list(
        lists.FULL_LEDGER, "台账全部栏目，适合存档和报送。", "A3横向", "整改台账（全表）"
    ),
}  # fmt: skip


def quarterly_kind(year: int, quarter: int) -> Kind:
    """Answer the review list of one quarter, which stands in its title."""
    words = f"{year}年第{quarter}季度{lists.QUARTERLY.title}"

    def blocks(tasks: Sequence[PrintTask], run: Run) -> tuple[Block, ...]:
        return list_blocks(lists.QUARTERLY, tasks, run, title=f"{run.unit_name}{words}")

    return replace(KINDS[Print.QUARTERLY], name=words, blocks=blocks)


def print_paper(kind: Kind, tasks: Sequence[PrintTask], run: Run) -> Paper:
    """Answer a print of tasks as a paper, to be set in the kind's layout."""
    return Paper(
        blocks=kind.blocks(tasks, run),
        subject=kind.name,
        author=run.unit_name,
        made_on=run.on,
    )
