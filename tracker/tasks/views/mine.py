"""A person's own work: what waits on them, what they are to review, which deadlines are theirs."""

from collections.abc import Iterator, Mapping, Sequence

from flask import Response, request, url_for

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.core import clock
from tracker.core.paging import PAGE_SIZE, Page
from tracker.tasks import queries
from tracker.tasks.forms import asked_page
from tracker.tasks.pages import LedgerRow, MinePage, WorkList, WorkRow, told_in_short
from tracker.tasks.queries import Waiting
from tracker.tasks.queries.listed import ListedTask
from tracker.tasks.rules.quarters import quarter_of
from tracker.tasks.rules.waiting import MANY_TO_SIGN, signs_for_another
from tracker.tasks.views.blueprint import bp
from tracker.tasks.views.rows import rows_of
from tracker.web.database import reading
from tracker.web.render import render

_LAST_PAGE = 100  # nobody has so much to do
_BEGINNING = 25  # tasks of each list where all three stand on one page
# title, and what is said when nothing waits
_WORDS = {
    Waiting.TO_DO: ("待我办理", "没有等您办理的任务。"),
    Waiting.TO_REVIEW: ("待我审核", "没有等您审核的任务。"),
    Waiting.DEADLINES: ("我的时限", "您名下没有还在办理的任务。"),
}


@bp.get("/mine")
@requires(Permission.LEDGER_READ)
def mine() -> Response:
    """Show the beginning of all three lists, or a page of the one that is asked for."""
    alone = [one for one in Waiting if one.value == request.args.get("list")]
    number = min(asked_page(request.args), _LAST_PAGE) if alone else 1
    with reading() as session:
        size = PAGE_SIZE if alone else _BEGINNING
        work = queries.my_work(session, viewer(), alone or tuple(Waiting), number, size=size)
        quarter = quarter_of(clock.today())
        lacking = 0 if alone else queries.reviews_missing(session, viewer(), quarter)
        known = {task.id: task for page in work.values() for task in page.rows}
        rows = {row.task.id: row for row in rows_of(session, list(known.values()), clock.today())}
        said = queries.last_said(session, known.values()) if known else {}
        to_do = work.get(Waiting.TO_DO)
        signing = _signing(to_do.rows) if to_do else []
        return render(
            MinePage(
                tuple(
                    _lists(
                        work,
                        rows,
                        {key: told_in_short(one) for key, one in said.items()},
                        alone=bool(alone),
                    )
                ),
                quarter=quarter.label,
                lacking=lacking,
                quarterly_url=url_for("tasks.quarterly"),
                signing=_how_many(signing, more=to_do is not None and to_do.has_next),
                settings_url=_settings_url(signing),
                all_url=url_for("tasks.mine") if alone else None,
            )
        )


def _signing(rows: Sequence[ListedTask]) -> Sequence[ListedTask]:
    """Answer what the viewer is to sign for in the place of people without an account, when it is much."""
    who = viewer()
    own = [one for one in rows if one.handler_id == who.person_id]
    found = [one for one in own if signs_for_another(one.state, one.handler_text, who.name)]
    return found if len(found) >= MANY_TO_SIGN else []


def _how_many(signing: Sequence[ListedTask], *, more: bool) -> str:
    if not signing:
        return ""
    return f"{len(signing)} 项以上" if more else f"{len(signing)} 项"


def _settings_url(signing: Sequence[ListedTask]) -> str | None:
    units = {one.unit_id for one in signing}
    changed = sorted(one for one in units if may(viewer(), Permission.UNIT_SETTINGS, one))
    return url_for("accounts.unit", unit_id=changed[0]) if changed else None


def _lists(
    work: Mapping[Waiting, Page[ListedTask]],
    rows: Mapping[int, LedgerRow],
    said: Mapping[int, str],
    *,
    alone: bool,
) -> Iterator[WorkList]:
    """Lay out the lists; a task tells its news where it stands first, and below only where that is.

    Where a list stands alone it goes on page by page, else a link leads to all of it.
    """
    above: dict[int, str] = {}
    for which, page in work.items():
        title, empty = _WORDS[which]
        yield WorkList(
            title,
            empty,
            tuple(
                WorkRow(rows[one.id], above.get(one.id, ""), said.get(one.id, ""))
                for one in page.rows
            ),
            page.number,
            previous_url=_url(which, page.number - 1) if page.has_previous else None,
            next_url=_url(which, page.number + 1) if alone and page.has_next else None,
            all_url=None if alone or not page.has_next else _url(which, 1),
        )
        above = {**dict.fromkeys((one.id for one in page.rows), title), **above}


def _url(which: Waiting, page: int) -> str:
    return url_for("tasks.mine", list=which.value, page=page)
