"""季度复核: all sustained tasks of a ledger on one page, one line each, one save with a result for each."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Response, current_app, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, units_with
from tracker.core import clock
from tracker.core.errors import ConflictError, ForbiddenError, InvalidError, StaleError
from tracker.tasks import actions, queries
from tracker.tasks.access import TaskAtWork, task_at_work
from tracker.tasks.forms.quarterly import QuarterlyForm, quarterly_form
from tracker.tasks.models import QuarterReview, Task
from tracker.tasks.pages.quarterly import LastingLine, QuarterlyPage, ReviewedLine
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.kinds import Finding
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.parties import may_take
from tracker.tasks.rules.people import only_named
from tracker.tasks.rules.quarters import Quarter, quarter_of
from tracker.tasks.views.blueprint import bp
from tracker.tasks.views.taking import with_form
from tracker.tasks.views.uploads import KeptFiles, keep_signed_form
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render

# The print of the same table belongs downstream; it is offered where it is there.
_PRINT = "ledgers.quarterly"
_UNFIT = 422
_ON_PAPER = "也可以由他人在复核表上签字，在上面填写签字人（或会议）并上传签过字的复核表。"
_QUARTERS = 4
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@bp.get("/quarterly")
@requires(Permission.TASK_STEP)
def quarterly() -> Response:
    quarter = _asked()
    with reading() as session:
        waiting = _waiting(session, quarter)
        form = quarterly_form(one.id for one in waiting)
        form.done_on.data = clock.today()
        return _page(session, quarter, form)


@bp.post("/quarterly")
@requires(Permission.TASK_STEP)
def review_quarter() -> BaseResponse:
    quarter = _asked()
    with reading() as session:
        form = quarterly_form(one.id for one in _waiting(session, quarter))
    if not form.validate_on_submit():
        return _again(quarter, form, 0)
    filled = form.filled
    try:
        files = keep_signed_form(form.signed_form.data)
    except InvalidError as error:
        form.refuse(error)
        return _again(quarter, form, 0)
    saved = sum(_take(form, task_id, quarter, files) for task_id in filled)
    if saved < len(filled):
        return _again(quarter, form, saved)
    flash(f"{quarter.label}复核已保存 {saved} 项。" if saved else "没有填写复核结果。", "good")
    return go_to(_url(quarter) if queries.clerk_units(viewer()) else url_for("tasks.mine"))


def _asked() -> Quarter:
    """Answer the quarter that was asked for, else the one that runs."""
    year = request.values.get("year", type=int)
    number = request.values.get("quarter", type=int)
    if year is None or number is None:
        return quarter_of(clock.today())
    fits = _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= number <= _QUARTERS
    return Quarter(year, number) if fits else quarter_of(clock.today())


def _take(form: QuarterlyForm, task_id: int, quarter: Quarter, files: KeptFiles) -> bool:
    """Record one line in a transaction of its own: what fits is kept, what does not is told beside it."""
    line = form.line(task_id)
    if not line["finding"].data:
        line["finding"].errors = (*line["finding"].errors, "请选择复核结果。")
        return False
    try:
        with transaction() as session:
            work = task_at_work(session, viewer(), task_id, version=line["version"].data)
            deed = with_form(
                session, work, _deed(form, work, line["text"].data or ""), files.signed
            )
            actions.review_quarter(
                session,
                work,
                deed,
                quarter=quarter,
                finding=Finding(line["finding"].data),
                due_on=line["due"].data,
            )
            session.flush()  # the content is locked now
            files.keep_again()
    except InvalidError as error:
        field = {"due_on": "due", "finding": "finding"}.get(error.field or "", "text")
        line[field].errors = (*line[field].errors, error.message)
    except ForbiddenError as error:
        who = f"可以办理的有：{'、'.join(error.who_can)}。" if error.who_can else ""
        line["finding"].errors = (*line["finding"].errors, error.reason + who + _ON_PAPER)
    except (StaleError, ConflictError):
        line["finding"].errors = (*line["finding"].errors, "这一条刚被别人改过，请核对后再存。")
    else:
        return True
    return False


def _deed(form: QuarterlyForm, work: TaskAtWork, text: str) -> Deed:
    """Answer the deed: the clerk's own, or recorded for the meeting that reviewed or whoever signed the sheet."""
    who, meeting, signer = viewer(), form.meeting.data or "", form.signed_by.data or ""
    own = Deed(
        actor_id=who.person_id,
        actor_name=who.name,
        at=clock.now(),
        done_on=form.done_on.data,
        note=text,
    )
    if meeting:
        return replace(own, means=Means.MEETING, for_name=meeting)
    if not signer:
        return own
    colleagues = [(one.person_id, one.name) for one in work.parties.colleagues]
    return replace(own, means=Means.PAPER, for_id=only_named(signer, colleagues), for_name=signer)


def _waiting(session: Session, quarter: Quarter) -> list[Task]:
    """Answer the sustained tasks of the viewer's ledgers that lack the review of a quarter.

    Raises:
        ForbiddenError: the viewer is clerk of no ledger, and no review falls to them as a leader.
    """
    tasks = _lasting(session)
    reviews = queries.reviews_of(session, tasks)
    return [one for one in tasks if _lacks(one, reviews.get(one.id, []), quarter)]


def _lasting(session: Session) -> Sequence[Task]:
    """Answer what a clerk reviews; to a leader only what falls to them because every clerk took part in it."""
    who = viewer()
    clerk_in = queries.clerk_units(who)
    if clerk_in:
        return queries.lasting_tasks(session, who, clerk_in)
    tasks = queries.lasting_tasks(session, who, _reviewing_in())
    judges = queries.judges_of_each(session, tasks, who.on)
    mine = [one for one in tasks if may_take(Step.HOLD, who.person_id, judges.of(one))]
    if not mine:
        raise ForbiddenError("季度复核由台账管理员办理；复核结果在各项任务的办理经过里可以看到。")
    return mine


def _lacks(task: Task, reviews: list[QuarterReview], quarter: Quarter) -> bool:
    sustained_on = task.rounds[-1].sustained_on
    if sustained_on is not None and quarter < quarter_of(sustained_on):
        return False
    return all((one.year, one.quarter) != (quarter.year, quarter.number) for one in reviews)


def _again(quarter: Quarter, form: QuarterlyForm, saved: int) -> Response:
    """Show what could not be saved with what was typed; what was saved has left the list."""
    with reading() as session:
        return _page(session, quarter, form, status=_UNFIT, saved=saved)


def _page(
    session: Session, quarter: Quarter, form: QuarterlyForm, *, status: int = 200, saved: int = 0
) -> Response:
    waiting = [one for one in _waiting(session, quarter) if one.id in form.task_ids]
    reviews = queries.reviews_of(session, waiting)
    current = quarter_of(clock.today())
    after = Quarter(quarter.year + quarter.number // 4, quarter.number % 4 + 1)
    page = QuarterlyPage(
        quarter=quarter,
        waiting=tuple(_line(one, reviews.get(one.id, []), form) for one in waiting),
        reviewed=tuple(
            ReviewedLine(task, url_for("tasks.show", task_id=task.id), review)
            for review, task in queries.reviewed_in(session, _reviewing_in(), quarter)
        ),
        form=form,
        url=_url(quarter, "tasks.review_quarter"),
        before_url=_url(quarter.before),
        after_url=_url(after) if after <= current else None,
        print_url=_url(quarter, _PRINT) if _PRINT in current_app.view_functions else None,
        ledger_url=url_for("tasks.ledger"),
        saved=saved,
    )
    return render(page, status)


def _line(task: Task, reviews: list[QuarterReview], form: QuarterlyForm) -> LastingLine:
    fields = form.line(task.id)
    fields["version"].data, fields["version"].raw_data = task.version, None
    url = url_for("tasks.show", task_id=task.id)
    return LastingLine(task, url, reviews[0] if reviews else None, fields)


def _reviewing_in() -> frozenset[int]:
    return queries.clerk_units(viewer()) or units_with(viewer(), Permission.TASK_STEP)


def _url(quarter: Quarter, endpoint: str = "tasks.quarterly") -> str:
    return url_for(endpoint, year=quarter.year, quarter=quarter.number)
