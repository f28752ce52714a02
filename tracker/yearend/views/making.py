"""Files that take long: asked for, watched while they are made, fetched."""

from flask import Response, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import NotFoundError
from tracker.web.database import file_store, reading, settings, transaction
from tracker.web.downloads import EXCEL, WORD, download
from tracker.web.htmx import go_to, is_fragment_request
from tracker.web.render import render
from tracker.yearend.access import file_for, unit_to_draft_for
from tracker.yearend.actions.making import SILENT, Wanted, ask_for_file
from tracker.yearend.forms import asked
from tracker.yearend.models import FileKind, YearFile
from tracker.yearend.pages.making import FilePage, FileProgress
from tracker.yearend.render.launching import launch
from tracker.yearend.render.names import excel_name, word_name
from tracker.yearend.rules.lengths import Length
from tracker.yearend.views.blueprint import bp

FILE = "files/<int(max=2147483647):file_id>"


@bp.post("/files")
@requires(Permission.YEAREND_DRAFT)
def make_file() -> BaseResponse:
    today = clock.today()
    wanted = asked(request.args, today)
    kind = next((one for one in FileKind if one.value == request.form.get("kind")), None)
    if kind is None:
        raise NotFoundError
    with transaction() as session:
        unit = unit_to_draft_for(session, viewer(), wanted.unit)
        what = Wanted(wanted.year, wanted.as_of, wanted.length or Length.ITEMS, kind)
        found, is_new = ask_for_file(session, unit, what, by=viewer(), at=clock.now(), today=today)
    if is_new:
        launch(settings(), found.id)  # after the commit: the maker reads what was asked
    return go_to(url_for("yearend.file", file_id=found.id))


@bp.get(f"/{FILE}")
@requires(Permission.YEAREND_DRAFT)
def file(file_id: int) -> Response:
    with reading() as session:
        found = file_for(session, viewer(), file_id)
    page = FileProgress if is_fragment_request() else FilePage
    return render(
        page(
            file=found,
            name=_name(found),
            address={
                "unit": found.unit.code,
                "year": found.year,
                "as_of": found.as_of.isoformat(),
            },
            is_silent=clock.now() - found.moved_at > SILENT,
        )
    )


@bp.get(f"/{FILE}/content")
@requires(Permission.YEAREND_DRAFT)
def file_content(file_id: int) -> Response:
    with reading() as session:
        found = file_for(session, viewer(), file_id)
    if found.file_hash is None:
        raise NotFoundError
    media_type = WORD if found.kind is FileKind.WORD else EXCEL
    return download(file_store().open(found.file_hash), _name(found), media_type)


def _name(found: YearFile) -> str:
    name = word_name if found.kind is FileKind.WORD else excel_name
    return name(found.unit.name, found.year)
