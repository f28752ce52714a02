"""The doors of columns and saved views."""

from flask import Response, flash, request
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.core import clock
from tracker.core.errors import ForbiddenError, InvalidError
from tracker.ledgers.access.views import view_to_change
from tracker.ledgers.actions import views as actions
from tracker.ledgers.forms.views import ColumnsForm, ViewForm, columns_form
from tracker.ledgers.pages.views import ColumnsPage, DropViewPage, SaveViewPage
from tracker.ledgers.queries.views import views_for
from tracker.ledgers.rules.views import View, kept_words
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.ledger.address import LEDGER, address, listed, with_
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to, is_fragment_request
from tracker.web.render import render, render_as

VIEW = "<int(max=2147483647):view_id>"
_UNFIT = 422


@bp.get("/columns")
@requires(Permission.LEDGER_READ)
def columns() -> Response:
    form = columns_form()
    form.fill(_view().keys)
    return _columns(form)


@bp.post("/columns")
@requires(Permission.LEDGER_READ)
def choose_columns() -> BaseResponse:
    """Keep the columns: of one's own saved view, else of the whole ledger for oneself."""
    form, view = columns_form(), _view()
    own = _own_id(view)
    if request.form.get("do") == "usual" and own is None:
        with transaction() as session:
            actions.forget_columns(session, viewer())
        flash("已恢复常用栏目。", "good")
        return go_to(with_(view=""))
    if not form.validate_on_submit():
        return _columns(form, status=_UNFIT)
    try:
        with transaction() as session:
            actions.choose_columns(session, viewer(), form.keys, own, at=clock.now())
    except InvalidError as error:
        return _columns(form, error.message, _UNFIT)
    flash("栏目已保存，下次打开还是这样。", "good")
    return go_to(with_(view=str(own) if own else ""))


@bp.get("/views/new")
@requires(Permission.LEDGER_READ)
def new_view() -> Response:
    return _saving(ViewForm())


@bp.post("/views/new")
@requires(Permission.LEDGER_READ)
def save_view() -> BaseResponse:
    form, view = ViewForm(), _view()
    if not form.validate_on_submit():
        return _saving(form, _UNFIT)
    look = (listed(), view.keys)
    try:
        with transaction() as session:
            kept = actions.save_view(
                session,
                viewer(),
                form.name.data,
                look,
                shared=bool(form.shared.data),
                at=clock.now(),
            )
            slug = str(kept.id)
    except InvalidError as error:
        form.refuse(error)
        return _saving(form, _UNFIT)
    except ForbiddenError as error:
        form.refuse(InvalidError(error.reason, "shared"))
        return _saving(form, _UNFIT)
    flash(f"视图“{form.name.data}”已保存。", "good")
    return go_to(address(LEDGER, {**kept_words(listed()), "view": slug}))


@bp.get(f"/views/{VIEW}/drop")
@requires(Permission.LEDGER_READ)
def ask_to_drop_view(view_id: int) -> Response:
    with reading() as session:
        row = view_to_change(session, viewer(), view_id)
        page = DropViewPage(row.name, row.shared, request.path, with_(view=str(row.id)))
    return _answer("ledgers/_drop_view.html", page)


@bp.post(f"/views/{VIEW}/drop")
@requires(Permission.LEDGER_READ)
def drop_view(view_id: int) -> BaseResponse:
    with transaction() as session:
        name = actions.drop_view(session, viewer(), view_id)
    flash(f"视图“{name}”已删除，台账里的内容没有变。", "good")
    return go_to(address(LEDGER, {}))


def _view() -> View:
    with reading() as session:
        return views_for(session, viewer()).named(request.args.get("view", ""))


def _own_id(view: View) -> int | None:
    return view.view_id if view.mine else None


def _columns(form: ColumnsForm, message: str = "", status: int = 200) -> Response:
    view = _view()
    page = ColumnsPage(
        form=form,
        url=address("ledgers.choose_columns", listed()),
        back_url=with_(),
        changes=view.name if view.mine else "",
        message=message,
    )
    return _answer("ledgers/_columns.html", page, status)


def _saving(form: ViewForm, status: int = 200) -> Response:
    page = SaveViewPage(
        form=form,
        url=address("ledgers.save_view", listed()),
        back_url=with_(),
        view=_view(),
        conditions=len({name for name in kept_words(listed()) if name != "sort"}),
        shares=may(viewer(), Permission.REPORT_IMPORT, viewer().unit_id),
    )
    return _answer("ledgers/_save_view.html", page, status)


def _answer(
    fragment: str, page: ColumnsPage | SaveViewPage | DropViewPage, status: int = 200
) -> Response:
    if is_fragment_request():
        return render_as(fragment, page, status)
    return render(page, status)
