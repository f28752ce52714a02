"""批量移交: what is to change hands, to whom, and one save."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.access import unit_for
from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission, units_with
from tracker.accounts.queries import units_among
from tracker.core import clock
from tracker.core.errors import InvalidError, NotFoundError
from tracker.tasks import queries
from tracker.tasks.actions.handover import HandoverOrder, hand_over, holder_of, name_of_holder
from tracker.tasks.forms import offer
from tracker.tasks.forms.handover import HandoverForm, picks_of
from tracker.tasks.models import Handover, Task
from tracker.tasks.pages.handover import (
    HandoverLine,
    HandoverPage,
)
from tracker.tasks.pages.ledger import Choice
from tracker.tasks.queries import HandoverChoices, HandoverFilter
from tracker.tasks.rules.handover import Outcome, Part
from tracker.tasks.rules.lifecycle import OPEN
from tracker.tasks.views.blueprint import bp
from tracker.tasks.views.deeds import own_deed
from tracker.web.addresses import asked_id
from tracker.web.database import reading, transaction
from tracker.web.filters import day
from tracker.web.htmx import go_to
from tracker.web.render import render

_ALL = ("", "全部")
_BOTH = ("", "责任人和责任领导")
_ASKED = ("ledger", "part", "person", "post", "unit", "category", "batch")


@bp.get("/handover")
@requires(Permission.HAND_OVER)
def handover() -> Response:
    return _page(HandoverForm(formdata=None, effective_on=clock.today()))


@bp.post("/handover")
@requires(Permission.HAND_OVER)
def save_handover() -> BaseResponse:
    form = HandoverForm()
    with reading() as session:
        unit = _ledger(session)
        _offer_people(session, form, unit)
        choices = queries.handover_choices(session, viewer(), unit)
    if not form.validate_on_submit():
        return _page(form, 422)
    try:
        with transaction() as session:
            kept = _save(session, form, choices)
    except InvalidError as error:
        form.refuse(error)
        return _page(form, 422)
    return go_to(url_for("tasks.handover_list", handover_id=kept.id))


def _save(session: Session, form: HandoverForm, choices: HandoverChoices) -> Handover:
    unit = unit_for(session, viewer(), _ledger(session).id, Permission.HAND_OVER)
    wanted = _wanted()
    of_units = wanted.part is Part.LEAD_UNIT
    order = HandoverOrder(
        part=wanted.part,
        from_id=wanted.lead_unit_id if of_units else wanted.person_id,
        from_name=_giver(wanted, choices),
        from_post=wanted.post,
        to_id=form.to_unit_id.data if of_units else form.to_id.data,
        pending=form.pending.data and not of_units,
        effective_on=form.effective_on.data,
        basis=form.basis.data,
        note=form.note.data or "",
    )
    picks = picks_of(request.form.getlist("pick"))
    kept = hand_over(session, viewer(), unit, order, picks, own_deed(viewer(), clock.now()))
    moved = sum(one.outcome is Outcome.MOVED for one in queries.rows_of_handover(session, kept))
    flash(f"已移交{moved}项，可以打印移交清单签字。", "good" if moved else "warn")
    return kept


def _page(form: HandoverForm, status: int = 200) -> Response:
    wanted = _wanted()
    with reading() as session:
        unit = _ledger(session)
        _offer_people(session, form, unit)
        choices = queries.handover_choices(session, viewer(), unit)
        found = (
            queries.lines_to_hand_over(session, viewer(), unit, wanted) if wanted.narrow else None
        )
        ledgers = _ledgers(session)
    lines = None if found is None else [_line(task, part, status) for task, part in found]
    page = HandoverPage(
        form=form,
        url=url_for("tasks.save_handover"),
        filter_url=url_for("tasks.handover"),
        history_url=url_for("tasks.handovers"),
        choices=_choices(unit, ledgers, choices, wanted),
        hidden=tuple((name, _value(name)) for name in _ASKED if _value(name)),
        # What can move stands first; what stays as history is told behind it.
        lines=None if lines is None else tuple(sorted(lines, key=lambda one: one.pick is None)),
        unit_name=unit.name,
        kept=sum(one.pick is None for one in lines or ()),
        of_units=wanted.part is Part.LEAD_UNIT,
    )
    return render(page, status)


def _ledgers(session: Session) -> Sequence[Unit]:
    return [
        one
        for one in units_among(session, units_with(viewer(), Permission.HAND_OVER))
        if one.keeps_ledger
    ]


def _ledger(session: Session) -> Unit:
    """Answer the ledger asked for, else the first one of the viewer.

    Raises:
        NotFoundError: the viewer keeps no ledger, or not that one.
    """
    asked, ledgers = _number("ledger"), _ledgers(session)
    found = [one for one in ledgers if asked in {None, one.id}]
    if not found:
        raise NotFoundError
    return found[0]


def _offer_people(session: Session, form: HandoverForm, unit: Unit) -> None:
    office = queries.office_of(session, unit, clock.today())
    offer(form.to_id, ((one.person_id, one.words) for one in office.people if one.works))
    offer(form.to_unit_id, office.units)


def _wanted() -> HandoverFilter:
    part = Part(_value("part")) if _value("part") in set(Part) else None
    of_units = part is Part.LEAD_UNIT
    return HandoverFilter(
        part=part,
        person_id=None if of_units else _number("person"),
        post="" if of_units else _value("post"),
        lead_unit_id=_number("unit"),
        category=_value("category"),
        batch_id=_number("batch"),
    )


def _value(name: str) -> str:
    return request.values.get(name, "")


def _number(name: str) -> int | None:
    return asked_id(_value(name))


def _choices(
    unit: Unit, ledgers: Sequence[Unit], found: HandoverChoices, wanted: HandoverFilter
) -> tuple[Choice, ...]:
    of_ids = [
        ("person", "移交人", found.people, wanted.person_id),
        ("unit", "牵头单位", found.lead_units, wanted.lead_unit_id),
        ("batch", "批次", found.batches, wanted.batch_id),
    ]
    parts = [_BOTH, *((one.value, f"只移交{one.label}") for one in Part)]
    numbers = [
        Choice(name, label, [_ALL, *((str(key), word) for key, word in pairs)], str(chosen or ""))
        for name, label, pairs, chosen in of_ids
    ]
    words = [
        Choice(name, label, [_ALL, *((one, one) for one in some)], chosen)
        for name, label, some, chosen in (
            ("post", "职务", found.posts, wanted.post),
            ("category", "问题类别", found.categories, wanted.category),
        )
    ]
    several = [Choice("ledger", "台账", [(str(one.id), one.name) for one in ledgers], str(unit.id))]
    return (
        *(several if len(ledgers) > 1 else ()),
        numbers[0],
        Choice("part", "移交什么", parts, wanted.part or ""),
        words[0],
        numbers[1],
        words[1],
        numbers[2],
    )


def _giver(wanted: HandoverFilter, choices: HandoverChoices) -> str:
    """Answer who or what is handed over, in words: the person, else the post, else the field."""
    people, units, batches = map(dict, (choices.people, choices.lead_units, choices.batches))
    names = (
        people.get(wanted.person_id, "") if wanted.person_id else "",
        wanted.post,
        units.get(wanted.lead_unit_id, "") if wanted.lead_unit_id else "",
        wanted.category,
        batches.get(wanted.batch_id, "") if wanted.batch_id else "",
    )
    return next((one for one in names if one), "—")


def _line(task: Task, part: Part, status: int) -> HandoverLine:
    held = holder_of(task, part)
    value = f"{task.id}:{part}:{held.holder_id or 0}"
    name = name_of_holder(task, part)
    contact = f"（联系人：{name}）" if name not in {"", held.text} else ""
    movable = task.state in OPEN
    return HandoverLine(
        pick=value if movable else None,
        # What was ticked stays ticked when the form comes back.
        ticked=movable and (status == 200 or value in request.form.getlist("pick")),  # noqa: PLR2004  a page asked for
        number=task.number,
        title=task.title,
        url=url_for("tasks.show", task_id=task.id),
        part=part.label,
        holder=held.text + contact,
        post=held.post,
        state=task.state.label,
        due=task.due_text or (day(task.due_on) if task.due_on else "—"),
    )
