"""The rules of a unit: the table, changing one with its effect shown on a real task, and back to default."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError, NotFoundError
from tracker.reminders import actions
from tracker.reminders.forms.rules import RuleForm
from tracker.reminders.pages.rules import Effect, EffectRow, RulePage, RulesPage, rule_row
from tracker.reminders.queries.briefs import briefs
from tracker.reminders.queries.ladders import load_ladders
from tracker.reminders.queries.planning import facts_of
from tracker.reminders.queries.rules import changed_codes, kept_units, tasks_to_try
from tracker.reminders.rules.changing import check_rule, in_order, when_words
from tracker.reminders.rules.default import RULES
from tracker.reminders.rules.explaining import moved_words
from tracker.reminders.rules.ladder import EVENTS, Anchor, Count, Part, Rule, Wording
from tracker.reminders.rules.ladders import Ladder
from tracker.reminders.rules.planner import TaskFacts, ahead, anchor_day
from tracker.reminders.rules.wording import PLACES, Occasion, sentence
from tracker.reminders.views.blueprint import bp, tabs
from tracker.tasks.models import Task
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.workdays.queries import load_calendar
from tracker.workdays.rules import WorkCalendar

_NEW = "new"
_PREVIEW = "preview"
_FRESH = Rule("", "", Anchor.DUE, -7, Count.DAYS, (Part.HANDLER,), Wording.DUE, own=True)


@bp.get("/rules")
@requires(Permission.REMINDER_RULES)
def rules() -> Response:
    with reading() as session:
        units = kept_units(session, viewer())
        unit = _among(units, request.args.get("unit", ""))
        changed = changed_codes(session, unit.id)
        ladder = load_ladders(session).of(unit.id)
        return render(
            RulesPage(
                tabs=tabs(),
                unit=str(unit.id),
                unit_name=unit.name,
                units=tuple((str(one.id), one.name) for one in units),
                rows=tuple(
                    rule_row(one, changed=one.code in changed) for one in in_order(ladder.values())
                ),
            )
        )


@bp.get("/rules/edit")
@requires(Permission.REMINDER_RULES)
def rule() -> Response:
    with reading() as session:
        unit = _unit(session, request.args.get("unit", ""))
        code = request.args.get("code", _NEW)
        form = RuleForm(formdata=None)
        form.offer(code)
        form.show(_FRESH if code == _NEW else _rule(session, unit, code))
        form.code.data = code
        form.unit.data = str(unit.id)
        return _show(session, form, unit, None)


@bp.post("/rules/edit")
@requires(Permission.REMINDER_RULES)
def set_rule() -> BaseResponse:
    form = RuleForm()
    with transaction() as session:
        unit = _unit(session, form.unit.data or "")
        code = form.code.data or _NEW
        form.offer(code)
        if code != _NEW:
            _rule(session, unit, code)  # a code that nobody knows is refused
        if not form.validate_on_submit():
            return _show(session, form, unit, None, 422)
        wanted = form.typed(actions.new_code() if code == _NEW else code)
        try:
            if request.form.get("deed") == _PREVIEW:
                check_rule(wanted)
                return _show(session, form, unit, wanted)
            actions.set_rule(session, unit.id, wanted, by_id=viewer().person_id, at=clock.now())
        except InvalidError as error:
            form.refuse(error)
            return _show(session, form, unit, None, 422)
    flash(f"规则“{wanted.label}”已保存，从现在起照新规则提醒。", "good")
    return go_to(url_for(".rules", unit=unit.id))


@bp.post("/rules/default")
@requires(Permission.REMINDER_RULES)
def back_to_default() -> BaseResponse:
    with transaction() as session:
        unit = _unit(session, request.form.get("unit", ""))
        actions.back_to_default(session, unit.id, request.form.get("code", ""))
    flash("已恢复默认。", "good")
    return go_to(url_for(".rules", unit=unit.id))


def _unit(session: Session, asked: str) -> Unit:
    return _among(kept_units(session, viewer()), asked)


def _among(units: Sequence[Unit], asked: str) -> Unit:
    return next((one for one in units if str(one.id) == asked), units[0])


def _rule(session: Session, unit: Unit, code: str) -> Rule:
    found = load_ladders(session).rule(unit.id, code)
    if found is None:
        raise NotFoundError
    return found


def _show(
    session: Session, form: RuleForm, unit: Unit, wanted: Rule | None, status: int = 200
) -> Response:
    code = form.code.data or _NEW
    built_in = RULES.get(code)
    tasks = tasks_to_try(session, viewer(), unit.id)
    form.task.choices = [(str(one.id), f"{one.number} {one.title}"[:40]) for one in tasks]
    chosen = next((one for one in tasks if str(one.id) == form.task.data), None) or next(
        iter(tasks), None
    )
    effect = None
    if wanted is not None and chosen is not None:
        effect = _effect(session, unit, wanted, chosen)
    page = RulePage(
        form=form,
        unit=str(unit.id),
        unit_name=unit.name,
        is_new=code == _NEW,
        is_event=built_in is not None and built_in.anchor in EVENTS,
        must_stay=built_in is not None and built_in.obligatory,
        changed=code in changed_codes(session, unit.id),
        when=when_words(built_in) if built_in else "",
        places=tuple(PLACES.items()),
        effect=effect,
    )
    return render(page, status)


def _effect(session: Session, unit: Unit, wanted: Rule, task: Task) -> Effect:
    """Answer what the rule would do to a task: its timeline now and then, side by side."""
    today = clock.today()
    calendar = load_calendar(session, unit.id)
    facts = facts_of(session, {task.id})[task.id]
    now = load_ladders(session).of(unit.id)
    then = load_ladders(session, [(unit.id, wanted)]).of(unit.id)
    brief = briefs(session, {task.id})[task.id]
    part = wanted.to[0]
    return Effect(
        number=task.number,
        title=task.title,
        rows=_compared(facts, now, then, calendar, today),
        sample=sentence(Occasion(wanted, part, brief, today, calendar)),
    )


def _compared(
    facts: TaskFacts, now: Ladder, then: Ladder, calendar: WorkCalendar, today: date
) -> tuple[EffectRow, ...]:
    before = set(_timeline(facts, now, calendar, today))
    after = set(_timeline(facts, then, calendar, today))
    marks = [
        *((one, "") for one in before & after),
        *((one, "新增") for one in after - before),
        *((one, "取消") for one in before - after),
    ]
    return tuple(
        EffectRow(on, label, parts, moved, change)
        for (on, label, parts, moved), change in sorted(marks)
    )


def _timeline(
    facts: TaskFacts, ladder: Ladder, calendar: WorkCalendar, today: date
) -> list[tuple[date, str, str, str]]:
    start = (facts.assigned_on or today) - timedelta(days=1)
    found = []
    for on, one in ahead(facts, ladder.values(), calendar, after=start):
        anchor = anchor_day(one, facts, start)
        moved = moved_words(one, anchor, calendar, today) if anchor else ""
        found.append((on, one.label, "、".join(part.label for part in one.to), moved))
    return found
