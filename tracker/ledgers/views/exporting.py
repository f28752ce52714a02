"""The ledger as it is shown, in one click, as a workbook."""

from flask import Response, request
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.documents.rules.sheet import shown
from tracker.ledgers.queries.found import found_ids
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.render.ledger_excel import Cover, ledger_as_excel
from tracker.ledgers.views.blueprint import bp
from tracker.tasks import queries
from tracker.tasks.forms import asked_filter, asked_sort
from tracker.web.database import reading
from tracker.web.downloads import EXCEL, download


@bp.get("/export")
@requires(Permission.LEDGER_READ)
def export() -> Response:
    with reading() as session:
        content = _workbook(session)
    name = f"{viewer().unit_name}整改台账（{clock.today():%Y%m%d}）.xlsx"
    return download(content, name, EXCEL)


def _workbook(session: Session) -> bytes:
    who, today = viewer(), clock.today()
    wanted, sort = asked_filter(request.args), asked_sort(request.args)
    problems, tasks, measures = queries.counts_of(session, who, wanted, today=today)
    year = f"{wanted.year}年度" if wanted.year else ""
    cover = Cover(
        title=f"{who.unit_name}{year}整改台账",
        unit=who.unit_name,
        filled_in_on=today,
        remarks=(f"数据截至{shown(today)}；问题{problems}个，任务{tasks}项，措施{measures}条。",),
    )
    ids = found_ids(session, who, wanted, today=today, sort=sort)
    return ledger_as_excel(ledger_lines(session, ids, today), cover)
