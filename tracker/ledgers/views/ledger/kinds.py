"""批量改类型: ticked rows become of another type (整改类型) on one basis, each with its result."""

from collections.abc import Iterator
from dataclasses import replace

from flask import flash, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.ledgers.actions.applying import Hand
from tracker.ledgers.forms.ticked import KindForm
from tracker.ledgers.pages.assigning import TickedPage
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.ledger.ticked import (
    Ticked,
    due_in_words,
    none_ticked,
    refusal_of,
    ticked_lines,
    ticked_tasks,
)
from tracker.tasks import actions
from tracker.tasks.access import task_at_work
from tracker.tasks.models import Task
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import OPEN
from tracker.web.database import reading
from tracker.web.htmx import go_to
from tracker.web.render import render

_VERB = "改类型"
_HEADS = ("现在的类型", "整改时限")
_UNFIT = 422


@bp.get("/kinds")
@requires(Permission.REPORT_IMPORT)
def changing_kinds() -> BaseResponse:
    with reading() as session:
        ticked = ticked_tasks(session, OPEN, _VERB)
    if ticked.none:
        return none_ticked(_VERB)
    return render(_page(KindForm(), ticked, {}))


@bp.post("/kinds")
@requires(Permission.REPORT_IMPORT)
def change_kinds() -> BaseResponse:
    """Change the type of every ticked task; what is refused stays ticked with the reason."""
    with reading() as session:
        ticked = ticked_tasks(session, OPEN, _VERB)
    form = KindForm()
    if not form.validate_on_submit() or not ticked.tasks:
        return render(_page(form, ticked, {}), _UNFIT)
    told = {one.id: _change(form, one.id) for one in ticked.tasks}
    if any(told.values()):
        with reading() as session:
            ticked = ticked_tasks(session, OPEN, _VERB)  # with the types that they have now
        return render(_page(form, ticked, told), _UNFIT)
    flash(f"已把{len(told)}项改为“{TaskKind(form.kind.data).label}”。", "good")
    return go_to(url_for("tasks.ledger"))


def _change(form: KindForm, task_id: int) -> str:
    deed = replace(Hand(viewer(), clock.now(), clock.today()).deed, note=form.basis.data)

    def write(session: Session) -> None:
        work = task_at_work(session, viewer(), task_id)
        actions.set_kind(session, work, deed, TaskKind(form.kind.data))

    return refusal_of(write)


def _page(form: KindForm, ticked: Ticked, told: dict[int, str]) -> TickedPage:
    return TickedPage(
        word="批量改类型",
        verb=_VERB,
        button="改勾选任务的类型",
        picture="pencil",
        fields="ledgers/fields/_kinds.html",
        heads=_HEADS,
        form=form,
        lines=ticked_lines(ticked, told, _cells, done="已改"),
        left_out=ticked.left_out,
        url=url_for("ledgers.change_kinds"),
    )


def _cells(task: Task) -> Iterator[tuple[str, str]]:
    return zip(_HEADS, (task.kind.label, due_in_words(task)), strict=True)
