"""A person's own work: what waits on them, what they are to review, which deadlines are theirs."""

from flask import Response, url_for

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.tasks import queries
from tracker.tasks.pages import MinePage, WorkList, told_in_short
from tracker.tasks.rules.quarters import quarter_of
from tracker.tasks.views.blueprint import bp
from tracker.tasks.views.rows import rows_of
from tracker.web.database import reading
from tracker.web.render import render


@bp.get("/mine")
@requires(Permission.LEDGER_READ)
def mine() -> Response:
    with reading() as session:
        work = queries.my_work(session, viewer())
        quarter = quarter_of(clock.today())
        lacking = queries.reviews_missing(session, viewer(), quarter)
        lists = (work.to_do, work.to_review, work.deadlines)
        known = {one.id: one for tasks in lists for one in tasks}
        rows = {row.task.id: row for row in rows_of(session, list(known.values()), clock.today())}
        said = queries.last_said(session, known.values())
        to_do, to_review, deadlines = (tuple(rows[one.id] for one in tasks) for tasks in lists)
    return render(
        MinePage(
            (
                WorkList("待我办理", "没有等您办理的任务。", to_do),
                WorkList("待我审核", "没有等您审核的任务。", to_review),
                WorkList("我的时限", "您名下没有还在办理的任务。", deadlines),
            ),
            {key: told_in_short(one) for key, one in said.items()},
            quarter=quarter.label,
            lacking=lacking,
            quarterly_url=url_for("tasks.quarterly"),
        )
    )
