"""The people within an administrator's reach, and new ones."""

from collections.abc import Sequence
from math import ceil

from flask import Response, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse
from wtforms.fields.choices import SelectChoice

from tracker.accounts import access, actions, queries
from tracker.accounts.actions import NewAccount
from tracker.accounts.forms import LINK, NewPersonForm
from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Person, Unit
from tracker.accounts.pages import (
    FirstPasswordPage,
    GivenPassword,
    LinkPage,
    NewPersonPage,
    PeoplePage,
    PersonRow,
)
from tracker.accounts.permissions import Permission, Role, units_with
from tracker.accounts.views.blueprint import bp, hand
from tracker.accounts.views.links import given_link
from tracker.core import clock
from tracker.core.paging import PAGE_SIZE
from tracker.core.text import clean_line
from tracker.web.database import reading
from tracker.web.render import render
from tracker.web.saving import save


@bp.get("/people")
@requires(Permission.PEOPLE_MANAGE)
def people() -> Response:
    reach = units_with(viewer(), Permission.PEOPLE_MANAGE)
    words = clean_line(request.args.get("q", ""))
    unit_id = request.args.get("unit", type=int)
    wanted = frozenset({unit_id}) & reach if unit_id else reach
    number = request.args.get("page", 1, type=int)
    with reading() as session:
        found = queries.people_ever_in(wanted, words)
        units = queries.units_among(session, reach)
        ordered = queries.in_order(session, found, units, clock.today())
        pages = max(1, ceil(len(ordered) / PAGE_SIZE))
        here = max(1, min(number, pages))
        shown = ordered[(here - 1) * PAGE_SIZE : here * PAGE_SIZE]
        rows = queries.people_with_ids(session, shown)
    return render(
        PeoplePage(
            rows=tuple(map(_row, rows)),
            total=len(ordered),
            number=here,
            pages=pages,
            previous_url=_page_url(here - 1, words, unit_id) if here > 1 else None,
            next_url=_page_url(here + 1, words, unit_id) if here < pages else None,
            words=words,
            unit_id=str(unit_id or ""),
            units=(("", "全部"), *((str(one), name) for one, name in _indented(units))),
            url=url_for("accounts.people"),
            new_url=url_for("accounts.new_person"),
            import_url=url_for("ledgers.roster"),
        )
    )


@bp.get("/people/new")
@requires(Permission.PEOPLE_MANAGE)
def new_person() -> Response:
    form = NewPersonForm(from_on=clock.today())
    with reading() as session:
        form.unit_id.choices = unit_choices(session)
    return _new_page(form)


@bp.post("/people/new")
@requires(Permission.PEOPLE_MANAGE)
def create_person() -> BaseResponse:
    form = NewPersonForm()
    with reading() as session:
        form.unit_id.choices = unit_choices(session)
    made: list[FirstPasswordPage | LinkPage] = []
    status = save(form, lambda session: made.append(_create(session, form)))
    return _new_page(form, status) if status is not None else render(made[0])


def unit_choices(session: Session) -> list[SelectChoice]:
    """Answer the units within the viewer's reach as choices, indented like the tree."""
    found = queries.units_among(session, units_with(viewer(), Permission.PEOPLE_MANAGE))
    here = [one for one in found if one.closed_on is None]
    return [SelectChoice(unit_id, name) for unit_id, name in _indented(here)]


def _indented(units: Sequence[Unit]) -> list[tuple[int, str]]:
    top = min((one.path.count("/") for one in units), default=0)
    return [(one.id, "　" * (one.path.count("/") - top) + one.name) for one in units]


def _create(session: Session, form: NewPersonForm) -> FirstPasswordPage | LinkPage:
    unit = access.unit_for(session, viewer(), form.unit_id.data, Permission.PEOPLE_MANAGE)
    by_link = form.give.data == LINK
    password = None if by_link else actions.first_password(form.login.data)
    new = NewAccount(
        login=form.login.data,
        name=form.name.data,
        password=password,
        email=form.email.data,
        phone=form.phone.data,
    )
    hats = actions.Hats(unit, tuple(map(Role, form.roles.data)), form.post.data, form.from_on.data)
    person = actions.take_on(session, new, hats, hand=hand())
    people_url, person_url = (
        url_for("accounts.people"),
        url_for("accounts.person", person_id=person.id),
    )
    if password is None:
        return LinkPage(given_link(session, person), people_url, person_url)
    given = GivenPassword(person.name, person.login, password)
    return FirstPasswordPage(given, people_url, person_url)


def _row(person: Person) -> PersonRow:
    today = clock.today()
    hats = [
        f"{one.unit.name}　{one.post}（{one.role.label}）"
        if one.post
        else f"{one.unit.name}　{one.role.label}"
        for one in person.appointments
        if one.until_on is None or one.until_on >= today
    ]
    state = (
        "已停用" if person.disabled_at else "待首次登录" if person.must_change_password else None
    )
    url = url_for("accounts.person", person_id=person.id)
    return PersonRow(person.name, person.login, tuple(hats), state, url)


def _page_url(number: int, words: str, unit_id: int | None) -> str:
    return url_for("accounts.people", page=number, q=words or None, unit=unit_id)


def _new_page(form: NewPersonForm, status: int = 200) -> Response:
    page = NewPersonPage(form, url_for("accounts.create_person"), url_for("accounts.people"))
    return render(page, status)
