"""移交清单: what was handed over before, and each handover as a list to sign."""

from collections.abc import Sequence

from flask import Response, current_app, url_for

from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission, may
from tracker.tasks import queries
from tracker.tasks.models import Handover
from tracker.tasks.pages.handover import (
    HandoverEntry,
    HandoverListPage,
    HandoverRowShown,
    HandoversPage,
)
from tracker.tasks.queries import HandedOver
from tracker.tasks.rules.handover import Outcome
from tracker.tasks.views.blueprint import bp
from tracker.web.database import reading
from tracker.web.filters import day
from tracker.web.render import render

_PRINT = "ledgers.print_out"


@bp.get("/handovers")
@requires(Permission.LEDGER_READ)
def handovers() -> Response:
    with reading() as session:
        found = queries.handovers_in(session, viewer().sees)
    new_url = url_for("tasks.handover") if may(viewer(), Permission.HAND_OVER) else None
    return render(HandoversPage(tuple(map(_entry, found)), new_url))


@bp.get("/handovers/<int:handover_id>")
@requires(Permission.LEDGER_READ)
def handover_list(handover_id: int) -> Response:
    with reading() as session:
        kept, rows = queries.handover_list(session, viewer(), handover_id)
        unit = session.get_one(Unit, kept.unit_id)
    return render(_list_page(unit, kept, rows))


def _entry(kept: Handover) -> HandoverEntry:
    return HandoverEntry(
        url=url_for("tasks.handover_list", handover_id=kept.id),
        effective_on=kept.effective_on,
        giver=kept.from_name,
        taker=_taker(kept),
        basis=kept.basis,
        moved=sum(one.outcome is Outcome.MOVED for one in kept.rows),
        refused=sum(one.outcome is not Outcome.MOVED for one in kept.rows),
    )


def _taker(kept: Handover) -> str:
    if kept.pending:
        return f"待定（联系人：{kept.to_name}）"
    return _with_post(kept.to_name, kept.to_post)


def _with_post(name: str, post: str) -> str:
    """Answer a name with its post, unless the post itself was handed over."""
    return f"{name}（{post}）" if post not in {"", name} else name


def _list_page(unit: Unit, kept: Handover, rows: Sequence[HandedOver]) -> HandoverListPage:
    named = kept.pending and may(viewer(), Permission.HAND_OVER, unit.id)
    return HandoverListPage(
        unit_name=unit.name,
        giver=_with_post(kept.from_name, kept.from_post),
        taker=_taker(kept),
        effective_on=kept.effective_on,
        basis=kept.basis,
        note=kept.note,
        entered_by=kept.entered_by,
        entered_at=kept.entered_at,
        rows=tuple(map(_row, rows)),
        moved=sum(one.row.outcome is Outcome.MOVED for one in rows),
        refused=sum(one.row.outcome is not Outcome.MOVED for one in rows),
        pending=kept.pending,
        history_url=url_for("tasks.handovers"),
        named_url=url_for("tasks.handover", ledger=unit.id, person=kept.to_id) if named else None,
        word_url=_word_url(kept),
    )


def _word_url(kept: Handover) -> str | None:
    """Answer where the list can be had in Word, in the feature downstream that prints."""
    if _PRINT not in current_app.view_functions:
        return None
    return url_for(_PRINT, which="handing-over", handover=kept.id)


def _row(one: HandedOver) -> HandoverRowShown:
    task = one.task
    return HandoverRowShown(
        number=task.number,
        title=task.title,
        url=url_for("tasks.show", task_id=task.id),
        part=one.row.part.label,
        standard=task.standard,
        state=one.row.state.label,
        due=task.due_text or (day(task.due_on) if task.due_on else "—"),
        evidence=one.evidence,
        outcome=one.row.outcome.label,
        reason=one.row.reason,
        moved=one.row.outcome is Outcome.MOVED,
    )
