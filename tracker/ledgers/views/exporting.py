"""The ledger as it is shown, in one click, as a workbook: the same rows, columns and day."""

from collections.abc import Iterable
from datetime import date

from flask import Response, request
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, Viewer
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.documents.rules.sheet import shown
from tracker.ledgers.queries.found import found_ids
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.queries.stood import MOST, counts_on, stood_on
from tracker.ledgers.queries.views import views_for
from tracker.ledgers.render.ledger_excel import Cover, ledger_as_excel
from tracker.ledgers.rules.columns import BY_KEY, COLUMNS
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.views import View
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.ledger.address import asked_day
from tracker.tasks import queries
from tracker.tasks.forms import asked_filter, asked_sort
from tracker.tasks.queries import Counts
from tracker.web.database import reading
from tracker.web.downloads import EXCEL, download


@bp.get("/export")
@requires(Permission.LEDGER_READ)
def export() -> Response:
    today = clock.today()
    day = asked_day(today)
    with reading() as session:
        view = views_for(session, viewer()).named(request.args.get("view", ""))
        counts, lines = _rows(session, viewer(), day or today, then=day is not None)
        content = ledger_as_excel(lines, _cover(viewer(), view, counts, day or today))
    name = f"{viewer().unit_name}{_title(view)}（{day or today:%Y%m%d}）.xlsx"
    return download(content, name, EXCEL)


def _rows(
    session: Session, who: Viewer, day: date, *, then: bool
) -> tuple[Counts, Iterable[LedgerLine]]:
    wanted, sort = asked_filter(request.args), asked_sort(request.args)
    if not then:
        ids = found_ids(session, who, wanted, today=day, sort=sort)
        return queries.counts_of(session, who, wanted, today=day), ledger_lines(session, ids, day)
    stood = stood_on(session, who, wanted, day, sort)
    if stood is None:
        raise InvalidError(f"截至某日的台账一次最多看{MOST}项，请先按年度或单位缩小范围。")
    return counts_on(session, stood), stood.lines


def _cover(who: Viewer, view: View, counts: Counts, day: date) -> Cover:
    problems, tasks, measures = counts
    wanted = asked_filter(request.args)
    year = f"{wanted.year}年度" if wanted.year else ""
    return Cover(
        title=f"{who.unit_name}{year}{_title(view)}",
        unit=who.unit_name,
        filled_in_on=clock.today(),
        remarks=(f"数据截至{shown(day)}；问题{problems}个，任务{tasks}项，措施{measures}条。",),
        columns=tuple(BY_KEY[key] for key in view.keys) if view.chosen else COLUMNS,
    )


def _title(view: View) -> str:
    return f"整改{view.name}" if view.slug and view.view_id is None else "整改台账"
