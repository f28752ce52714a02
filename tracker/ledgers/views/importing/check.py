"""An import row by row: doubts, mending, changes old and new, confirming."""

from dataclasses import dataclass

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from tracker.ledgers.access.importing import import_at_work, import_for
from tracker.ledgers.actions import importing as actions
from tracker.ledgers.actions.applying import Hand
from tracker.ledgers.forms.importing import (
    MEANS,
    RowsForm,
    asked_page,
    means_from,
    mended,
)
from tracker.ledgers.models import ImportRow, LedgerImport
from tracker.ledgers.pages.importing import (
    CheckPage,
    ResultPage,
    RowFragment,
    columns_of,
    grid_row,
)
from tracker.ledgers.queries.importing import (
    directory_of,
    draft_row,
    plan_of,
    rows_of_import,
)
from tracker.ledgers.rules.importing.planning import Checked, Plan
from tracker.ledgers.rules.importing.rows import Settings
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.importing.upload import IMPORT, UNFIT
from tracker.reports.rules.sources import Source
from tracker.tasks.queries import Office
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to, is_fragment_request
from tracker.web.render import render

PAGE = 30


@dataclass(frozen=True, slots=True)
class _Table:
    """A draft on the table: its kept rows, the office, and what would be done."""

    draft: LedgerImport
    rows: dict[int, ImportRow]
    office: Office
    plan: Plan


@bp.get(f"/{IMPORT}")
@requires(Permission.REPORT_IMPORT)
def check_import(import_id: int) -> BaseResponse:
    with reading() as session:
        draft = import_for(session, viewer(), import_id)
        if draft.done_at is not None:
            return render(ResultPage(draft, draft.result))
        if draft.read_at is None:
            return go_to(url_for("ledgers.import_columns", import_id=import_id))
        table = _lay(session, draft)
    return _page(table, _form(draft))


@bp.post(f"/{IMPORT}")
@requires(Permission.REPORT_IMPORT)
def save_import(import_id: int) -> BaseResponse:
    """Keep what was mended on the page, whatever comes next; then write the import if that was asked."""
    form = RowsForm()
    if not form.validate_on_submit():
        return _again(import_id, form)
    with transaction() as session:
        draft = import_at_work(session, viewer(), import_id)
        actions.describe(
            draft,
            year=form.year.data,
            source=Source(form.source.data),
            closed_on=form.closed_on.data,
        )
        _mend(rows_of_import(session, draft))
    if request.form.get("do") != "confirm":
        flash("改动已保存，台账还没有变化。", "good")
        return go_to(_here(import_id, page=request.form.get("page", "1")))
    try:
        _confirm(import_id)
    except (InvalidError, ForbiddenError, ConflictError) as refusal:
        return _again(import_id, form, getattr(refusal, "message", getattr(refusal, "reason", "")))
    return go_to(url_for("ledgers.check_import", import_id=import_id))


@bp.post(f"/{IMPORT}/rows/<int(max=2147483647):row_id>")
@requires(Permission.REPORT_IMPORT)
def mend_row(import_id: int, row_id: int) -> BaseResponse:
    """Keep one row as soon as somebody leaves its cell, and answer it with its doubts as they are now."""
    with transaction() as session:
        draft = import_at_work(session, viewer(), import_id)
        rows = [row for row in rows_of_import(session, draft) if row.id == row_id]
        if not rows or draft.done_at is not None:
            raise NotFoundError
        _mend(rows)
        session.flush()
        table = _lay(session, draft)
    found = next((one for one in table.plan.new if one.draft.id == row_id), None)
    if found is None or not is_fragment_request():
        return go_to(_here(import_id, page="1"))
    columns = columns_of(draft, table.plan)
    return render(
        RowFragment(grid_row(found, columns, _url(draft, found)), table.office.people, table.plan)
    )


def _lay(session: Session, draft: LedgerImport) -> _Table:
    rows = rows_of_import(session, draft)
    today = clock.today()
    settings = Settings(draft.year, draft.source, today, draft.closed_on)
    directory, office = directory_of(session, draft.unit, today)
    drafts = [draft_row(row) for row in rows]
    plan = plan_of(session, draft.unit, drafts, settings, directory)
    return _Table(draft, {row.id: row for row in rows}, office, plan)


def _mend(rows: object) -> None:
    for row in rows:  # type: ignore[attr-defined]  # rows of a draft
        told = mended(request.form, row.id)
        if told is not None:
            actions.mend(row, told.cells, contact_id=told.contact_id, skipped=told.skipped)


def _confirm(import_id: int) -> None:
    with transaction() as session:
        draft = import_at_work(session, viewer(), import_id)
        table = _lay(session, draft)
        _keep_promise(table.plan)
        hand = Hand(
            viewer(),
            clock.now(),
            clock.today(),
            draft.file_name,
            means_from(request.form.get("means", "")),
        )
        names = frozenset(request.form.getlist("take"))
        actions.confirm(session, draft, draft.unit, table.plan, names, hand)


def _keep_promise(plan: Plan) -> None:
    """Refuse to write when fewer rows come in as closed history than the page said before the last change."""
    promised = request.form.get("history", "")
    if promised.isdecimal() and int(promised[:9]) > plan.closed:
        raise InvalidError(
            f"原来说历史导入{promised[:9]}项，按现在填的日期只有{plan.closed}项："
            "今年的销号须凭审批补录，先列为“整改中”。请看过各行的说明，再确认导入。"
        )


def _again(import_id: int, form: RowsForm, trouble: str = "") -> Response:
    with reading() as session:
        table = _lay(session, import_for(session, viewer(), import_id))
    return _page(table, form, trouble, UNFIT)


def _form(draft: LedgerImport) -> RowsForm:
    return RowsForm(
        formdata=None,
        data={"year": draft.year, "source": draft.source.value, "closed_on": draft.closed_on},
    )


def _page(table: _Table, form: RowsForm, trouble: str = "", status: int = 200) -> Response:
    draft, plan = table.draft, table.plan
    doubtful = sorted(
        (one for one in plan.new if one.doubts or one.draft.skipped), key=lambda one: not one.stops
    )  # what must be mended comes first
    all_rows = request.values.get("rows") == "all" or not doubtful
    listed = list(plan.new) if all_rows else doubtful
    pages = max(1, -(-len(listed) // PAGE))
    number = min(asked_page(request.values), pages)
    columns = columns_of(draft, plan)
    shown = listed[(number - 1) * PAGE : number * PAGE]
    page = CheckPage(
        draft=draft,
        form=form,
        plan=plan,
        columns=columns,
        rows=tuple(grid_row(one, columns, _url(draft, one)) for one in shown),
        people=tuple(one for one in table.office.people if one.works),
        means=MEANS,
        all_rows=all_rows,
        number=number,
        pages=pages,
        previous_url=_here(draft.id, page=str(number - 1)) if number > 1 else None,
        next_url=_here(draft.id, page=str(number + 1)) if number < pages else None,
        trouble=trouble,
    )
    return render(page, status)


def _url(draft: LedgerImport, one: Checked) -> str:
    return url_for("ledgers.mend_row", import_id=draft.id, row_id=one.draft.id)


def _here(import_id: int, *, page: str) -> str:
    rows = "all" if request.values.get("rows") == "all" else None
    return url_for("ledgers.check_import", import_id=import_id, page=page, rows=rows)
