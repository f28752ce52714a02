"""`flask reports import`: take in one report or a folder of them and, if asked, open their tasks."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Role, Viewer
from tracker.accounts.queries import people_with_role, person_with_login, viewer_of
from tracker.core import clock
from tracker.core.errors import ConflictError, InvalidError, TrackerError
from tracker.core.text import clean_file_name
from tracker.documents.rules.failures import UnreadableFileError
from tracker.reports.access import batch_to_check, unit_to_import_into
from tracker.reports.actions import Paper, take_in
from tracker.reports.models import Batch, FindingState
from tracker.reports.queries import column_names
from tracker.reports.reader import load, read_file
from tracker.reports.rules.columns import Columns
from tracker.tasks.actions import open_from_batch
from tracker.tasks.commands.operator import unit_named
from tracker.tasks.queries import continued_by
from tracker.tasks.rules.deeds import Deed
from tracker.web.cli import REFUSED, ChineseCommand, SpokenError, WrongUsageError, words_for
from tracker.web.database import file_store, reading, transaction

_ACCEPTED = "文件带有修订痕迹，已按全部接受修订读取。"
ENDINGS = frozenset({".docx", ".doc", ".wps", ".pdf", ".txt", ".xlsx", ".xls", ".et"})


@dataclass(frozen=True, slots=True)
class Order:
    """What to do with every file: for which unit, in whose name, for which year, confirm or not.

    ``columns`` is what the unit's people have said about the columns of tables.
    """

    unit_id: int
    viewer: Viewer
    year: int | None
    confirm: bool
    columns: Columns


@dataclass(slots=True)
class Tally:
    """What has been done so far."""

    new: int = 0
    known: int = 0
    problems: int = 0
    tasks: int = 0
    failed: int = 0


@click.command(
    "import",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="导入一份报告，或文件夹里的全部报告；同一份文件只导入一次，中断后可以重来。",
)
@click.argument("path", metavar="文件或文件夹")
@click.option("--unit", "code", required=True, metavar="代码", help="列入哪个单位的台账。")
@click.option("--year", type=int, metavar="年份", help="报告年度；不写时取文中写的年份。")
@click.option("--confirm", is_flag=True, help="读出的问题直接列入台账，成为任务。")
@click.option("--by", "login", metavar="登录名", help="以谁的名义；不写就是该单位的台账管理员。")
@with_appcontext
def import_reports(
    path: str, code: str, year: int | None, login: str | None, *, confirm: bool
) -> None:
    """Import one file or every report of a folder."""
    with reading() as session:
        order = _order(session, code, login, year, confirm=confirm)
    tally = Tally()
    if not Path(path).is_dir():
        try:
            click.echo(_import(Path(path), order, tally), err=True)
        except UnreadableFileError as fault:
            raise WrongUsageError(fault.sentence) from fault
    else:
        _import_folder(Path(path), order, tally)
    click.echo(_summary(tally))
    if tally.failed:
        raise SystemExit(REFUSED)


def _import_folder(folder: Path, order: Order, tally: Tally) -> None:
    files = sorted(one for one in folder.rglob("*") if _is_report(one))
    if not files:
        raise SpokenError("文件夹里没有可以读取的报告。")
    for number, file in enumerate(files, start=1):
        try:
            words = _import(file, order, tally)
        except TrackerError as error:
            tally.failed += 1
            words = f"没有导入：{words_for(error)}"
        click.echo(f"[{number}/{len(files)}] {file.relative_to(folder)}：{words}", err=True)


def _is_report(path: Path) -> bool:
    """Tell reports from folders, other files, and the locks that Word leaves beside open files."""
    return (
        path.is_file() and path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~$"))
    )


def _order(
    session: Session, code: str, login: str | None, year: int | None, *, confirm: bool
) -> Order:
    unit = unit_named(session, code)
    viewer = _viewer(session, unit, login)
    unit_to_import_into(session, viewer, unit.id)
    return Order(unit.id, viewer, year, confirm, Columns(column_names(session, unit.id)))


def _viewer(session: Session, unit: Unit, login: str | None) -> Viewer:
    """Answer in whose name to import: the one named, else the unit's first clerk.

    Raises:
        InvalidError: there is no such person, or the unit has no clerk.
    """
    today = clock.today()
    if login is not None:
        person = person_with_login(session, login)
        words = f"没有登录名为“{login}”的账号，或者没有安排角色。"
    else:
        clerks = people_with_role(session, unit, Role.CLERK, today)
        person = min(clerks, key=lambda one: one.id, default=None)
        words = f"{unit.name}还没有台账管理员，请先用 accounts create 建立账号。"
    viewer = viewer_of(session, person.id, today) if person else None
    if viewer is None:
        raise InvalidError(words)
    return viewer


def _import(path: Path, order: Order, tally: Tally) -> str:
    """Import one file, whole or not at all; answer what became of it."""
    content = load(path)
    name, this_year = clean_file_name(path.name), clock.today().year
    paper = read_file(content, name, today_year=this_year, columns=order.columns)
    year = order.year or paper.extraction["year"]
    if year is None:
        raise InvalidError("文中没有写年份，请用 --year 写明。")
    file_store().keep(content)
    with transaction() as session:
        unit = unit_to_import_into(session, order.viewer, order.unit_id)
        told = Paper(year)
        batch, new = take_in(session, unit, paper, told, by=order.viewer, at=clock.now())
    opened = _confirm(batch, order) if order.confirm else 0
    kept = sum(one.state is not FindingState.DROPPED for one in batch.findings)
    tally.new += new
    tally.known += not new
    tally.problems += kept if new else 0
    tally.tasks += opened
    words = _told(kept, opened, new=new, confirm=order.confirm)
    return f"{words}{_ACCEPTED}" if new and paper.changes_accepted else words


def _confirm(batch: Batch, order: Order) -> int:
    """Open the tasks of a report that is taken in, unless that was done before; answer how many were opened.

    This has a transaction of its own: tasks are locked before their unit, which taking in has locked. Cut off in
    between, the next import of the file goes on here.
    """
    if batch.confirmed_at is not None or not any(
        one.state is FindingState.PROPOSED for one in batch.findings
    ):
        return 0
    with suppress(ConflictError), transaction() as session:  # somebody else was faster
        checked = batch_to_check(session, order.viewer, batch.id)
        going_on = [one for one in continued_by(session, checked) if one.ground.sure]
        who, at = order.viewer, clock.now()
        deed = Deed(who.person_id, who.name, at, clock.day_of(at))
        return len(open_from_batch(session, checked, checked.unit, deed, going_on))
    return 0


def _told(kept: int, opened: int, *, new: bool, confirm: bool) -> str:
    if opened:
        return f"列入台账，问题{kept}个，任务{opened}项。"
    if not new:
        return "与已导入的一致，无需更新。"
    if not kept:
        return "没有读到存在问题，请在网页上对照原文补充。"
    return f"读出{kept}个问题，请在网页上核对。" if not confirm else "没有可列入台账的问题。"


def _summary(tally: Tally) -> str:
    done = f"新导入{tally.new}份，已有{tally.known}份，没有导入{tally.failed}份"
    return f"{done}；问题{tally.problems}个，任务{tally.tasks}项。"
