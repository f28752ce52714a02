"""打印与文书: choose tasks, choose a print, get Word or PDF."""

from collections import Counter
from urllib.parse import urlencode

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.core import clock
from tracker.core.errors import InvalidError, NotFoundError
from tracker.documents.reader.workshop import office_program
from tracker.ledgers.forms.prints import asked_tasks
from tracker.ledgers.pages.prints import PrintRow, PrintsPage, TickRow
from tracker.ledgers.queries.prints.choosing import (
    Chosen,
    batches_seen,
    chosen_ids,
    chosen_tasks,
    leaders_seen,
)
from tracker.ledgers.queries.prints.tasks import print_tasks
from tracker.ledgers.render.prints import print_file
from tracker.ledgers.rules.prints import (
    KINDS,
    Kind,
    Print,
    PrintTask,
    Run,
    print_paper,
    quarterly_kind,
)
from tracker.ledgers.views.blueprint import bp
from tracker.tasks.models import Task
from tracker.tasks.pages import Choice
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.looks import state_look
from tracker.web.database import reading
from tracker.web.downloads import WORD, download
from tracker.web.render import render

PDF = "application/pdf"
_FIRST_YEAR, _LAST_YEAR, _QUARTERS = 2000, 2100, 4
_ALL = ("", "全部")
_OWN = ("leader", "batch", "open", "q")
_KEPT = ("state", "light", "unit", "person", "year", "source", "kind", "handover")


@bp.get("/prints")
@requires(Permission.LEDGER_READ)
def prints() -> Response:
    chosen = asked_tasks(request.args)
    with reading() as session:
        return render(_page(session, chosen))


@bp.get("/prints/<which>")
@requires(Permission.LEDGER_READ)
def print_out(which: str) -> Response:
    if which not in {one.value for one in Print}:
        raise NotFoundError
    kind, today = KINDS[Print(which)], clock.today()
    with reading() as session:
        ids = chosen_ids(
            session, viewer(), asked_tasks(request.args), today=today, states=kind.states
        )
        _check_count(kind, len(ids))
        tasks = print_tasks(session, ids, today)
    return printed(kind, tasks, pdf=request.args.get("format") == "pdf")


@bp.get("/quarterly")
@requires(Permission.LEDGER_READ)
def quarterly() -> Response:
    today = clock.today()
    year = request.args.get("year", default=today.year, type=int)
    quarter = request.args.get("quarter", default=(today.month + 2) // 3, type=int)
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= quarter <= _QUARTERS):
        raise NotFoundError
    kind = quarterly_kind(year, quarter)
    with reading() as session:
        ids = chosen_ids(session, viewer(), Chosen(), today=today, states=kind.states)
        _check_count(kind, len(ids))
        tasks = print_tasks(session, ids, today)
    return printed(kind, tasks, pdf=request.args.get("format") == "pdf")


def printed(kind: Kind, tasks: tuple[PrintTask, ...], *, pdf: bool) -> Response:
    """Answer a print of tasks as a file to download.

    Raises:
        InvalidError: nothing would stand on it, or a PDF was asked for and could not be made.
    """
    who, today = viewer(), clock.today()
    units = {one.line.unit_name for one in tasks}
    unit = units.pop() if len(units) == 1 else who.unit_name
    paper = print_paper(kind, tasks, Run(unit, today, who.name))
    if not paper.blocks:
        raise InvalidError(f"所选任务没有需要写进{kind.name}的内容。")
    made = print_file(paper, kind.layout, pdf=pdf)
    if made is None:
        raise InvalidError("这台服务器现在不能生成PDF，请改用Word。")
    about = tasks[0].line.number if len(tasks) == 1 else unit
    name = f"{about}{kind.name}（{today:%Y%m%d}）.{made.ending}"
    return download(made.content, name, PDF if pdf else WORD)


def _check_count(kind: Kind, count: int) -> None:
    if count == 0:
        states = "、".join(one.label for one in kind.states[:6])
        raise InvalidError(f"所选范围里没有可以打印{kind.name}的任务（用于{states}的任务）。")
    if count > kind.most:
        raise InvalidError(f"一次最多打印{kind.most}项，现在选了{count}项，请缩小范围。")


def _page(session: Session, chosen: Chosen) -> PrintsPage:
    who, today = viewer(), clock.today()
    tasks, total, states = chosen_tasks(session, who, chosen, today=today)
    return PrintsPage(
        rows=tuple(_row(which, states) for which in Print),
        tasks=tuple(_tick(one) for one in tasks),
        total=total,
        choices=_choices(session, chosen),
        text=chosen.wanted.text,
        chips=_chips(chosen),
        kept=tuple((name, value) for name, value in _asked().items() if name in _KEPT),
        pdf=office_program() is not None,
        writes=may(who, Permission.REPORT_IMPORT),
    )


def _row(which: Print, states: Counter[State]) -> PrintRow:
    kind = KINDS[which]
    fitting = sum(states[state] for state in kind.states)
    url = url_for("ledgers.print_out", which=which.value)
    return PrintRow(kind.name, kind.purpose, kind.paper, url, fitting)


def _tick(task: Task) -> TickRow:
    return TickRow(
        task.id,
        task.number,
        task.title,
        "、".join(word for word in (task.leader_text, task.handler_text) if word),
        state_look(task.state),
        url_for("tasks.show", task_id=task.id),
    )


def _choices(session: Session, chosen: Chosen) -> tuple[Choice, ...]:
    leaders = [(str(key), name) for key, name in leaders_seen(session, viewer())]
    batches = [(str(key), title) for key, title in batches_seen(session, viewer())]
    only_open = "1" if chosen.wanted.only_open else ""
    return (
        Choice("leader", "责任领导", [_ALL, *leaders], str(chosen.leader_id or "")),
        Choice("batch", "批次", [_ALL, *batches], str(chosen.batch_id or "")),
        Choice("open", "范围", [_ALL, ("1", "只要未办结")], only_open),
    )


def _chips(chosen: Chosen) -> tuple[tuple[str, str], ...]:
    """Answer the parts of the ledger's filter that are in force here too, each with the address without it."""
    wanted = chosen.wanted
    words = {
        "state": f"状态：{wanted.state.label}" if wanted.state else "",
        "light": f"时限：{wanted.light.label}" if wanted.light else "",
        "unit": "指定的牵头单位" if wanted.lead_unit_id else "",
        "person": "指定的责任人或领导" if wanted.person_id else "",
        "year": f"问题年度：{wanted.year}年" if wanted.year else "",
        "source": f"问题来源：{wanted.source.label}" if wanted.source else "",
        "kind": f"整改类型：{wanted.kind.label}" if wanted.kind else "",
        "handover": "一次批量移交的任务" if chosen.handover_id else "",
    }
    return tuple((word, _without(name)) for name, word in words.items() if word)


def _asked() -> dict[str, str]:
    names = (*_OWN, *_KEPT)
    return {name: request.args[name] for name in names if request.args.get(name)}


def _without(name: str) -> str:
    kept = {key: value for key, value in _asked().items() if key != name}
    return f"{url_for('ledgers.prints')}?{urlencode(kept)}"
