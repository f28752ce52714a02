"""The door at which a year's files are taken out."""

from flask import flash, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import NotFoundError
from tracker.web.database import reading
from tracker.web.downloads import EXCEL, WORD, download
from tracker.web.htmx import go_to
from tracker.yearend.access import unit_to_draft_for
from tracker.yearend.forms import asked
from tracker.yearend.queries.papers import task_count
from tracker.yearend.render.excel import year_as_excel
from tracker.yearend.render.names import excel_name, word_name
from tracker.yearend.render.word import report_as_word
from tracker.yearend.views.asking import address_of, report_for
from tracker.yearend.views.blueprint import bp

# A file of more tasks takes longer than two seconds: it is made aside, where people see how far it is.
MOST_AT_ONCE = 1000


@bp.get("/export")
@requires(Permission.YEAREND_DRAFT)
def export() -> BaseResponse:
    today = clock.today()
    wanted = asked(request.args, today)
    with reading() as session:
        unit = unit_to_draft_for(session, viewer(), wanted.unit)
        if task_count(session, unit.id) > MOST_AT_ONCE:
            flash("任务较多，在这里生成，看得到进度，生成好了再下载。", "info")
            return go_to(f"{url_for('yearend.papers', **address_of(unit, wanted))}#make")
        report = report_for(session, unit, wanted)
    match request.args.get("format"):
        case "docx":
            content = report_as_word(report, signed_on=today)
            return download(content, word_name(unit.name, wanted.year), WORD)
        case "xlsx":
            content = year_as_excel(report, filled_in_on=today)
            return download(content, excel_name(unit.name, wanted.year), EXCEL)
    raise NotFoundError
