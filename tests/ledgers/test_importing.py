"""An import as a clerk does it: upload, columns, mending, confirming; nothing before, everything or nothing then."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.builders.saved_again import saved_again
from tests.cast import Cast
from tests.conftest import NOW
from tests.ledgers.books import HEAD, book, plain, row
from tests.ledgers.conftest import Made, SignIn
from tracker.core import clock
from tracker.core.db import Database
from tracker.ledgers.models import ImportRow, LedgerImport, LedgerMapping
from tracker.tasks.models import Problem, Progress, Task, TaskRound, Trace
from tracker.tasks.rules.lifecycle import State, Step

CLOSED_HEAD = (*HEAD, "销号时间")


def upload(browser: FlaskClient, content: bytes, cast: Cast, **told: Any) -> Any:
    sent = {"unit_id": cast.town, "year": 2025, "source": "self_check", "closed_on": "", **told}
    return browser.post(
        "/ledgers/imports", data={**sent, "file": (io.BytesIO(content), "我的台账.xlsx")}
    )


def columns_sent(browser: FlaskClient, place: str) -> dict[str, str]:
    """Answer what the page about columns would send as it stands."""
    page = browser.get(place).text
    chosen = re.findall(r'name="(c\d+)">(.*?)</select>', page, re.DOTALL)
    sent = {
        name: found[1]
        for name, options in chosen
        if (found := re.search(r'value="([a-z_]*)" selected', options))
    }
    first = re.search(r'name="first"[^>]*value="(\d+)"', page)
    height = re.search(r'value="(\d)" selected>\d行', page)
    sheet = re.search(r'name="sheet">.*?value="(\d+)" selected', page, re.DOTALL)
    assert first is not None
    assert height is not None
    assert sheet is not None
    return {**sent, "first": first[1], "height": height[1], "sheet": sheet[1]}


def read_in(browser: FlaskClient, content: bytes, cast: Cast, **told: Any) -> str:
    """Upload a workbook and agree to its columns; answer the address of the check page."""
    answer = upload(browser, content, cast, **told)
    assert answer.status_code == 303, answer.text
    place = answer.headers["Location"]
    answer = browser.post(place, data=columns_sent(browser, place))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def confirm(browser: FlaskClient, place: str, **told: Any) -> Any:
    sent = {"year": "2025", "source": "self_check", "do": "confirm", **told}
    return browser.post(place, data=sent)


def count(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_nothing_is_written_before_the_import_is_confirmed(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    browser = sign_in_as("zhoumin")
    place = read_in(browser, plain(row(), row("账目不清", number=2)), cast)
    page = browser.get(place).text
    assert "将列入问题 <strong>2</strong> 个" in page
    assert count(database, Task) == 0
    assert confirm(browser, place).status_code == 303
    assert count(database, Task) == 2
    assert "已导入" in browser.get(place).text


def test_open_rows_become_work_with_one_honest_trace(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    browser = sign_in_as("zhoumin")
    content = plain(
        row(progress="已建清单。", due="6月底前并长期坚持"),
        row("账目不清", number=2, state="未启动"),
    )
    confirm(browser, read_in(browser, content, cast))
    with database.reading() as session:
        first, second = session.scalars(select(Task).order_by(Task.id)).all()
        trace = session.scalars(select(Trace).where(Trace.task_id == first.id)).one()
        progress = session.scalars(select(Progress)).one()
    assert (first.number, first.state, first.handler_id) == (
        "2025-001",
        State.ACTIVE,
        cast["liqiang"].person_id,
    )
    assert (first.due_on, first.due_text) == (date(2026, 6, 30), "6月底前并长期坚持")
    assert second.state is State.UNASSIGNED
    assert (trace.step, trace.to_state) == (Step.OPEN, State.ACTIVE)
    assert trace.facts["imported"] == {"file": "我的台账.xlsx", "row": 4}
    assert (progress.task_id, progress.text) == (first.id, "已建清单。")


def test_rows_closed_in_earlier_years_come_in_as_history(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    browser = sign_in_as("zhoumin")
    content = plain(
        (*row(state="已销号", progress="已按月对账。"), "2025年11月3日"), head=CLOSED_HEAD
    )
    confirm(browser, read_in(browser, content, cast, year=2024), year="2024")
    with database.reading() as session:
        task = session.scalars(select(Task)).one()
        trace = session.scalars(select(Trace)).one()
        lap = session.scalars(select(TaskRound)).one()
    assert (task.state, task.closed_on, task.outcome) == (
        State.CLOSED,
        date(2025, 11, 3),
        "已按月对账。",
    )
    assert (trace.step, trace.done_on, trace.step.label) == (
        Step.IMPORT,
        date(2025, 11, 3),
        "历史导入",
    )
    assert (lap.closed_on, lap.outcome) == (date(2025, 11, 3), "已按月对账。")


def test_a_closure_of_this_year_is_not_written_as_open_work_before_somebody_has_seen_it(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    browser = sign_in_as("zhoumin")
    place = read_in(browser, plain(row(state="已销号", progress="已按月对账。")), cast)
    assert 'name="history" value="1"' in browser.get(place).text
    this_year = {"closed_on": "2026-01-05", "history": "1"}
    answer = confirm(browser, place, **this_year)
    assert answer.status_code == 422
    assert "今年的销号须凭审批补录，先列为“整改中”" in answer.text
    assert count(database, Task) == 0
    assert confirm(browser, place, **this_year | {"history": "0"}).status_code == 303
    with database.reading() as session:
        assert session.scalars(select(Task)).one().state is State.ACTIVE


def test_splitting_one_problem_over_tasks_leaves_one_problem(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    browser = sign_in_as("zhoumin")
    rows = [
        HEAD,
        row("账目不清"),
        (None, None, "补手续", "黄海", "东岭村", "赵芳", "9月底", "", "否"),
    ]
    confirm(browser, read_in(browser, book(("表", rows, ["A2:A3", "B2:B3"])), cast))
    assert (count(database, Problem), count(database, Task)) == (1, 2)


def test_a_row_that_must_be_mended_stops_everything_and_loses_nothing(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    browser = sign_in_as("zhoumin")
    place = read_in(browser, plain(row(), row("账目不清", number=2, state="差不多了")), cast)
    answer = confirm(browser, place)
    assert answer.status_code == 422
    assert "还有1行须先改好" in answer.text
    assert count(database, Task) == 0
    with database.reading() as session:
        doubtful = session.scalars(select(ImportRow).where(ImportRow.position == 2)).one().id
    start = f"r{doubtful}-"
    sent = {f"{start}shown": "1", f"{start}state": "整改中", f"{start}problem": "账目不清，已改"}
    assert confirm(browser, place, **sent).status_code == 303
    with database.reading() as session:
        texts = session.scalars(select(Problem.text).order_by(Problem.id)).all()
    assert list(texts) == ["督促检查不够经常。", "账目不清，已改"]


def test_a_cell_that_is_left_is_kept_at_once(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    browser = sign_in_as("zhoumin")
    place = read_in(browser, plain(row(handler="各村党组织书记")), cast)
    with database.reading() as session:
        one = session.scalars(select(ImportRow)).one().id
    contact = cast["zhaofang"].person_id
    sent = {f"r{one}-shown": "1", f"r{one}-contact": str(contact)}
    answer = browser.post(f"{place}/rows/{one}", data=sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'id="import-counts"' in answer.text
    assert "有疑问 <strong>0</strong>" in answer.text
    confirm(browser, place)
    with database.reading() as session:
        task = session.scalars(select(Task)).one()
    assert (task.handler_id, task.handler_text) == (contact, "各村党组织书记")


def test_a_row_can_be_left_out(database: Database, cast: Cast, sign_in_as: SignIn) -> None:
    browser = sign_in_as("zhoumin")
    place = read_in(browser, plain(row(), row("", number=2, state="正在推进")), cast)
    with database.reading() as session:
        bad = session.scalars(select(ImportRow).order_by(ImportRow.position.desc())).first()
    assert bad is not None
    sent = {f"r{bad.id}-shown": "1", f"r{bad.id}-skip": "1"}
    confirm(browser, place, **sent)
    assert count(database, Task) == 1


def test_columns_told_once_are_known_the_next_time(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    browser = sign_in_as("zhoumin")
    head = tuple("怎么改" if one == "整改措施" else one for one in HEAD)
    place = upload(browser, plain(row(), head=head), cast).headers["Location"]
    assert "c2" not in columns_sent(browser, place) or columns_sent(browser, place)["c2"] == ""
    browser.post(place, data={**columns_sent(browser, place), "c2": "measures"})
    again = upload(browser, plain(row("账目不清"), head=head), cast).headers["Location"]
    assert columns_sent(browser, again)["c2"] == "measures"
    assert count(database, LedgerMapping) == 1


def test_our_own_export_changes_nothing_and_says_so(
    cast: Cast, sign_in_as: SignIn, made: Made
) -> None:
    for state in (State.UNASSIGNED, State.ACTIVE, State.FINAL_REVIEW, State.CLOSED):
        made(state)
    browser = sign_in_as("zhoumin")
    content = browser.get("/ledgers/export").data
    page = browser.get(read_in(browser, content, cast)).text
    assert "与台账一致，无需更新" in page


@pytest.mark.libreoffice
def test_our_own_export_changes_nothing_after_libreoffice_has_saved_it_again(
    cast: Cast, sign_in_as: SignIn, made: Made, tmp_path: Path
) -> None:
    for state in (State.UNASSIGNED, State.ACTIVE, State.FINAL_REVIEW, State.CLOSED):
        made(state)
    browser = sign_in_as("zhoumin")
    content = saved_again(browser.get("/ledgers/export").data, "xlsx", tmp_path)
    page = browser.get(read_in(browser, content, cast)).text
    assert "与台账一致，无需更新" in page


def test_changed_cells_are_shown_old_and_new_and_taken_through_their_steps(
    database: Database, cast: Cast, sign_in_as: SignIn, made: Made
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    exported = openpyxl.load_workbook(io.BytesIO(browser.get("/ledgers/export").data))
    data = exported["数据"]
    heads = {cell.value: cell.column for cell in data[1]}
    data.cell(2, heads["完成标准"]).value = "每月对账两次"
    data.cell(2, heads["整改进展及成效"]).value = "2026年3月18日：已对账14个村。"
    data.cell(2, heads["整改状态"]).value = "已销号"
    out = io.BytesIO()
    exported.save(out)
    place = read_in(browser, out.getvalue(), cast)
    page = browser.get(place).text
    assert "每月逐村对账一次，有记录" in page
    assert "状态不能靠导入改变" in page
    take = [f"{task.id}-standard", f"{task.id}-progress", f"{task.id}-state"]
    assert confirm(browser, place, take=take, means="phone").status_code == 303
    with database.reading() as session:
        now = session.get_one(Task, task.id)
        steps = session.scalars(select(Trace).order_by(Trace.position)).all()
    assert (now.standard, now.state) == ("每月对账两次", State.ACTIVE)
    assert [one.step for one in steps[-2:]] == [Step.AMEND, Step.REPORT]
    assert (steps[-1].for_name, steps[-1].actor_name) == ("李强", "周敏")


def test_a_cell_left_as_exported_never_undoes_what_came_later(
    database: Database, cast: Cast, sign_in_as: SignIn, made: Made
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    content = browser.get("/ledgers/export").data
    with database.transaction() as session:
        session.get_one(Task, task.id).standard = "后来改过的标准"
    assert "与台账一致，无需更新" in browser.get(read_in(browser, content, cast)).text


@pytest.mark.parametrize("login", ["liqiang", "wanglixin", "chenguodong", "sunzheng", "heping"])
def test_only_clerks_import(sign_in_as: SignIn, login: str) -> None:
    assert sign_in_as(login).get("/ledgers/imports").status_code == 403


def test_an_import_is_its_owners_alone(cast: Cast, sign_in_as: SignIn) -> None:
    place = read_in(sign_in_as("zhoumin"), plain(row()), cast)
    assert sign_in_as("liuyang").get(place).status_code == 404
    assert sign_in_as("wutao").get(place).status_code == 404


def test_a_finished_import_cannot_be_written_twice(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    browser = sign_in_as("zhoumin")
    place = read_in(browser, plain(row()), cast)
    confirm(browser, place)
    assert confirm(browser, place).status_code in {409, 422}
    assert count(database, Task) == 1


def test_two_confirmations_at_once_write_an_import_once(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    content = plain(row(), row("账目不清", number=2))
    browsers = [sign_in_as("zhoumin") for _ in range(3)]
    place = read_in(browsers[0], content, cast)

    def click(browser: FlaskClient) -> int:
        with clock.frozen(NOW):  # each thread has a clock of its own
            return int(confirm(browser, place).status_code)

    with ThreadPoolExecutor(len(browsers)) as crowd:
        answers = list(crowd.map(click, browsers))
    assert answers.count(303) == 1, answers
    assert set(answers) <= {303, 409, 422}
    assert (count(database, Problem), count(database, Task)) == (2, 2)


def test_a_draft_can_be_dropped(database: Database, cast: Cast, sign_in_as: SignIn) -> None:
    browser = sign_in_as("zhoumin")
    place = read_in(browser, plain(row()), cast)
    assert browser.post(f"{place}/drop").status_code == 303
    assert (count(database, LedgerImport), count(database, Task)) == (0, 0)


def test_a_file_that_is_none_is_told_in_one_sentence(cast: Cast, sign_in_as: SignIn) -> None:
    answer = upload(sign_in_as("zhoumin"), b"<html></html>", cast)
    assert answer.status_code == 422
    assert "这不是Excel文件" in answer.text
