"""Whatever a town's ledger holds: page, chart, Word, Excel and command line tell the same figures, read back from each."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from random import Random

import docx
import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import Cast
from tests.factories.yearend import AS_OF, Town, Work
from tracker.core.db import Database
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import FigureKind
from tracker.tasks.rules.lifecycle import State

pytestmark = pytest.mark.usefixtures("december")

_ASKED = "unit=qinghe&year=2026"
_UNITS = ("qinghe", "qinghe-party", "qinghe-finance")
_STATES = (
    State.ACTIVE,
    State.CLOSED,
    State.CLOSED,
    State.SUSTAINED,
    State.ENDED,
    State.FIRST_REVIEW,
)
_DRAWN = ("by_lead_unit", "by_category")
_STANDS = ("已完成", "长期坚持", "正在推进", "超期未完成")

Rows = list[list[str]]


def _works(chance: Random) -> Iterator[list[Work]]:
    """Make up problems, each with one to three tasks."""
    for number in range(chance.randint(2, 14)):
        source = chance.choice(tuple(Source))
        yield [
            Work(
                f"第{number}件事办得不够实",
                state=chance.choice(_STATES),
                source=source,
                year=2025 if source is Source.SELF_CHECK else 2026,
                category=chance.choice((None, "支部建设", "村级财务")),
                leader=chance.choice(("wanglixin", "huanghai")),
                unit=chance.choice(_UNITS),
                due_on=chance.choice((None, AS_OF - timedelta(days=chance.randrange(-60, 200)))),
                done_on=date(2026, chance.randint(2, 11), 9),
                basis="党委会研究",
                measures=[("逐村核对", None)] * chance.randrange(3),
                progress=[(date(2026, 5, 6), "已核对", "")],
                figures=[(chance.choice(tuple(FigureKind)), str(chance.randint(1, 40)), "")],
            )
            for _ in range(chance.randint(1, 3))
        ]


@pytest.mark.parametrize("seed", range(4))
def test_every_door_tells_the_same_figures(
    seed: int,
    app: Flask,
    database: Database,
    cast: Cast,
    browser_of: Callable[[str], FlaskClient],
) -> None:
    with database.transaction() as session:
        town = Town(session, cast)
        town.report(2025)
        for works in _works(Random(seed)):
            town.problem(*works)
    told = app.test_cli_runner().invoke(
        args=["yearend", "figures", "--unit", "qinghe", "--year", "2026", "--json"]
    )
    figures = json.loads(told.stdout)
    browser = browser_of("zhoumin")
    page, overview = browser.get(f"/yearend?{_ASKED}").text, browser.get(f"/overview?{_ASKED}").text
    in_word, in_excel = _word(browser), _excel(browser)
    assert len(figures["tables"]) == 13
    for table in figures["tables"]:
        rows = [[str(cell) for cell in row] for row in table["rows"]]
        assert rows, table["title"]
        assert _of_page(page, table["title"]) == rows, table["title"]
        assert all(row in in_excel for row in ([*table["columns"]], *rows)), table["title"]
        annexed = [one[1:] for one in in_word if one[0] == table["columns"]]
        assert annexed in ([], [rows])
    drawn = {one["key"]: one for one in figures["tables"] if one["key"] in _DRAWN}
    for table in drawn.values():
        assert _of_chart(overview, table["title"]) == _standing(table["columns"], table["rows"])


def _word(browser: FlaskClient) -> list[Rows]:
    paper = docx.Document(BytesIO(browser.get(f"/yearend/export?{_ASKED}&format=docx").data))
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in paper.tables]


def _excel(browser: FlaskClient) -> Rows:
    book = openpyxl.load_workbook(
        BytesIO(browser.get(f"/yearend/export?{_ASKED}&format=xlsx").data)
    )
    return [
        [str(cell) for cell in row if cell is not None]
        for row in book["统计"].iter_rows(values_only=True)
    ]


def _of_page(page: str, title: str) -> Rows:
    """Answer the rows of the table with a caption."""
    table = next(one for one in page.split("<table")[1:] if f">{title}</caption>" in one)
    return _cells(table.partition("</table>")[0].partition("<tbody")[2])


def _of_chart(page: str, title: str) -> Rows:
    """Answer the numbers from which a picture is drawn."""
    word = title.removeprefix("按").removesuffix("统计")
    figure = next(one for one in page.split("<figure")[1:] if f"按{word}" in one)
    return _cells(figure.partition("<tbody")[2].partition("</tbody>")[0])


def _cells(body: str) -> Rows:
    return [
        [
            re.sub(r"<[^>]+>", "", cell).strip()
            for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
        ]
        for row in body.split("<tr")[1:]
    ]


def _standing(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Rows:
    """Answer what a picture draws of a table: each line but the last, and only where things stand."""
    places = [columns.index(one) for one in _STANDS]
    return [[str(row[0]), *(str(row[at]) for at in places)] for row in rows[:-1]]
