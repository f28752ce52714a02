"""The doors to decisions about a whole draft: outline, length, groups of problems, and a unit's own wording."""

from dataclasses import replace
from typing import Any

from flask import Response, flash, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError, StaleError
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.yearend.actions import deciding, drafting
from tracker.yearend.forms.deciding import HouseForm, LayoutForm, layout_form
from tracker.yearend.pages.deciding import Grouped, LayoutPage, WordingPage
from tracker.yearend.queries import Desk, house_row
from tracker.yearend.rules.facts import ProblemFact
from tracker.yearend.rules.grouping import Proposal, proposals
from tracker.yearend.rules.house import NAMED, written
from tracker.yearend.rules.lengths import Length
from tracker.yearend.rules.standing import results_of
from tracker.yearend.rules.wording.reported import open_problems
from tracker.yearend.views.asking import address_at, desk_asked
from tracker.yearend.views.blueprint import bp

_UNFIT, _MOVED_ON = 422, 409
_SHOWN = 120  # open problems whose groups are chosen on the page; more are grouped by category


@bp.get("/draft/layout")
@requires(Permission.YEAREND_DRAFT)
def layout() -> Response:
    with reading() as session:
        desk = desk_asked(session)
        return render(_layout_page(desk, _filled(desk)))


@bp.post("/draft/layout")
@requires(Permission.YEAREND_DRAFT)
def save_layout() -> BaseResponse:
    with reading() as session:
        form = layout_form([one.id for one in _open(desk_asked(session))])
    if not form.validate_on_submit():
        return _layout_again(form, _UNFIT)
    try:
        address = _decide(form)
    except InvalidError as error:
        form.refuse(error)
        return _layout_again(form, _UNFIT)
    except StaleError as error:
        return _layout_again(form, _MOVED_ON, error.changed_by or "别人")
    flash("已按新的提纲和写法重新起草，改写过的段落都还在。", "good")
    return go_to(url_for("yearend.editor", **address))


def _decide(form: LayoutForm) -> dict[str, Any]:
    with transaction() as session:
        desk = desk_asked(session)
        drafting.lay_out(
            session,
            viewer(),
            desk,
            drafting.Layout(form.outline.data or "", Length(form.length.data), form.groups),
            expected=form.version.data,
            at=clock.now(),
        )
        return address_at(desk)


def _open(desk: Desk) -> list[ProblemFact]:
    facts = desk.report.facts
    return [one for one, _ in open_problems(facts, results_of(facts))][:_SHOWN]


def _filled(desk: Desk) -> LayoutForm:
    facts, problems = desk.report.facts, _open(desk)
    form = layout_form([one.id for one in problems], formdata=None)
    form.outline.data = desk.row.outline if desk.row else ""
    form.length.data = desk.length.value
    form.by_program.data = facts.together is None
    form.version.data = desk.row.version if desk.row else 0
    groups = (
        [one.problems for one in proposals(problems)] if facts.together is None else facts.together
    )
    for number, group in enumerate(groups, start=1):
        for id_ in group:
            if f"group-{id_}" in form:
                form[f"group-{id_}"].data = str(number)
    return form


def _layout_page(desk: Desk, form: LayoutForm, moved_by: str = "") -> LayoutPage:
    problems = _open(desk)
    names = {one.id: _numbers(one) for one in problems}
    return LayoutPage(
        unit=desk.unit,
        year=desk.year,
        address=address_at(desk),
        form=form,
        read=desk.report.facts.outline,
        problems=tuple(
            Grouped(
                names[one.id], one.outward_text or one.title, one.category, form[f"group-{one.id}"]
            )
            for one in problems
            if f"group-{one.id}" in form
        ),
        proposed=tuple(_proposed(one, names) for one in proposals(problems)),
        moved_by=moved_by,
    )


def _proposed(one: Proposal, names: dict[int, str]) -> str:
    told = "、".join(names[id_] for id_ in one.problems)
    because = f"，都写到{'、'.join(one.because[:3])}" if one.because else ""
    return f"{told}可以归为一条{because}。"


def _numbers(problem: ProblemFact) -> str:
    return "、".join(one.number for one in problem.tasks) or problem.title


def _layout_again(form: LayoutForm, status: int, moved_by: str = "") -> Response:
    with reading() as session:
        desk = desk_asked(session)
        if moved_by and desk.row:
            form.version.data, form.version.raw_data = desk.row.version, None
        return render(_layout_page(desk, form, moved_by), status)


@bp.get("/draft/wording")
@requires(Permission.YEAREND_DRAFT)
def wording() -> Response:
    with reading() as session:
        desk = desk_asked(session)
        row = house_row(session, desk.unit.id)
        house = desk.report.facts.house
        form = HouseForm(
            formdata=None,
            instead=written(house.instead),
            lasting=house.lasting,
            version=row.version if row else 0,
        )
        for one in NAMED:
            form[one.value].data = house.name(one)
        return render(WordingPage(desk.unit, desk.year, address_at(desk), form))


@bp.post("/draft/wording")
@requires(Permission.YEAREND_DRAFT)
def save_wording() -> BaseResponse:
    form = HouseForm()
    if not form.validate_on_submit():
        return _wording_again(form, _UNFIT)
    try:
        with transaction() as session:
            desk = desk_asked(session)
            deciding.set_house_words(
                session,
                viewer(),
                desk.unit.id,
                deciding.Wording(form.sections, form.instead.data or "", form.lasting.data or ""),
                expected=form.version.data,
                at=clock.now(),
            )
    except InvalidError as error:
        form.refuse(error)
        return _wording_again(form, _UNFIT)
    except StaleError as error:
        return _wording_again(form, _MOVED_ON, error.changed_by or "别人")
    flash("已保存，草稿按新的用语重新起草；改写过的段落不变。", "good")
    return go_to(url_for("yearend.editor", **address_at(desk)))


def _wording_again(form: HouseForm, status: int, moved_by: str = "") -> Response:
    with reading() as session:
        desk = desk_asked(session)
        row = house_row(session, desk.unit.id)
        if moved_by and row:
            form.version.data, form.version.raw_data = row.version, None
        page = WordingPage(desk.unit, desk.year, address_at(desk), form)
        return render(replace(page, moved_by=moved_by), status)
