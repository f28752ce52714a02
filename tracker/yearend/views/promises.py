"""The doors to 承诺事项: what last year's plan promised without answering a problem."""

from flask import Response, flash, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError, StaleError
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.yearend.actions import deciding
from tracker.yearend.forms.deciding import PledgesForm, ToldForm
from tracker.yearend.models import Pledge
from tracker.yearend.pages.deciding import PledgesPage, PledgeView
from tracker.yearend.queries import Desk, pledges_of
from tracker.yearend.views.asking import address_at, desk_asked
from tracker.yearend.views.blueprint import bp

_UNFIT, _MOVED_ON = 422, 409
_ID = "<int(max=2147483647):pledge_id>"


@bp.get("/draft/pledges")
@requires(Permission.YEAREND_DRAFT)
def pledges() -> Response:
    return _page(PledgesForm(formdata=None))


@bp.post("/draft/pledges")
@requires(Permission.YEAREND_DRAFT)
def add_pledges() -> BaseResponse:
    form = PledgesForm()
    if not form.validate_on_submit():
        return _page(form, _UNFIT)
    texts = [" ".join(one.split()) for one in form.texts.data.splitlines()]
    try:
        with transaction() as session:
            desk = desk_asked(session)
            added = deciding.make_pledges(session, viewer(), desk, texts, at=clock.now())
    except InvalidError as error:
        form.refuse(error)
        return _page(form, _UNFIT)
    flash(f"已列入{added}项承诺事项。" if added else "这些承诺事项已经在清单里。", "good")
    return go_to(url_for("yearend.pledges", **address_at(desk)))


@bp.post(f"/draft/pledges/{_ID}")
@requires(Permission.YEAREND_DRAFT)
def tell_pledge(pledge_id: int) -> BaseResponse:
    form = ToldForm()
    if not form.validate_on_submit():
        return _page(PledgesForm(formdata=None), _UNFIT, (pledge_id, form, ""))
    try:
        with transaction() as session:
            desk = desk_asked(session)
            told = deciding.Told(form.told.data or "", form.kept.data, form.version.data)
            deciding.tell_pledge(session, viewer(), desk, pledge_id, told, at=clock.now())
    except InvalidError as error:
        form.refuse(error)
        return _page(PledgesForm(formdata=None), _UNFIT, (pledge_id, form, ""))
    except StaleError as error:
        clash = (pledge_id, form, error.changed_by or "别人")
        return _page(PledgesForm(formdata=None), _MOVED_ON, clash)
    flash("已保存落实情况。", "good")
    return go_to(url_for("yearend.pledges", **address_at(desk)))


@bp.post(f"/draft/pledges/{_ID}/drop")
@requires(Permission.YEAREND_DRAFT)
def drop_pledge(pledge_id: int) -> BaseResponse:
    with transaction() as session:
        desk = desk_asked(session)
        text = deciding.drop_pledge(session, desk, pledge_id)
    flash(f"已从清单删去“{text[:20]}”。", "good")
    return go_to(url_for("yearend.pledges", **address_at(desk)))


def _page(
    form: PledgesForm, status: int = 200, typed: tuple[int, ToldForm, str] | None = None
) -> Response:
    with reading() as session:
        desk = desk_asked(session)
        rows = pledges_of(session, desk.unit.id, desk.year)
        return render(
            PledgesPage(
                unit=desk.unit,
                year=desk.year,
                address=address_at(desk),
                pledges=tuple(_view(one, typed) for one in rows),
                form=form,
                offered=_offered(desk) if request.method == "GET" else (),
            ),
            status,
        )


def _view(row: Pledge, typed: tuple[int, ToldForm, str] | None) -> PledgeView:
    if typed is None or typed[0] != row.id:
        form = ToldForm(formdata=None, prefix="", told=row.told, kept=row.kept, version=row.version)
        return PledgeView(row, form)
    _, form, moved_by = typed
    if moved_by:
        form.version.data, form.version.raw_data = row.version, None
    return PledgeView(row, form, moved_by)


def _offered(desk: Desk) -> tuple[str, ...]:
    facts = desk.report.facts
    known = {one.text for one in facts.pledges}
    return tuple(one for one in facts.offered if one not in known)
