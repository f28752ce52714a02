"""填报表: rounds of collection, the forms to send out, one by one or all as a ZIP."""

from datetime import timedelta

from flask import Response, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse
from wtforms.fields.choices import SelectChoice

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError, NotFoundError
from tracker.ledgers.access.returns import round_for
from tracker.ledgers.actions.returns import NewRound, begin_round
from tracker.ledgers.forms.returns import ReturnRoundForm
from tracker.ledgers.models import ReturnForm, ReturnRound
from tracker.ledgers.pages.returns import ReturnRoundsPage
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.queries.returns import recent_rounds, returned_counts, waiting_counts
from tracker.ledgers.queries.their_form import Scope, lines_in
from tracker.ledgers.render.returns import FormRow, FormSheet, form_as_excel, forms_as_zip
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.returns import SplitBy, key_of
from tracker.ledgers.rules.words import due_words, numbered
from tracker.ledgers.views.blueprint import bp
from tracker.reports.access import unit_to_import_into
from tracker.reports.queries import units_to_import_into
from tracker.web.database import reading, transaction
from tracker.web.downloads import EXCEL, download
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.workdays.queries import load_calendar

ROUND = "returns/<int(max=2147483647):round_id>"
_UNFIT = 422
_TIME_TO_FILL_IN = timedelta(days=5)


@bp.get("/returns")
@requires(Permission.REPORT_IMPORT)
def return_rounds() -> Response:
    with reading() as session:
        form = _form(session)
        form.due_on.data = load_calendar(session).on_or_after(clock.today() + _TIME_TO_FILL_IN)
        form.name.data = f"{clock.today().year}年{clock.today().month}月整改进展填报"
        return _page(session, form)


@bp.post("/returns")
@requires(Permission.REPORT_IMPORT)
def begin_return_round() -> BaseResponse:
    with reading() as session:
        form = _form(session)
    if form.validate_on_submit():
        try:
            return _begun(form)
        except InvalidError as refusal:
            form.refuse(refusal)
    with reading() as session:
        return _page(session, form, _UNFIT)


@bp.get(f"/{ROUND}/forms.zip")
@requires(Permission.REPORT_IMPORT)
def return_forms(round_id: int) -> Response:
    with reading() as session:
        found = round_for(session, viewer(), round_id)
        lines = _lines(session, found)
    forms = [_sheet(found, form, lines) for form in found.forms]
    return download(forms_as_zip(forms, clock.now()), f"{found.name}.zip")


@bp.get(f"/{ROUND}/forms/<int(max=2147483647):form_id>")
@requires(Permission.REPORT_IMPORT)
def return_form(round_id: int, form_id: int) -> Response:
    with reading() as session:
        found = round_for(session, viewer(), round_id)
        lines = _lines(session, found)
    form = next((one for one in found.forms if one.id == form_id), None)
    if form is None:
        raise NotFoundError
    sheet = _sheet(found, form, lines)
    return download(form_as_excel(sheet), sheet.file_name, EXCEL)


def _begun(form: ReturnRoundForm) -> BaseResponse:
    if form.due_on.data < clock.today():
        raise InvalidError("交回日期已经过去，请改成今天或以后。", "due_on")
    new = NewRound(form.name.data, form.due_on.data, SplitBy(form.split_by.data))
    with transaction() as session:
        unit = unit_to_import_into(session, viewer(), form.unit_id.data)
        lines = lines_in(session, viewer(), Scope(unit.id, clock.today()))
        found = begin_round(session, unit, new, lines, by=viewer(), at=clock.now())
    return go_to(url_for("ledgers.return_round", round_id=found.id))


def _form(session: Session) -> ReturnRoundForm:
    form = ReturnRoundForm()
    units = units_to_import_into(session, viewer())
    form.unit_id.choices = [SelectChoice(unit.id, unit.name) for unit in units]
    return form


def _page(session: Session, form: ReturnRoundForm, status: int = 200) -> Response:
    ids = [one.value for one in form.unit_id.choices]
    rounds = recent_rounds(session, ids)
    round_ids = [one.id for one in rounds]
    page = ReturnRoundsPage(
        form=form,
        rounds=rounds,
        counts=returned_counts(session, round_ids),
        waiting=waiting_counts(session, round_ids),
        several_units=len(ids) > 1,
    )
    return render(page, status)


def _lines(session: Session, found: ReturnRound) -> dict[int, LedgerLine]:
    """Answer the rows of a round as they stand now, by task."""
    ids = [row.task_id for form in found.forms for row in form.rows]
    return {one.task_id: one for one in ledger_lines(session, ids, clock.today())}


def _sheet(found: ReturnRound, form: ReturnForm, lines: dict[int, LedgerLine]) -> FormSheet:
    rows = [
        FormRow(
            number=row.number,
            problem=row.problem,
            measures=numbered(lines[row.task_id].measures),
            due=due_words(lines[row.task_id]),
            latest=lines[row.task_id].progress[-1].text if lines[row.task_id].progress else "",
            key=key_of(found.key, form.position, row.number),
        )
        for row in form.rows
        if row.task_id in lines
    ]
    return FormSheet(form.position, form.name, found.name, found.due_on, rows)
