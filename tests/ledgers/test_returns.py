"""填报表: split, sent out, brought back in whatever shape, compared, accepted, and who is missing."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select

from tests.builders.saved_again import saved_again
from tests.builders.unpacker import opened
from tests.cast import Cast
from tests.factories.tasks import bring_to
from tests.ledgers.their_form_books import saved
from tracker.core.db import Database
from tracker.ledgers.models import ReturnChange, ReturnForm, ReturnRound
from tracker.ledgers.rules.returns import figures_in
from tracker.tasks.models import Progress, Task, Trace
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.kinds import FigureKind
from tracker.tasks.rules.lifecycle import State

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def tasks(database: Database, cast: Cast) -> list[Task]:
    """Two tasks of 李强 in work, and one closed that nobody is asked for."""
    with database.transaction() as session:
        return [
            bring_to(session, cast, State.ACTIVE),
            bring_to(session, cast, State.ACTIVE),
            bring_to(session, cast, State.CLOSED),
        ]


@pytest.fixture
def browser(sign_in_as: SignIn, tasks: list[Task]) -> FlaskClient:
    """The clerk's browser, with the tasks in the ledger."""
    assert len(tasks) == 3
    return sign_in_as("zhoumin")


def begin(browser: FlaskClient, cast: Cast, split_by: str = "person") -> str:
    answer = browser.post(
        "/ledgers/returns",
        data={
            "unit_id": str(cast.town),
            "name": "3月填报",
            "due_on": "2026-03-25",
            "split_by": split_by,
        },
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location)


def forms_in(browser: FlaskClient, place: str) -> dict[str, bytes]:
    """Answer the workbooks of the ZIP by name."""
    with opened(browser.get(f"{place}/forms.zip").data) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_of(content: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def answered(
    content: bytes, texts: dict[str, str], change: Callable[[Worksheet], None] = lambda _: None
) -> bytes:
    """Fill 本期进展 and the like into the first row, then do to the sheet what people do."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    heads = {str(cell.value): cell.column for cell in sheet[4]}
    for name, text in texts.items():
        sheet.cell(5, heads[name], text)
    change(sheet)
    return saved(book)


def send(browser: FlaskClient, place: str, *files: tuple[bytes, str]) -> str:
    answer = browser.post(
        f"{place}/files",
        data={"files": [(io.BytesIO(content), name) for content, name in files]},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303
    return browser.get(answer.location).get_data(as_text=True)


def waiting(database: Database) -> list[ReturnChange]:
    with database.reading() as session:
        return list(session.scalars(select(ReturnChange).order_by(ReturnChange.id)))


def test_each_person_gets_only_their_rows_and_the_closed_are_not_asked(
    browser: FlaskClient, cast: Cast
) -> None:
    forms = forms_in(browser, begin(browser, cast))
    assert list(forms) == ["01 李强.xlsx"]
    sheet = sheet_of(forms["01 李强.xlsx"])
    assert [sheet.cell(row, 1).value for row in (5, 6, 7)] == ["2025-001", "2025-002", None]
    assert [cell.value for cell in sheet[4]][5:9] == [
        "本期进展",
        "存在困难",
        "量化成果",
        "拟完成时间",
    ]
    assert sheet.column_dimensions["J"].hidden


def test_a_file_named_like_another_form_is_taken_in_with_a_doubt(
    browser: FlaskClient, cast: Cast, database: Database
) -> None:
    place = begin(browser, cast)
    with database.transaction() as session:
        (form,) = session.scalars(select(ReturnForm))
        session.add(ReturnForm(round_id=form.round_id, position=2, name="王芳"))
    (content,) = [one for name, one in forms_in(browser, place).items() if name.startswith("01")]
    told = send(browser, place, (answered(content, {"本期进展": "已对账"}), "02 王芳.xlsx"))
    assert "文件名与内容不一致，里面是李强的行，已按内容收下，请核对是否发错。" in told


def test_a_round_by_unit_goes_to_the_leading_units(browser: FlaskClient, cast: Cast) -> None:
    assert list(forms_in(browser, begin(browser, cast, "unit"))) == ["01 财政所.xlsx"]


def test_a_round_without_open_tasks_is_refused(sign_in_as: SignIn, cast: Cast) -> None:
    answer = sign_in_as("zhoumin").post(
        "/ledgers/returns",
        data={"unit_id": str(cast.town), "name": "x", "due_on": "2026-03-25", "split_by": "person"},
    )
    assert answer.status_code == 422
    assert "没有正在整改的任务" in answer.get_data(as_text=True)


def test_what_came_back_is_shown_accepted_and_recorded_for_the_one_who_told_it(
    browser: FlaskClient, cast: Cast, database: Database, tasks: list[Task]
) -> None:
    place = begin(browser, cast)
    content = next(iter(forms_in(browser, place).values()))
    told = send(
        browser, place,
        (answered(content, {"本期进展": "已对账12个村", "存在困难": "人手不够", "量化成果": "制度2项", "拟完成时间": "2026年5月底"}), "改过名.xlsx"),
    )  # fmt: skip
    assert "有1项新内容待核对" in told
    assert "已对账12个村" in told
    assert "全部交回了" in told
    assert waiting(database)[0].old == {"progress": ""}
    browser.post(f"{place}/decide", data={"all": "1", "done_on": "2026-03-18"})
    with database.reading() as session:
        progress = session.scalars(
            select(Progress).where(Progress.task_id == tasks[0].id).order_by(Progress.id.desc())
        ).first()
        assert progress is not None
        assert progress.text == "已对账12个村\n量化成果：制度2项"
        assert progress.difficulties == "人手不够"
        trace = session.scalars(
            select(Trace).where(Trace.task_id == tasks[0].id).order_by(Trace.position.desc())
        ).first()
        assert trace is not None
        assert (trace.means, trace.for_name, trace.actor_name) == (Means.FORM, "李强", "周敏")
        assert trace.for_id == cast["liqiang"].person_id


def test_the_same_file_twice_and_the_same_words_in_another_file_change_nothing(
    browser: FlaskClient, cast: Cast, database: Database
) -> None:
    place = begin(browser, cast)
    content = next(iter(forms_in(browser, place).values()))
    first = answered(content, {"本期进展": "已对账12个村"})
    send(browser, place, (first, "a.xlsx"))
    assert "已经收过，没有变化" in send(browser, place, (first, "b.xlsx"))
    browser.post(f"{place}/decide", data={"all": "1", "done_on": "2026-03-18"})
    again = answered(
        content, {"本期进展": "已对账12个村"}, lambda sheet: setattr(sheet, "title", "x")
    )
    assert "没有新内容" in send(browser, place, (again, "c.xlsx"))
    assert len(waiting(database)) == 1


def drop(heading: str) -> Callable[[Worksheet], None]:
    """Delete a column by its heading."""

    def change(sheet: Worksheet) -> None:
        column = next(cell.column for cell in sheet[4] if str(cell.value).startswith(heading))
        sheet.delete_cols(column)

    return change


def sort_and_insert(sheet: Worksheet) -> None:
    """Turn the rows round, and put a row of one's own between and a column before."""
    rows = [[cell.value for cell in sheet[row]] for row in (6, 5)]
    for row, values in enumerate(rows, start=5):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value
    sheet.insert_cols(1)
    sheet.insert_rows(6)
    sheet.insert_rows(1)


@pytest.mark.parametrize(
    "change",
    [drop("标识"), drop("编号"), drop("存在困难"), drop("整改措施"), sort_and_insert],
    ids=["key deleted", "number deleted", "open column deleted", "given column deleted", "sorted"],
)
def test_a_form_is_read_whatever_was_done_to_it(
    browser: FlaskClient, cast: Cast, database: Database, change: Callable[[Worksheet], None]
) -> None:
    place = begin(browser, cast)
    content = next(iter(forms_in(browser, place).values()))
    send(browser, place, (answered(content, {"本期进展": "已对账12个村"}, change), "回.xlsx"))
    assert [(one.number, one.new) for one in waiting(database)] == [
        ("2025-001", {"progress": "已对账12个村"})
    ]


def test_key_and_number_gone_and_two_problems_alike_is_named_and_not_guessed(
    browser: FlaskClient, cast: Cast, database: Database
) -> None:
    def both(sheet: Worksheet) -> None:
        drop("标识")(sheet)
        drop("编号")(sheet)

    place = begin(browser, cast)
    content = next(iter(forms_in(browser, place).values()))
    told = send(browser, place, (answered(content, {"本期进展": "已对账"}, both), "回.xlsx"))
    assert "没有一行认得出" in told
    assert waiting(database) == []


def test_one_cell_over_two_rows_tells_of_both(
    browser: FlaskClient, cast: Cast, database: Database
) -> None:
    place = begin(browser, cast)
    content = next(iter(forms_in(browser, place).values()))
    merged = answered(
        content, {"本期进展": "两项一起办结"}, lambda sheet: sheet.merge_cells("F5:F6")
    )
    send(browser, place, (merged, "回.xlsx"))
    assert [(one.number, one.new) for one in waiting(database)] == [
        (number, {"progress": "两项一起办结"}) for number in ("2025-001", "2025-002")
    ]


def test_every_sheet_is_read_and_what_is_too_long_is_told(
    browser: FlaskClient, cast: Cast, database: Database
) -> None:
    place = begin(browser, cast)
    book = load_workbook(io.BytesIO(next(iter(forms_in(browser, place).values()))))
    first = book.active
    assert isinstance(first, Worksheet)
    second = book.copy_worksheet(first)
    first["F5"], second["F6"], second["F9"] = "第一张", "长" * 4001, "多出来的一行"
    told = send(browser, place, (saved(book), "回.xlsx"))
    assert [one.number for one in waiting(database)] == ["2025-001", "2025-002"]
    assert "2025-002有一格超过4000字，只采用前4000字。" in told
    assert f"“{second.title}”第9行填了内容" in told


def test_a_row_of_ones_own_is_named(browser: FlaskClient, cast: Cast, database: Database) -> None:
    def add(sheet: Worksheet) -> None:
        sheet.cell(9, 2, "另外一件事")
        sheet.cell(9, 6, "也办了")

    place = begin(browser, cast)
    content = next(iter(forms_in(browser, place).values()))
    told = send(browser, place, (answered(content, {"本期进展": "已对账"}, add), "回.xlsx"))
    assert "第9行填了内容，但认不出是哪一项，没有采用" in told
    assert len(waiting(database)) == 1


def test_an_empty_form_counts_as_returned_and_a_foreign_file_does_not(
    browser: FlaskClient, cast: Cast
) -> None:
    place = begin(browser, cast)
    content = next(iter(forms_in(browser, place).values()))
    told = send(browser, place, (b"PK\x03\x04", "坏.xlsx"))
    assert "文件的打包方式异常" in told
    assert "还没有收到：李强" in told
    assert "四个填报列都是空的" in send(browser, place, (content, "空.xlsx"))


def test_single_rows_are_taken_and_the_rest_left(
    browser: FlaskClient, cast: Cast, database: Database
) -> None:
    place = begin(browser, cast)
    content = next(iter(forms_in(browser, place).values()))

    def second(sheet: Worksheet) -> None:
        sheet.cell(6, 6, "第二项也在办")

    send(browser, place, (answered(content, {"本期进展": "第一项"}, second), "回.xlsx"))
    one, two = waiting(database)
    browser.post(f"{place}/decide", data={"change": str(one.id), "done_on": "2026-03-18"})
    browser.post(f"{place}/decide", data={"change": str(two.id), "leave": "1"})
    assert [change.state for change in waiting(database)] == ["accepted", "left"]

    def second_on_another_sheet(sheet: Worksheet) -> None:
        second(sheet)
        sheet.title = "又一张"

    again = answered(content, {"本期进展": "第一项"}, second_on_another_sheet)
    assert "没有新内容" in send(browser, place, (again, "再回.xlsx"))


def test_a_day_in_the_future_is_named_and_nothing_is_recorded(
    browser: FlaskClient, cast: Cast, database: Database
) -> None:
    place = begin(browser, cast)
    content = next(iter(forms_in(browser, place).values()))
    send(browser, place, (answered(content, {"本期进展": "已对账"}), "回.xlsx"))
    answer = browser.post(f"{place}/decide", data={"all": "1", "done_on": "2026-04-18"})
    assert "办理日期不能晚于今天" in browser.get(answer.location).get_data(as_text=True)
    assert [change.state for change in waiting(database)] == ["waiting"]


def test_a_stranger_finds_no_round_and_a_leader_may_not(
    browser: FlaskClient, cast: Cast, sign_in_as: SignIn, database: Database
) -> None:
    place = begin(browser, cast)
    with database.reading() as session:
        assert session.scalars(select(ReturnRound)).one().name == "3月填报"
    assert sign_in_as("wutao").get(place).status_code == 404
    assert sign_in_as("wanglixin").get(place).status_code == 403


def test_figures_are_read_only_where_word_and_unit_are_named() -> None:
    found = {
        one.kind: str(one.amount)
        for one in figures_in("修订制度2项，培训1期，资金4.6万元，检查若干次")
    }
    assert found == {FigureKind.RULES: "2", FigureKind.TRAININGS: "1", FigureKind.MONEY: "4.6"}


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_form_with_a_column_less_and_a_row_more_saved_again_by_libreoffice_is_read(
    browser: FlaskClient, cast: Cast, database: Database, tmp_path: Path, ending: str
) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.cell(8, 2, "另外一件事")
        sheet.cell(8, 6, "也办了")
        drop("整改措施")(sheet)

    place = begin(browser, cast)
    content = next(iter(forms_in(browser, place).values()))
    texts = {"本期进展": "已对账", "拟完成时间": "2026年5月底"}
    again = saved_again(answered(content, texts, change), ending, tmp_path)
    told = send(browser, place, (again, f"01 李强.{ending}"))
    assert re.search("有1项新内容待核对", told)
    assert "第8行填了内容，但认不出是哪一项，没有采用" in told
    assert waiting(database)[0].new == {"progress": "已对账", "planned": "2026年5月底"}
