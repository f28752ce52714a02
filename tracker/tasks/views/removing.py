"""误传清除: whoever works on a task asks, an administrator destroys without reading; the room of ledgers."""

from dataclasses import replace

from flask import Response, flash, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may, units_with
from tracker.core import clock
from tracker.core.errors import InvalidError, NotFoundError
from tracker.tasks import actions, queries
from tracker.tasks.access import evidence_for, evidence_to_manage, task_for
from tracker.tasks.forms import DestroyForm, FindPieceForm, RemovalForm, RoomForm
from tracker.tasks.models import Evidence, Task
from tracker.tasks.pages import DestroyPage, RemovalPage, RoomLine, RoomPage, Wish
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.views.blueprint import PIECE, bp
from tracker.tasks.views.deeds import own_deed
from tracker.web.database import file_store, previews, reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render

_UNFIT = 422
_BACKUPS = "此前做的备份文件里还有这份内容，请重新备份，并销毁旧的备份。"


@bp.get(f"/evidence/{PIECE}/removal")
@requires(Permission.TASK_STEP)
def removal(evidence_id: int) -> Response:
    return render(_removal_page(evidence_id, RemovalForm()))


@bp.post(f"/evidence/{PIECE}/removal")
@requires(Permission.TASK_STEP)
def ask_removal(evidence_id: int) -> BaseResponse:
    form = RemovalForm()
    page = _removal_page(evidence_id, form)
    if not form.validate_on_submit():
        return render(page, _UNFIT)
    with transaction() as session:
        piece = evidence_for(session, viewer(), evidence_id)
        actions.ask_to_destroy(session, viewer(), piece, form.reason.data, at=clock.now())
    who = "、".join(page.who_can) or "系统管理员"
    flash(f"已请{who}清除“{piece.title}”（材料编号 {piece.id}）。", "good")
    return go_to(page.task_url)


@bp.get(f"/evidence/{PIECE}/destroy")
@requires(Permission.EVIDENCE_MANAGE)
def destroy(evidence_id: int) -> Response:
    form = DestroyForm()
    page = _destroy_page(evidence_id, form)
    if page.wish is not None:
        form.reason.data = page.wish.reason
    return render(page)


@bp.post(f"/evidence/{PIECE}/destroy")
@requires(Permission.EVIDENCE_MANAGE)
def destroy_piece(evidence_id: int) -> BaseResponse:
    form = DestroyForm()
    if not form.validate_on_submit():
        return render(_destroy_page(evidence_id, form), _UNFIT)
    who, at = viewer(), clock.now()
    reach = units_with(who, Permission.EVIDENCE_MANAGE)
    with transaction() as session:
        piece, _ = evidence_to_manage(session, who, evidence_id)
        deed = _deed(form.reason.data)
        done = actions.destroy_file(session, piece, deed, reach, versions=form.versions.data)
    with transaction() as session:  # the rows say so first; a crash here is made good by the sweep
        actions.remove_doomed(session, file_store(), previews(), at=at)
    flash(_told(done), "warn" if done.kept_elsewhere else "good")
    return go_to(url_for("tasks.room"))


@bp.get("/evidence-room")
@requires(Permission.EVIDENCE_MANAGE)
def room() -> Response:
    return render(_room_page())


@bp.post("/evidence-room/<int:unit_id>")
@requires(Permission.EVIDENCE_MANAGE)
def set_room(unit_id: int) -> BaseResponse:
    form = RoomForm(prefix=_prefix(unit_id))
    if unit_id not in units_with(viewer(), Permission.EVIDENCE_MANAGE):
        raise NotFoundError
    if not form.validate_on_submit():
        return render(_room_page(unit_id, form), _UNFIT)
    try:
        with transaction() as session:
            actions.set_room(session, unit_id, form.megabytes.data or 0)
    except InvalidError as error:
        form.refuse(error)
        return render(_room_page(unit_id, form), _UNFIT)
    flash("已保存空间限额，已用空间也重新算过。", "good")
    return go_to(url_for("tasks.room"))


@bp.post("/evidence-room/find")
@requires(Permission.EVIDENCE_MANAGE)
def find_piece() -> BaseResponse:
    form = FindPieceForm()
    if form.validate_on_submit() and form.piece.data:
        with reading() as session:
            try:
                piece, _ = evidence_to_manage(session, viewer(), form.piece.data)
            except NotFoundError:
                form.refuse(InvalidError("没有这个材料编号，请核对。", "piece"))
            else:
                return go_to(url_for("tasks.destroy", evidence_id=piece.id))
    elif not form.piece.errors:
        form.refuse(InvalidError("请填写材料编号。", "piece"))
    return render(_room_page(find=form), _UNFIT)


def _prefix(unit_id: int) -> str:
    """Answer what tells the forms of several ledgers on one page apart."""
    return f"unit{unit_id}-"


def _deed(reason: str) -> Deed:
    return replace(own_deed(viewer(), clock.now()), note=reason)


def _told(done: actions.Destroyed) -> str:
    numbers = "、".join(done.numbers)
    if done.kept_elsewhere:
        return (
            f"已从 {numbers} 清除。相同内容还作为报告、来文或外单位的材料保存着，"
            f"那里的没有清除。{_BACKUPS}"
        )
    return f"已从 {numbers} 清除，文件和预览图都已从磁盘上销毁。{_BACKUPS}"


def _removal_page(evidence_id: int, form: RemovalForm) -> RemovalPage:
    who = viewer()
    with reading() as session:
        piece = evidence_for(session, who, evidence_id)
        task = task_for(session, who, piece.task_id)
        names = queries.managers_of(session, task.unit, clock.today())
    destroys = may(who, Permission.EVIDENCE_MANAGE, task.unit_id)
    return RemovalPage(
        piece=piece,
        task=task,
        form=form,
        url=url_for("tasks.ask_removal", evidence_id=piece.id),
        task_url=url_for("tasks.show", task_id=task.id),
        ledger_url=url_for("tasks.ledger"),
        who_can=tuple(names),
        destroy_url=url_for("tasks.destroy", evidence_id=piece.id) if destroys else None,
    )


def _destroy_page(evidence_id: int, form: DestroyForm) -> DestroyPage:
    who = viewer()
    with reading() as session:
        piece, task = evidence_to_manage(session, who, evidence_id)
        return DestroyPage(
            piece=piece,
            unit_name=task.unit.name,
            numbers=_numbers(session, piece, task),
            versions=_other_versions(session, piece),
            wish=queries.wish_about(session, piece),
            form=form,
            url=url_for("tasks.destroy_piece", evidence_id=piece.id),
            back_url=url_for("tasks.room"),
        )


def _numbers(session: Session, piece: Evidence, task: Task) -> tuple[str, ...]:
    if piece.file_hash is None or piece.destroyed_at is not None:
        return (task.number,)
    return tuple(queries.tasks_with_content(session, viewer(), piece.file_hash))


def _other_versions(session: Session, piece: Evidence) -> int:
    return sum(
        one.id != piece.id and one.file_hash is not None and one.destroyed_at is None
        for one in queries.versions_of(session, piece)
    )


def _room_page(
    unit_id: int | None = None, form: RoomForm | None = None, find: FindPieceForm | None = None
) -> RoomPage:
    who = viewer()
    with reading() as session:
        rooms = queries.rooms_in_reach(session, who)
        wishes = queries.removals_in_reach(session, who)
    lines = []
    for unit, left in rooms:
        fresh = RoomForm(formdata=None, prefix=_prefix(unit.id))
        fresh.megabytes.data = left.megabytes
        own = form if form is not None and unit.id == unit_id else fresh
        lines.append(RoomLine(unit, left, own, url_for("tasks.set_room", unit_id=unit.id)))
    return RoomPage(
        rooms=tuple(lines),
        wishes=tuple(
            Wish(
                removal=wish,
                number=task.number,
                unit_name=task.unit.name,
                url=url_for("tasks.destroy", evidence_id=wish.evidence_id),
            )
            for wish, task in wishes
        ),
        find=find or FindPieceForm(formdata=None),
        find_url=url_for("tasks.find_piece"),
    )
