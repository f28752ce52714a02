"""The doors to kept versions of a draft, and to two of them side by side."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError, NotFoundError
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.yearend.actions import drafting
from tracker.yearend.forms.deciding import VersionForm
from tracker.yearend.models import DraftVersion
from tracker.yearend.pages.deciding import ComparePage, VersionsPage
from tracker.yearend.queries import Desk, versions_of
from tracker.yearend.rules.editing.versions import Kind, Line, compare, lines_of
from tracker.yearend.views.asking import address_at, desk_asked
from tracker.yearend.views.blueprint import bp

_UNFIT = 422
_NOW = 0


@bp.get("/draft/versions")
@requires(Permission.YEAREND_DRAFT)
def versions() -> Response:
    return _versions_page(VersionForm(formdata=None))


@bp.post("/draft/versions")
@requires(Permission.YEAREND_DRAFT)
def keep_version() -> BaseResponse:
    form = VersionForm()
    if not form.validate_on_submit():
        return _versions_page(form, _UNFIT)
    try:
        with transaction() as session:
            desk = desk_asked(session)
            made = drafting.keep_version(
                session, viewer(), desk, form.note.data or "", at=clock.now()
            )
    except InvalidError as error:
        form.refuse(error)
        return _versions_page(form, _UNFIT)
    flash(f"已存为第{made.number}版。", "good")
    return go_to(url_for("yearend.versions", **address_at(desk)))


@bp.get("/draft/compare")
@requires(Permission.YEAREND_DRAFT)
def compare_versions() -> Response:
    with reading() as session:
        desk = desk_asked(session)
        rows = versions_of(session, desk.row)
    old, new = (_lines(desk, rows, name) for name in ("old", "new"))
    found = compare(old[1], new[1])
    changed = [one for one in found if one.kind is not Kind.SAME]
    return render(
        ComparePage(
            unit=desk.unit,
            year=desk.year,
            address=address_at(desk),
            old=old[0],
            new=new[0],
            differences=found,
            changed=len(changed),
            same=len(found) - len(changed),
        )
    )


def _lines(desk: Desk, rows: Sequence[DraftVersion], name: str) -> tuple[str, list[Line]]:
    """Answer the version that the address names, with its words on screen; without one the draft as it is now."""
    number = request.args.get(name, _NOW, type=int)
    if number == _NOW:
        return "现在的草稿", list(lines_of(desk.report.draft))
    row = next((one for one in rows if one.number == number), None)
    if row is None:
        raise NotFoundError
    return f"第{row.number}版", [Line.from_json(one) for one in row.lines]


def _versions_page(form: VersionForm, status: int = 200) -> Response:
    with reading() as session:
        desk = desk_asked(session)
        rows = versions_of(session, desk.row)
        return render(VersionsPage(desk.unit, desk.year, address_at(desk), rows, form), status)
