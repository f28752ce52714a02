"""更正: the new words are what every reader finds, on paper, in workbooks and in the year; the old ones nowhere."""

import io
from collections.abc import Callable
from datetime import timedelta

import docx
import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.tasks import at_work, bring_to, deed, work_in
from tests.ledgers.conftest import SignIn
from tests.yearend.conftest import unit
from tracker.core import clock
from tracker.ledgers.queries.dossier import dossiers
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.queries.prints.tasks import print_tasks
from tracker.ledgers.rules.prints import Run
from tracker.reminders.queries.briefs import with_latest
from tracker.reminders.rules.wording import Brief
from tracker.tasks import actions, queries
from tracker.tasks.models import Evidence, Extension, Progress, Task
from tracker.tasks.pages import extension_lines
from tracker.tasks.rules.corrections import Subject
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.orders import ReturnKind
from tracker.yearend.queries import year_facts

CLERK, HANDLER, LEADER = "zhoumin", "liqiang", "wanglixin"
SAID, SAID_NOW = "已建立月清单，逐村对账。", "已建立周清单，逐村对账。"
PAPER, PAPER_NOW = "对账记录", "3月对账记录"
CAME, CAME_NOW = "14个村全部按月对账。", "15个村全部按月对账。"
AGREED, AGREED_NOW = "同意，请初审", "同意，请一并核对票据"


@pytest.fixture
def slips(session: Session, cast: Cast) -> Task:
    """A task under first review in whose report, paper, outcome and approval a slip was put right."""
    task = bring_to(session, cast, State.LEADER_REVIEW)
    leader = cast[LEADER]
    actions.approve(session, at_work(session, leader, task), deed(leader, note=AGREED))
    signed = queries.trail_of(session, task)[-1]
    told = session.scalars(select(Progress)).one()
    paper = session.scalars(select(Evidence)).one()
    put_right(session, cast, task, Subject.PROGRESS, told.id, text=SAID_NOW)
    put_right(session, cast, task, Subject.EVIDENCE, paper.id, title=PAPER_NOW)
    put_right(session, cast, task, Subject.OUTCOME, 1, outcome=CAME_NOW)
    put_right(session, cast, task, Subject.NOTE, signed.id, note=AGREED_NOW)
    session.commit()
    return task


def put_right(
    session: Session, cast: Cast, task: Task, subject: Subject, row: int, **new: str
) -> None:
    by = deed(cast[CLERK], note="写错了")
    actions.correct(session, at_work(session, cast[CLERK], task), by, subject, row, new)
    session.flush()


def has_only_the_new(told: str, *pairs: tuple[str, str]) -> None:
    for old, new in pairs:
        assert new in told
        assert old not in told.replace(new, "")


def test_the_row_of_the_ledger_tells_the_new_words(session: Session, slips: Task) -> None:
    (line,) = ledger_lines(session, [slips.id], clock.today())
    has_only_the_new(repr(line), (SAID, SAID_NOW), (PAPER, PAPER_NOW), (CAME, CAME_NOW))


def test_prints_tell_the_new_words_also_of_an_approval(session: Session, slips: Task) -> None:
    told = repr(print_tasks(session, [slips.id], clock.today()))
    pairs = ((SAID, SAID_NOW), (PAPER, PAPER_NOW), (CAME, CAME_NOW), (AGREED, AGREED_NOW))
    has_only_the_new(told, *pairs)


def test_the_file_of_a_task_tells_the_new_words_in_its_chronicle_too(
    session: Session, slips: Task
) -> None:
    (file,) = dossiers(session, [slips.id], Run("青禾镇", clock.today(), "周敏"))
    happenings = "".join(one.what for one in file.happenings)
    has_only_the_new(happenings, (SAID, SAID_NOW), (CAME, CAME_NOW), (AGREED, AGREED_NOW))
    told = repr((file.rounds, file.filed))
    has_only_the_new(told, (CAME, CAME_NOW), (PAPER, PAPER_NOW), (AGREED, AGREED_NOW))


def test_the_year_tells_the_new_words_and_figures(session: Session, slips: Task) -> None:
    (task,) = year_facts(session, unit(session), 2026, clock.today()).tasks
    assert task.id == slips.id
    has_only_the_new(repr(task), (SAID, SAID_NOW), (PAPER, PAPER_NOW), (CAME, CAME_NOW))


@pytest.mark.parametrize(
    "path",
    ["/ledgers/export?as=xlsx", "/ledgers/prints/closing?ids={}&as=docx"],
)
def test_workbooks_and_papers_hold_the_new_words(
    slips: Task, sign_in_as: SignIn, path: str
) -> None:
    answer = sign_in_as(CLERK).get(path.format(slips.id))
    assert answer.status_code == 200
    told = _words_of[path.rpartition("=")[2]](answer.data)
    has_only_the_new(told, (CAME, CAME_NOW))


def _sheets(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "".join(str(one) for sheet in book for row in sheet.values for one in row if one)


def _tables(content: bytes) -> str:
    tables = docx.Document(io.BytesIO(content)).tables
    return "".join(cell.text for table in tables for cell in table._cells)


_words_of: dict[str, Callable[[bytes], str]] = {"xlsx": _sheets, "docx": _tables}


def test_a_reason_for_more_time_is_put_right_wherever_it_is_kept(
    session: Session, cast: Cast
) -> None:
    task, handler = bring_to(session, cast, State.ACTIVE), cast[HANDLER]
    asked = deed(handler, note="讲师时间不凑巧")
    later = clock.today() + timedelta(days=90)
    actions.ask_extension(session, at_work(session, handler, task), asked, proposed_on=later)
    trace = queries.trail_of(session, task)[-1]
    put_right(session, cast, task, Subject.NOTE, trace.id, note="讲师时间冲突")
    assert session.scalars(select(Extension.reason)).all() == ["讲师时间冲突"]
    (line,) = extension_lines(queries.trail_of(session, task))
    assert line.reason == "讲师时间冲突"


def test_a_reminder_quotes_the_return_in_its_new_words(session: Session, cast: Cast) -> None:
    task, leader = bring_to(session, cast, State.LEADER_REVIEW), cast[LEADER]
    back = deed(leader, note="缺3月份记录")
    actions.send_back(session, at_work(session, leader, task), back, ReturnKind.MORE_PAPER)
    trace = queries.trail_of(session, task)[-1]
    put_right(session, cast, task, Subject.NOTE, trace.id, note="缺2月份记录")
    put_right(session, cast, task, Subject.NOTE, trace.id, note="缺4月份记录")
    found = with_latest(
        session,
        {task.id: Brief(task.id, task.number, task.title, task.state, task.due_on)},
        clock.today(),
        only={task.id},
    )
    assert found[task.id].note == "缺4月份记录"


def test_what_is_put_right_on_one_task_is_put_right_in_the_trails_of_linked_ones(
    session: Session, cast: Cast
) -> None:
    one, two = bring_to(session, cast, State.ACTIVE), bring_to(session, cast, State.ACTIVE)
    clerk = cast[CLERK]
    actions.link(session, at_work(session, clerk, one), deed(clerk), at_work(session, clerk, two))
    work_in(session, cast, one)
    told = session.scalars(select(Progress).where(Progress.task_id == one.id)).one()
    put_right(session, cast, one, Subject.PROGRESS, told.id, text=SAID_NOW)
    last = queries.trail_of(session, two)[-1]
    assert (last.step, last.facts["linked_from"]) == (Step.CORRECT, one.number)
    (file,) = dossiers(session, [two.id], Run("青禾镇", clock.today(), "周敏"))
    has_only_the_new("".join(it.what for it in file.happenings), (SAID, SAID_NOW))
