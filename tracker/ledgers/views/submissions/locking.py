"""报送锁定: the figures first, then what was sent to whom, then frozen."""

from dataclasses import dataclass

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.wrappers import Response as BaseResponse
from wtforms.fields.choices import SelectChoice

from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.core.text import clean_file_name
from tracker.ledgers.access.their_form import filling_for
from tracker.ledgers.actions.submissions import NewSubmission, scope_of, submit
from tracker.ledgers.forms.submissions import SubmissionForm, SubmissionScopeForm
from tracker.ledgers.models import TheirFilling
from tracker.ledgers.pages.submissions import NewSubmissionPage
from tracker.ledgers.queries.submissions import last_submission, told_of
from tracker.ledgers.queries.their_form import Scope, lines_in
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.submissions.difference import difference, told_lines
from tracker.ledgers.rules.submissions.figures import Figures, figures_of
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.keeping import keep_for
from tracker.reports.access import unit_to_import_into
from tracker.reports.queries import units_to_import_into
from tracker.reports.rules.sources import Source
from tracker.web.addresses import asked_id
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render

_UNFIT = 422


@dataclass(frozen=True, slots=True)
class _Asked:
    """The scope that is looked at, with its rows."""

    unit: Unit
    scope: Scope
    lines: list[LedgerLine]
    sustained_counts: bool


@bp.get("/submissions/new")
@requires(Permission.REPORT_IMPORT)
def new_submission() -> Response:
    with reading() as session:
        filling = _asked_filling(session, request.args.get("filling", ""))
        scope = _scope_form(session, filling, request.args)
        form = SubmissionForm(formdata=None)
        asked = _asked(session, scope) if scope.validate() else None
        _prefill(form, asked, filling)
        return _page(session, scope, form, asked, filling)


@bp.post("/submissions/new")
@requires(Permission.REPORT_IMPORT)
def lock_submission() -> BaseResponse:
    form = SubmissionForm()
    if form.validate_on_submit():
        try:
            return _locked(form)
        except InvalidError as refusal:
            form.refuse(refusal)
    with reading() as session:
        filling = _asked_filling(session, str(form.filling.data or ""))
        scope = _scope_form(session, filling, request.form)
        asked = _asked(session, scope) if scope.validate() else None
        return _page(session, scope, form, asked, filling, _UNFIT)


def _locked(form: SubmissionForm) -> BaseResponse:
    told_scope = Scope(form.unit_id.data, form.as_of.data, form.year.data, form.told_source)
    with transaction() as session:
        unit = unit_to_import_into(session, viewer(), form.unit_id.data)
        filling = _asked_filling(session, str(form.filling.data or ""))
        kept, name = _kept(session, unit.id, form.file.data, filling)
        new = NewSubmission(
            to_whom=form.to_whom.data,
            table_name=form.table_name.data,
            sent_on=form.sent_on.data,
            paper_number=form.paper_number.data or "",
            signed_by=form.signed_by.data or "",
            file_hash=kept,
            file_name=name,
        )
        frozen = submit(
            session,
            unit,
            new,
            told_scope,
            lines_in(session, viewer(), told_scope),
            sustained_counts=form.sustained_counts.data == "1",
            by=viewer(),
            at=clock.now(),
            today=clock.today(),
        )
    flash("已锁定。以后台账有变化，这里照样保留报出去的数字。", "good")
    return go_to(url_for("ledgers.submission", submission_id=frozen.id))


def _kept(
    session: Session, unit_id: int, file: FileStorage | None, filling: TheirFilling | None
) -> tuple[str | None, str]:
    """Keep the file that was handed in, else name the one that was filled."""
    if isinstance(file, FileStorage) and file.filename:
        return keep_for(session, unit_id, file.read()), clean_file_name(file.filename)
    if filling is not None and filling.filled_hash:
        return filling.filled_hash, filling.file_name
    return None, ""


def _asked_filling(session: Session, told: str) -> TheirFilling | None:
    filling_id = asked_id(told)
    return filling_for(session, viewer(), filling_id) if filling_id else None


def _scope_form(
    session: Session, filling: TheirFilling | None, asked: MultiDict[str, str]
) -> SubmissionScopeForm:
    """Make the form of the scope: as asked, else as the filled table has it, else as the unit counts."""
    units = units_to_import_into(session, viewer())
    form = SubmissionScopeForm(formdata=asked if "as_of" in asked else None)
    form.unit_id.choices = [SelectChoice(unit.id, unit.name) for unit in units]
    if "as_of" in asked:
        return form
    unit = next((one for one in units if filling and one.id == filling.unit_id), None)
    unit = unit or next(iter(units), None)
    form.unit_id.data = unit.id if unit else None
    form.as_of.data = filling.as_of if filling else clock.today()
    form.year.data = filling.year if filling else None
    form.source.data = filling.source if filling else ""
    form.sustained_counts.data = (
        bool(filling.layout.get("sustained_counts"))
        if filling
        else bool(unit and unit.sustained_counts)
    )
    return form


def _asked(session: Session, form: SubmissionScopeForm) -> _Asked | None:
    if form.as_of.data > clock.today():
        form.as_of.errors = ["截至日不能晚于今天。"]
        return None
    unit = unit_to_import_into(session, viewer(), form.unit_id.data)
    source = Source(form.source.data) if form.source.data in set(Source) else None
    scope = Scope(unit.id, form.as_of.data, form.year.data, source)
    lines = lines_in(session, viewer(), scope)
    return _Asked(unit, scope, lines, bool(form.sustained_counts.data))


def _prefill(form: SubmissionForm, asked: _Asked | None, filling: TheirFilling | None) -> None:
    form.sent_on.data = clock.today()
    form.table_name.data = filling.name if filling else ""
    form.filling.data = filling.id if filling else None
    if asked is not None:
        form.unit_id.data = asked.unit.id
        form.as_of.data = asked.scope.as_of
        form.year.data = asked.scope.year
        form.source.data = asked.scope.source.value if asked.scope.source else ""
        form.sustained_counts.data = "1" if asked.sustained_counts else ""


def _page(
    session: Session,
    scope: SubmissionScopeForm,
    form: SubmissionForm,
    asked: _Asked | None,
    filling: TheirFilling | None,
    status: int = 200,
) -> Response:
    last = (
        last_submission(session, asked.unit.id, scope_of(asked.scope))
        if asked is not None
        else None
    )
    figures = figures_of(asked.lines, sustained_counts=asked.sustained_counts) if asked else None
    page = NewSubmissionPage(
        scope=scope,
        form=form,
        figures=figures,
        total=len(asked.lines) if asked else 0,
        last=last,
        last_figures=Figures.from_json(last.figures) if last else None,
        since=difference(told_of(last.lines), told_lines(asked.lines)) if last and asked else None,
        file_name=filling.file_name if filling and filling.filled_hash else "",
        several_units=len(scope.unit_id.choices) > 1,
    )
    return render(page, status)
