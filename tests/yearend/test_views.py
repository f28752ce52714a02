"""The doors of a year: who may see figures, who may draft, and that every copy tells the same numbers."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.yearend import VILLAGES
from tracker.tasks.rules.kinds import FigureKind

pytestmark = pytest.mark.usefixtures("town", "december")
Browser = Callable[[str], FlaskClient]
PAGE = "/yearend?unit=qinghe&year=2026"
EXPORT = "/yearend/export?unit=qinghe&year=2026&format="


def text_of(response_text: str) -> str:
    """Answer the words of a page, without tags and white space."""
    words = re.sub(r"<[^>]+>", "", response_text.split("<main", 1)[1])
    return re.sub(r"\s+", "", words)


def test_the_clerk_sees_figures_draft_and_exports(browser_of: Browser) -> None:
    page = browser_of("zhoumin").get(PAGE)
    assert page.status_code == 200
    text = text_of(page.text)
    assert "问题年度2025/整改年度2026" in text
    assert "建立党委重点工作月清单" in text
    assert "草稿还有12处需要补充" in text
    assert "/yearend/export?" in page.text
    assert 'class="draft-gap"' in page.text


@pytest.mark.parametrize("login", ["wanglixin", "chenguodong", "sunzheng"])
def test_colleagues_see_the_figures_but_no_draft(browser_of: Browser, login: str) -> None:
    browser = browser_of(login)
    page = browser.get(PAGE)
    assert page.status_code == 200
    assert "45.5%" in page.text
    assert "建立党委重点工作月清单" not in text_of(page.text)
    assert "/yearend/export" not in page.text
    for kind in ("docx", "xlsx"):
        assert browser.get(EXPORT + kind).status_code == 403


@pytest.mark.parametrize("login", ["wutao", "zhenghua", "liqiang", "zhaofang"])
def test_a_stranger_to_the_ledger_is_told_nothing(browser_of: Browser, login: str) -> None:
    browser = browser_of(login)
    assert browser.get(PAGE).status_code == 404
    assert (
        browser.get(f"{PAGE}&table=by_source&row=审计".replace("?", "/tasks?")).status_code == 404
    )


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_only_a_clerk_of_that_unit_may_export(browser_of: Browser, kind: str) -> None:
    assert browser_of("zhoumin").get(EXPORT + kind).status_code == 200
    assert browser_of("liuyang").get(EXPORT + kind).status_code == 200
    assert browser_of("wutao").get(EXPORT + kind).status_code == 404  # clerk of another town
    assert browser_of("liqiang").get(EXPORT + kind).status_code == 403


def test_an_administrator_has_no_business_here(browser_of: Browser) -> None:
    assert browser_of("heping").get(PAGE).status_code == 403


def test_nobody_sees_a_year_without_signing_in(client: FlaskClient) -> None:
    assert client.get(PAGE).status_code == 303
    assert client.get(EXPORT + "docx").status_code == 303


def test_a_handler_of_a_village_is_told_that_there_is_no_ledger(browser_of: Browser) -> None:
    page = browser_of("zhaofang").get("/yearend")
    assert page.status_code == 200
    assert "没有单独建台账" in page.text


@pytest.mark.parametrize(
    "odd", ["year=abc", "year=1", "as_of=2026-02-30", "length=x", "as_of=2030-01-01"]
)
def test_odd_things_in_the_address_are_left_out(browser_of: Browser, odd: str) -> None:
    assert browser_of("zhoumin").get(f"/yearend?unit=qinghe&{odd}").status_code == 200
    assert browser_of("zhoumin").get(f"{EXPORT}pdf").status_code == 404


def test_a_day_in_the_middle_of_the_year_tells_what_was_known_then(browser_of: Browser) -> None:
    page = browser_of("zhoumin").get(f"{PAGE}&as_of=2026-03-31")
    assert "数据截至2026年3月31日" in text_of(page.text)
    assert "巡视巡察" not in text_of(page.text)


def test_each_length_of_last_years_problems_is_there_to_choose(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    items, clause = (
        text_of(browser.get(f"{PAGE}&length={one}").text) for one in ("items", "clause")
    )
    assert "关于“集体增收路子不宽”问题。" in items
    assert "关于“集体增收路子不宽”问题。" not in clause


def test_a_number_leads_to_its_tasks(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    links = re.findall(r'href="(/yearend/tasks\?[^"]+)"', browser.get(PAGE).text)
    assert len(links) > 20
    for link in links:
        assert browser.get(link.replace("&amp;", "&")).status_code == 200
    found = browser.get("/yearend/tasks?unit=qinghe&year=2026&table=by_source&row=审计")
    assert re.findall(r"\d{4}-\d{3}", text_of(found.text)) == ["2026-002"]
    unknown = browser.get("/yearend/tasks?unit=qinghe&year=2026&table=by_source&row=火星")
    assert unknown.status_code == 404


def test_inward_wording_is_in_no_copy(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    assert VILLAGES not in browser.get(PAGE).text
    paper = docx.Document(BytesIO(browser.get(EXPORT + "docx").data))
    assert VILLAGES not in "".join(one.text for one in paper.paragraphs)
    assert VILLAGES not in repr([[*map(str, row)] for row in rows_of_workbook(browser)])


def test_page_word_excel_and_command_line_tell_the_same_numbers(
    app: Flask, browser_of: Browser
) -> None:
    browser = browser_of("zhoumin")
    told = app.test_cli_runner().invoke(
        args=["yearend", "figures", "--unit", "qinghe", "--year", "2026", "--json"]
    )
    figures = json.loads(told.stdout)
    page = browser.get(PAGE).text
    word = docx.Document(BytesIO(browser.get(EXPORT + "docx").data))
    in_word = [[[cell.text for cell in row.cells] for row in one.rows] for one in word.tables]
    in_excel = rows_of_workbook(browser)
    for table in figures["tables"]:
        rows = [[str(cell) for cell in row] for row in table["rows"]]
        assert [*table["columns"]] in in_excel
        assert all(row in in_excel for row in rows), table["title"]
        assert rows == rows_of_page(page, table["title"])
        annexed = [one[1:] for one in in_word if one[0] == table["columns"]]
        assert annexed in ([], [rows])
    assert sum(one[0][0] != "序号" for one in in_word) == 6


def rows_of_page(page: str, title: str) -> list[list[str]]:
    """Answer the body rows of the table with a caption."""
    table = next(one for one in page.split("<table")[1:] if f">{title}</caption>" in one)
    body = table.split("<tbody", 1)[1].split("</tbody>", 1)[0]
    return [
        [
            re.sub(r"<[^>]+>", "", cell).strip()
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        ]
        for row in body.split("<tr")[1:]
    ]


def rows_of_workbook(browser: FlaskClient) -> list[list[str]]:
    """Answer the rows of every sheet, without empty cells at their end."""
    book = openpyxl.load_workbook(BytesIO(browser.get(EXPORT + "xlsx").data))
    rows = []
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            cells = ["" if cell is None else str(cell) for cell in row]
            while cells and cells[-1] == "":
                cells.pop()
            rows.append(cells)
    return rows


def test_the_workbook_has_its_four_sheets_with_every_task(browser_of: Browser) -> None:
    book = openpyxl.load_workbook(BytesIO(browser_of("zhoumin").get(EXPORT + "xlsx").data))
    assert book.sheetnames == ["台账（简表A4）", "台账（全表A3）", "统计", "数据"]
    head = [cell.value for cell in book["台账（全表A3）"][3]]
    assert head[:3] == ["序号", "问题编号", "上级编号"]
    assert (head[-1], len(head)) == ("销号时间/备注", 19)
    assert str(book["台账（全表A3）"].page_setup.paperSize) == "8"  # A3
    data = list(book["数据"].iter_rows(values_only=True))
    assert len(data) == 13
    closed = data[0].index("销号日期")
    assert {row[closed].isoformat()[:10] for row in data[1:] if row[closed]} >= {"2026-06-20"}


def test_files_have_chinese_names(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    names = [browser.get(EXPORT + kind).headers["Content-Disposition"] for kind in ("docx", "xlsx")]
    assert all("UTF-8''%E9%9D%92%E7%A6%BE%E9%95%872026" in name for name in names)


def test_the_exported_word_holds_the_draft_and_its_attachments(browser_of: Browser) -> None:
    paper = docx.Document(BytesIO(browser_of("zhoumin").get(EXPORT + "docx").data))
    lines = [one.text for one in paper.paragraphs if one.text]
    assert lines[2] == "云岭县委："
    assert [one for one in lines if re.match("[一二三四五]、", one)] == [
        "一、工作成效",
        "二、上年度问题整改情况",
        "三、存在问题",
        "四、下一步打算",
    ]
    assert "（一）党员活动阵地作用发挥不足。" in "".join(lines)
    assert "2026年12月15日" in lines
    assert [one for one in lines if one.startswith("附件")] == [
        "附件：1.青禾镇2026年度整改台账",
        "附件1",
        "附件2",
    ]


def test_a_year_without_anything_is_a_page_too(browser_of: Browser) -> None:
    page = browser_of("wutao").get("/yearend?year=2026")
    assert page.status_code == 200
    assert "这一年度没有列入台账的问题" in page.text


@pytest.mark.parametrize("page", ["/yearend", "/yearend/whereabouts"])
def test_a_year_without_anything_offers_no_empty_file(browser_of: Browser, page: str) -> None:
    clerk = browser_of("zhoumin")
    assert "导出" in clerk.get(f"{page}?unit=qinghe&year=2026").text
    assert "导出" not in clerk.get(f"{page}?unit=qinghe&year=2019").text


class TestCommands:
    """The same by command line."""

    @pytest.mark.parametrize("kind", ["docx", "xlsx"])
    def test_export_writes_the_file_that_the_browser_gets(
        self, app: Flask, browser_of: Browser, tmp_path: Path, kind: str
    ) -> None:
        out = tmp_path / f"out.{kind}"
        done = self.run(app, "export", "--year", "2026", "--format", kind, "--out", str(out))
        assert (done.exit_code, done.stderr) == (0, "")
        assert "已导出青禾镇2026年度" in done.stdout
        content = browser_of("zhoumin").get(EXPORT + kind).data
        assert parts_of(out.read_bytes()) == parts_of(content)

    def test_figures_are_told_in_lines(self, app: Flask) -> None:
        told = self.run(app, "figures", "--year", "2026")
        assert told.exit_code == 0
        assert "问题12个，任务12项，措施15条，完成率45.5%" in told.stdout
        assert f"{FigureKind.MONEY.label}（万元）\t4.6" in told.stdout

    def test_an_unknown_unit_is_refused(self, app: Flask) -> None:
        told = app.test_cli_runner().invoke(
            args=["yearend", "figures", "--unit", "mars", "--year", "2026"]
        )
        assert (told.exit_code, told.stdout) == (1, "")
        assert "没有代码为“mars”的单位" in told.stderr

    def test_a_unit_without_a_ledger_is_refused(self, app: Flask) -> None:
        told = app.test_cli_runner().invoke(
            args=["yearend", "figures", "--unit", "qinghe-party", "--year", "2026"]
        )
        assert told.exit_code == 1
        assert "没有单独的台账" in told.stderr

    @pytest.mark.parametrize(
        "args",
        [
            ("figures", "--year", "26"),
            ("figures",),
            ("export", "--year", "2026", "--format", "pdf", "--out", "x"),
            ("export", "--year", "2026", "--format", "docx", "--out", "/none/such/folder/x.docx"),
        ],
    )
    def test_wrong_usage_is_one_chinese_sentence(self, app: Flask, args: tuple[str, ...]) -> None:
        told = self.run(app, *args)
        assert (told.exit_code, told.stdout) == (2, "")
        assert re.search("[一-龥]", told.stderr)
        assert "Traceback" not in told.stderr

    def run(self, app: Flask, name: str, *args: str) -> Result:
        """Run a command about the town."""
        return app.test_cli_runner().invoke(args=["yearend", name, "--unit", "qinghe", *args])


def parts_of(content: bytes) -> dict[str, bytes]:
    """Answer the parts of an office file that hold its content."""
    with ZipFile(BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist() if "docProps" not in name}
