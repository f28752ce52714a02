"""The doors of 年终收尾: reasons for what stays open, sealing a year's figures, opening them again."""

from dataclasses import dataclass, field
from datetime import date

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import ForbiddenError, InvalidError, StaleError
from tracker.tasks import actions as tasks
from tracker.tasks.access import task_at_work
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.looks import state_look
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.yearend.access import unit_to_draft_for
from tracker.yearend.actions import closing
from tracker.yearend.forms import asked
from tracker.yearend.forms.closing import CarryForm, OpenForm, SealForm, carry_form
from tracker.yearend.pages.closing import CarriedLine, ClosingPage, LackingLine, WaitingLine
from tracker.yearend.queries.closing import YearEnd, year_end_of
from tracker.yearend.rules.closing import frozen, lacks, moved_since
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.statistics import figures_of
from tracker.yearend.rules.tables import tables_of
from tracker.yearend.views.blueprint import bp

_UNFIT, _MOVED_ON = 422, 409
_AT_ONCE = 50  # lines on one page; the next ones come when these are saved


@dataclass(frozen=True, slots=True)
class _Typed:
    """The forms of the page as they were sent, and how many lines of them were saved."""

    carry: CarryForm | None = None
    seal: SealForm = field(default_factory=lambda: SealForm(formdata=None))
    reopen: OpenForm = field(default_factory=lambda: OpenForm(formdata=None))
    saved: int = 0


@bp.get("/closing")
@requires(Permission.YEAREND_DRAFT)
def show_closing() -> Response:
    return _page(_Typed())


@bp.post("/closing/carry")
@requires(Permission.YEAREND_DRAFT)
def carry() -> BaseResponse:
    with reading() as session:
        waiting = _year(session).waiting
    # Only the lines that were shown: what became open since then is not asked for its version.
    form = carry_form(one.id for one in waiting if f"version-{one.id}" in request.form)
    if not form.validate_on_submit():
        return _page(_Typed(carry=form), _UNFIT)
    filled = form.filled
    saved = sum(_take(form, task_id) for task_id in filled)
    if saved < len(filled):
        return _page(_Typed(carry=form, saved=saved), _UNFIT)
    flash(f"已保存 {saved} 项。" if saved else "没有填写任何一项。", "good")
    return _back()


@bp.post("/closing/seal")
@requires(Permission.YEAREND_DRAFT)
def seal() -> BaseResponse:
    form = SealForm()
    if not form.validate_on_submit():
        return _page(_Typed(seal=form), _UNFIT)
    try:
        with transaction() as session:
            closing.hold_still(session, _unit(session).id)
            found = _year(session)
            sealing = closing.Sealing(
                year=found.facts.year,
                figures=_figures(found.facts),
                waiting=len(found.waiting),
                basis=form.sealed_by.data,
            )
            closing.seal_year(
                session, viewer(), found.unit.id, sealing, today=clock.today(), at=clock.now()
            )
    except InvalidError as error:
        form.refuse(error)
        return _page(_Typed(seal=form), _UNFIT)
    except StaleError:
        return _page(_Typed(seal=form), _MOVED_ON)
    flash(f"{sealing.year}年度数据已封存。", "good")
    return _back()


@bp.post("/closing/open")
@requires(Permission.YEAREND_DRAFT)
def open_sealed() -> BaseResponse:
    form = OpenForm()
    if not form.validate_on_submit():
        return _page(_Typed(reopen=form), _UNFIT)
    try:
        with transaction() as session:
            wanted = asked(request.args, clock.today())
            unit = unit_to_draft_for(session, viewer(), wanted.unit)
            closing.open_year(
                session, viewer(), unit.id, wanted.year, form.why.data, at=clock.now()
            )
    except InvalidError as error:
        form.refuse(error)
        return _page(_Typed(reopen=form), _UNFIT)
    flash(f"{wanted.year}年度已解除封存，可以补录；补录后请重新封存。", "good")
    return _back()


def _take(form: CarryForm, task_id: int) -> bool:
    """Let one task go on in a transaction of its own: what fits is kept, what does not is told beside it."""
    line = form.line(task_id)
    who = viewer()
    deed = Deed(
        actor_id=who.person_id,
        actor_name=who.name,
        at=clock.now(),
        done_on=form.done_on.data,
        means=Means.MEETING,
        for_name=form.basis.data,
        note=line["reason"].data or "",
    )
    year = asked(request.args, clock.today()).year
    try:
        with transaction() as session:
            work = task_at_work(session, who, task_id, version=line["version"].data)
            tasks.carry_into_next_year(session, work, deed, year=year, due_on=line["due"].data)
    except InvalidError as error:
        beside = {"proposed_on": "due", "done_on": "due"}.get(error.field or "", "reason")
        line[beside].errors = (*line[beside].errors, error.message)
    except ForbiddenError as error:
        line["reason"].errors = (*line["reason"].errors, error.reason)
    except StaleError as error:
        by = error.changed_by or "别人"
        line["reason"].errors = (*line["reason"].errors, f"这一项刚由{by}办过，请核对后再存。")
    else:
        return True
    return False


def _unit(session: Session) -> Unit:
    return unit_to_draft_for(session, viewer(), asked(request.args, clock.today()).unit)


def _year(session: Session) -> YearEnd:
    wanted = asked(request.args, clock.today())
    return year_end_of(session, _unit(session), wanted.year, clock.today())


def _page(typed: _Typed, status: int = 200) -> Response:
    with reading() as session:
        found = _year(session)
        shown = found.waiting[:_AT_ONCE]
        form = typed.carry or carry_form([one.id for one in shown], formdata=None)
    if not form.done_on.data and not form.is_submitted():
        form.done_on.data = clock.today()
    sealed = found.sealed
    return render(
        ClosingPage(
            unit=found.unit,
            year=found.facts.year,
            address={"unit": found.unit.code, "year": found.facts.year},
            waiting=tuple(
                WaitingLine(
                    one, state_look(one.state), _line(form, one.id, found.going[one.id].version)
                )
                for one in shown
                if one.id in form.task_ids
            ),
            waiting_count=len(found.waiting),
            carried=tuple(
                CarriedLine(one, step.note, step.for_name) for one, step in found.carried
            ),
            lacking=tuple(LackingLine(one, lacks(one)) for one in found.loose.unproved),
            unassigned=found.loose.unassigned,
            carry_form=form,
            seal_form=typed.seal,
            open_form=typed.reopen,
            sealed=sealed,
            moved=moved_since(sealed.figures, _figures(found.facts)) if sealed else (),
            undone=tuple(one for one in found.closings if one.opened_at is not None),
            too_early=_too_early(found.facts.year),
            empty=not found.facts.problems,
            saved=typed.saved,
        ),
        status,
    )


def _line(form: CarryForm, task_id: int, version: int) -> dict[str, object]:
    fields = form.line(task_id)
    fields["version"].data, fields["version"].raw_data = version, None
    return fields


def _too_early(year: int) -> str:
    return f"{year + 1}年1月1日" if clock.today() <= date(year, 12, 31) else ""


def _figures(facts: YearFacts) -> dict[str, object]:
    return frozen(facts, figures_of(facts), tables_of(facts))


def _back() -> BaseResponse:
    wanted = asked(request.args, clock.today())
    return go_to(url_for("yearend.show_closing", unit=wanted.unit, year=wanted.year))
