"""整文件夹归入: drop many files, sort them by the numbers in their names, hand all in with one save."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, flash, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    StaleError,
    TrackerError,
)
from tracker.core.text import clean_file_name
from tracker.ledgers.actions.filing import (
    deed_for,
    drop_files,
    file_away,
    let_go,
    loose_file_for,
)
from tracker.ledgers.forms.filing import TypedFile, typed_file, typed_means
from tracker.ledgers.models import LooseFile
from tracker.ledgers.pages.filing import FiledRow, FilingPage, LooseRow
from tracker.ledgers.queries.filing import loose_files, shelves_of, waiting_in_tray
from tracker.ledgers.rules.filing import (
    LARGEST_DROPPED_MB,
    MOST_DROPPED,
    Shelf,
    check_drop,
    check_tray,
    kind_of,
    shelf_for,
    title_of,
)
from tracker.ledgers.views.blueprint import bp
from tracker.tasks.access import task_at_work
from tracker.tasks.models import EvidenceKind
from tracker.tasks.reader import admit
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.uploads import (
    KINDS_IN_WORDS,
    LARGEST_MB,
    MEGABYTE,
    NewFile,
)
from tracker.web.addresses import asked_id
from tracker.web.database import file_store, previews, reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render

_UNFIT = 422
_AROUND = 2 * MEGABYTE  # of the form beside its files
_TOLD = 8


@dataclass(frozen=True, slots=True)
class _Typed:
    """What a save came with: what was typed by loose file, and the trouble each made."""

    rows: Mapping[int, TypedFile]
    troubles: Mapping[int, str]
    filed: tuple[FiledRow, ...] = ()


@bp.url_value_preprocessor
def _allow_files(endpoint: str | None, _values: object) -> None:
    """Let a folder of files in; every other page keeps the smaller limit."""
    if endpoint == "ledgers.drop":
        request.max_content_length = LARGEST_DROPPED_MB * MEGABYTE + _AROUND


@bp.get("/filing")
@requires(Permission.TASK_STEP)
def filing() -> Response:
    return render(_page(_Typed({}, {})))


@bp.post("/filing/drop")
@requires(Permission.TASK_STEP)
def drop() -> BaseResponse:
    uploads = [one for one in request.files.getlist("files") if one.filename]
    try:
        _check_amount(uploads)
    except InvalidError as refusal:
        flash(refusal.message, "bad")
        return render(_page(_Typed({}, {})), _UNFIT)
    kept: list[NewFile] = []
    refused: list[str] = []
    for one in uploads:
        try:
            kept.append(_keep(one))
        except InvalidError as error:
            refused.append(error.message)
    with transaction() as session:
        drop_files(session, viewer(), kept, clock.now())
    for message in refused[:_TOLD]:
        flash(message, "bad")
    if len(refused) > _TOLD:
        flash(f"还有{len(refused) - _TOLD}个文件没有收下，原因同上或类似。", "bad")
    if kept:
        flash(f"收下{len(kept)}个文件，请核对后保存归入。", "good")
    return go_to(url_for("ledgers.filing"))


def _check_amount(uploads: Sequence[FileStorage]) -> None:
    if not uploads:
        raise InvalidError("请先选择文件。")
    total = sum(map(_size, uploads))
    check_drop(len(uploads), total)
    with reading() as session:
        count, size = waiting_in_tray(session, viewer())
    check_tray(count + len(uploads), size + total)


@bp.post("/filing")
@requires(Permission.TASK_STEP)
def save_filing() -> BaseResponse:
    discarded = asked_id(request.form.get("discard", ""))
    if discarded is not None:
        with transaction() as session:
            let_go(session, viewer(), discarded)
        return go_to(url_for("ledgers.filing"))
    with reading() as session:
        shelves = {one.label: one for one in shelves_of(session, viewer())}
        waiting = loose_files(session, viewer())
    return _saved(waiting, shelves)


def _saved(waiting: Sequence[LooseFile], shelves: Mapping[str, Shelf]) -> Response:
    """Hand in each file that has a number, each in a transaction of its own, and say what became of it."""
    means = typed_means(request.form)
    rows: dict[int, TypedFile] = {}
    troubles: dict[int, str] = {}
    filed: list[FiledRow] = []
    for loose in waiting:
        typed = typed_file(request.form, loose.id)
        if typed is None or not typed.label:
            continue
        rows[loose.id] = typed
        trouble = _file(loose, typed, shelves.get(typed.label), means)
        if trouble:
            troubles[loose.id] = trouble
            continue
        shelf = shelves[typed.label]
        url = url_for("tasks.show", task_id=shelf.task_id)
        filed.append(FiledRow(loose.file_name, shelf.number, url))
    page = _page(_Typed(rows, troubles, tuple(filed)))
    return render(page, _UNFIT if troubles else 200)


def _file(loose: LooseFile, typed: TypedFile, shelf: Shelf | None, means: Means) -> str:
    """Hand one file in; answer why it could not be, or nothing."""
    if shelf is None:
        return f"没有编号为“{typed.label}”、现在可以交材料的任务，请核对。"
    try:
        with transaction() as session:
            mine = loose_file_for(session, viewer(), loose.id)
            work = task_at_work(session, viewer(), shelf.task_id)
            deed = deed_for(work, viewer(), clock.now(), means)
            title = typed.title or title_of(loose.file_name, shelf)
            file_away(session, work, mine, deed, title=title, kind=typed.kind)
    except TrackerError as error:
        return _words(error)
    return ""


def _words(error: TrackerError) -> str:
    match error:
        case InvalidError() | ConflictError():
            return error.message
        case ForbiddenError():
            who = f"可由{'、'.join(error.who_can)}办理。" if error.who_can else ""
            return f"{error.reason}{who}"
        case NotFoundError() | StaleError():
            return "这个文件或任务刚被处理过，请刷新后再看。"
    raise error


def _page(typed: _Typed) -> FilingPage:
    with reading() as session:
        shelves = shelves_of(session, viewer())
        waiting = loose_files(session, viewer())
    able = [one for one in Means if one not in {Means.SELF, Means.DEPUTY}]
    return FilingPage(
        # What found no task by itself waits for a person, so it stands first.
        rows=tuple(
            sorted((_row(one, shelves, typed) for one in waiting), key=lambda row: row.guessed)
        ),
        shelves=shelves,
        kinds=tuple((one.value, one.label) for one in EvidenceKind),
        means=tuple((one.value, one.label) for one in able),
        chosen_means=typed_means(request.form).value,
        filed=typed.filed,
        limits=f"一次最多{MOST_DROPPED}个、合计不超过{LARGEST_DROPPED_MB}MB，每个不超过{LARGEST_MB}MB；{KINDS_IN_WORDS}",
        largest_mb=LARGEST_MB,
    )


def _row(loose: LooseFile, shelves: Sequence[Shelf], typed: _Typed) -> LooseRow:
    was = typed.rows.get(loose.id)
    shelf = shelf_for(loose.file_name, shelves)
    return LooseRow(
        loose_id=loose.id,
        file_name=loose.file_name,
        size=loose.file_size,
        label=was.label if was else shelf.label if shelf else "",
        title=was.title if was else title_of(loose.file_name, shelf),
        kind=(was.kind if was else kind_of(loose.file_name)).value,
        guessed=was is None and shelf is not None,
        trouble=typed.troubles.get(loose.id, ""),
    )


def _keep(upload: FileStorage) -> NewFile:
    """Look into a file and keep it; a folder's path is no part of its name."""
    name = clean_file_name((upload.filename or "").replace("\\", "/").rpartition("/")[2])
    admitted = admit(name, upload.stream, "files")
    sha256 = file_store().keep_stream(admitted.content)
    for size, drawn in admitted.previews:
        previews().put(sha256, size, drawn)
    return NewFile(admitted.name, sha256, file_store().size(sha256))


def _size(upload: FileStorage) -> int:
    size = upload.stream.seek(0, 2)
    upload.stream.seek(0)
    return size
