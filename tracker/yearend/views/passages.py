"""The doors to deeds on paragraphs: each writes once and leads back to the place in the text."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError, StaleError
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to, is_fragment_request
from tracker.web.render import render
from tracker.yearend.actions import editing, placing
from tracker.yearend.forms.editing import OwnForm, WordsForm
from tracker.yearend.pages.editor import PassageFragment, SavedFragment, slug_of
from tracker.yearend.pages.laying import Layer
from tracker.yearend.queries import Desk
from tracker.yearend.rules.editing.warnings import warnings_of
from tracker.yearend.views.asking import address_at, desk_asked
from tracker.yearend.views.blueprint import bp
from tracker.yearend.views.editor import words_page

_UNFIT, _MOVED_ON = 422, 409
_AUTOSAVE, _TAKE = "autosave", "take"


@bp.post("/draft/passage")
@requires(Permission.YEAREND_DRAFT)
def save_passage() -> BaseResponse:
    form, key = WordsForm(), request.args.get("key", "")
    if not form.validate_on_submit():
        return _again(key, form)
    try:
        _save(key, form)
    except InvalidError as error:
        form.refuse(error)
        return _again(key, form)
    except StaleError as error:
        return _again(key, form, moved_by=error.changed_by or "别人")
    if _AUTOSAVE in request.form:
        return _saved(key)
    if is_fragment_request():
        return _alone(key)
    flash("已保存。", "good")
    return _back(key)


def _save(key: str, form: WordsForm) -> None:
    """Keep the words; a button beside a drafted sentence puts that one back among them."""
    number = request.form.get(_TAKE, type=int)
    with transaction() as session:
        desk = desk_asked(session)
        has_lead = bool(editing.laid_at(desk, key).passage.lead)
        editing.reword(
            session,
            viewer(),
            desk,
            key,
            form.text.data
            if number is None
            else editing.with_sentence(desk, key, number, form.text.data),
            expected=form.version.data,
            at=clock.now(),
            lead=form.lead.data if has_lead else None,
        )


def _again(key: str, form: WordsForm, *, moved_by: str = "") -> Response:
    """Show the form once more with what was typed; after a clash, with what is kept meanwhile, too."""
    with reading() as session:
        answer = render(
            words_page(desk_asked(session), key, form, moved_by), _MOVED_ON if moved_by else _UNFIT
        )
    if _AUTOSAVE in request.form:
        # The answer to autosave takes the place of a line; a refusal that of the whole form.
        answer.headers["HX-Retarget"] = f"#{slug_of(key)}"
        answer.headers["HX-Reswap"] = "outerHTML"
    return answer


def _saved(key: str) -> Response:
    with reading() as session:
        version = editing.laid_at(desk_asked(session), key).edit.version
    return render(SavedFragment(slug_of(key), version, clock.now()))


def _alone(key: str) -> Response:
    with reading() as session:
        desk = desk_asked(session)
        layer = Layer(desk, warnings_of(desk.report.edited, desk.report.facts))
        return render(PassageFragment(layer.alone(key), address_at(desk)))


@bp.get("/draft/passage/now")
@requires(Permission.YEAREND_DRAFT)
def passage_now() -> Response:
    return _alone(request.args.get("key", ""))


@bp.post("/draft/redraft")
@requires(Permission.YEAREND_DRAFT)
def redraft() -> BaseResponse:
    version = request.form.get("value", 0, type=int)
    return _do(
        lambda session, desk, key: editing.redraft(
            session, viewer(), desk, key, expected=version, at=clock.now()
        ),
        "已恢复为台账起草的内容，可以撤销。",
    )


@bp.post("/draft/include")
@requires(Permission.YEAREND_DRAFT)
def include() -> BaseResponse:
    wanted = request.form.get("value") == "in"
    return _do(
        lambda session, desk, key: editing.include(
            session, viewer(), desk, key, wanted=wanted, at=clock.now()
        ),
        "已重新写入报告。" if wanted else "已不写入报告，内容还留着，随时可以恢复。",
    )


@bp.post("/draft/move")
@requires(Permission.YEAREND_DRAFT)
def move() -> BaseResponse:
    before = request.form.get("value", "")
    return _do(
        lambda session, desk, key: placing.move(
            session, viewer(), desk, key, before, at=clock.now()
        ),
        "",
    )


@bp.post("/draft/place")
@requires(Permission.YEAREND_DRAFT)
def place() -> BaseResponse:
    heading = request.form.get("value", "")
    return _do(
        lambda session, desk, key: placing.place_under(
            session, viewer(), desk, key, heading, at=clock.now()
        ),
        f"已移到“{heading}”。" if heading else "已恢复系统建议的位置。",
    )


@bp.post("/draft/adopt")
@requires(Permission.YEAREND_DRAFT)
def adopt() -> BaseResponse:
    heading = request.form.get("value", "")
    return _do(
        lambda session, desk, key: placing.adopt(
            session, viewer(), desk, key, heading, at=clock.now()
        ),
        f"已作为自拟段落写在“{heading}”下。",
    )


@bp.post("/draft/own")
@requires(Permission.YEAREND_DRAFT)
def add_own() -> BaseResponse:
    form = OwnForm()
    return _do(
        lambda session, desk, _key: placing.add(
            session, viewer(), desk, form.heading.data or "", form.text.data or "", at=clock.now()
        ),
        "已加上这一段。",
    )


@bp.post("/draft/undo")
@requires(Permission.YEAREND_DRAFT)
def undo() -> BaseResponse:
    with transaction() as session:
        desk = desk_asked(session)
        last = editing.undo(session, viewer(), desk, at=clock.now())
        key = last.key
    flash(f"已撤销您的上一步改动（{last.change.label}）。", "good")
    return _back(key)


def _do(deed: Callable[[Session, Desk, str], object], told: str) -> BaseResponse:
    """Do something to the paragraph that the form names, and lead back to it."""
    key = request.form.get("key", "")
    with transaction() as session:
        made = deed(session, desk_asked(session), key)
    if told:
        flash(told, "good")
    return _back(made if isinstance(made, str) else key)


def _back(key: str) -> BaseResponse:
    kept: dict[str, Any] = {
        name: request.args[name]
        for name in ("unit", "year", "as_of", "page")
        if name in request.args
    }
    return go_to(url_for("yearend.editor", **kept, _anchor=slug_of(key)))
