"""An office's own Word templates: kept, filled, dropped."""

from flask import Response, flash, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import ConflictError, InvalidError
from tracker.documents.rules.failures import FileReadingError
from tracker.web.database import file_store, reading, transaction
from tracker.web.downloads import WORD, download
from tracker.web.htmx import go_to
from tracker.yearend.access import template_for, unit_to_draft_for
from tracker.yearend.actions import templates as deeds
from tracker.yearend.forms import asked
from tracker.yearend.forms.papers import PaperForm, TemplateForm
from tracker.yearend.reader.apart import fill_template, look_at_template
from tracker.yearend.rules.template import labels_of, sample_values, values_of
from tracker.yearend.views.asking import report_for
from tracker.yearend.views.blueprint import bp
from tracker.yearend.views.papers import papers_page

TEMPLATE = "templates/<int(max=2147483647):template_id>"
_UNFIT = 422


@bp.post("/templates")
@requires(Permission.YEAREND_DRAFT)
def keep_template() -> BaseResponse:
    form = TemplateForm()
    wanted = asked(request.args, clock.today())
    with reading() as session:
        unit = unit_to_draft_for(session, viewer(), wanted.unit)
    if not form.validate_on_submit():
        return papers_page(PaperForm(formdata=None), form, _UNFIT)
    content = form.template.data.read()
    try:
        look = look_at_template(content, sample_values())
        kept = file_store().keep(content)
        with transaction() as session:
            deeds.keep_template(
                session, unit, form.name.data, kept, look, by=viewer(), at=clock.now()
            )
    except FileReadingError as fault:
        form.template.errors = [fault.sentence]
        return papers_page(PaperForm(formdata=None), form, _UNFIT)
    except InvalidError as refusal:
        form.refuse(refusal)
        return papers_page(PaperForm(formdata=None), form, _UNFIT)
    flash(f"已保存模板“{form.name.data}”，试填没有问题。", "good")
    return go_to(url_for("yearend.papers", unit=unit.code, year=wanted.year))


@bp.get(f"/{TEMPLATE}/file")
@requires(Permission.YEAREND_DRAFT)
def template_file(template_id: int) -> Response:
    with reading() as session:
        template = template_for(session, viewer(), template_id)
    return download(file_store().read(template.file_hash), f"{template.name}.docx", WORD)


@bp.get(f"/{TEMPLATE}/filled")
@requires(Permission.YEAREND_DRAFT)
def fill_from_template(template_id: int) -> Response:
    today = clock.today()
    wanted = asked(request.args, today)
    with reading() as session:
        template = template_for(session, viewer(), template_id)
        report = report_for(session, template.unit, wanted)
    content = file_store().read(template.file_hash)
    try:
        filled = fill_template(content, values_of(report, today), labels_of(report))
    except FileReadingError as fault:
        raise ConflictError(fault.sentence) from fault
    name = f"{template.unit.name}{wanted.year}年度{template.name}.docx"
    return download(filled, name, WORD)


@bp.post(f"/{TEMPLATE}/drop")
@requires(Permission.YEAREND_DRAFT)
def drop_template(template_id: int) -> BaseResponse:
    with transaction() as session:
        template = template_for(session, viewer(), template_id)
        code, name = template.unit.code, template.name
        deeds.drop_template(session, template)
    flash(f"不再使用模板“{name}”。", "good")
    return go_to(url_for("yearend.papers", unit=code))
