"""问题去向对照表: every problem of last year, where it stands, where the report says so; alike in Word and Excel."""

import io
from dataclasses import replace

import docx
import openpyxl

from tests.factories.yearend import AS_OF
from tracker.yearend.render.whereabouts import whereabouts_as_excel, whereabouts_as_word
from tracker.yearend.rules.facts import Origin, YearFacts
from tracker.yearend.rules.whereabouts import Whereabouts, whereabouts
from tracker.yearend.rules.year import report_on


def rows(year: YearFacts) -> tuple[Whereabouts, ...]:
    return whereabouts(year, report_on(year).draft)


def test_no_problem_of_last_year_is_left_out_and_none_of_this_year_is_in(year: YearFacts) -> None:
    wanted = [one.title for one in year.problems if one.origin is not Origin.NEW]
    assert [one.title for one in rows(year)] == wanted


def test_each_row_says_where_it_stands_and_where_that_is_written(year: YearFacts) -> None:
    by_title = {one.title: one for one in rows(year)}
    done = by_title["村级财务管理不规范"]
    assert done.standing == "已完成（2026年9月16日销号）"
    assert [one.heading[:2] for one in done.places] == ["一、", "二、"]
    left = by_title["闲置资产盘活进展缓慢"]
    assert left.standing.startswith("超期未完成")
    assert [one.heading[:2] for one in left.places] == ["二、", "三、", "四、"]


def test_a_problem_that_the_report_leaves_out_is_seen(year: YearFacts) -> None:
    draft = report_on(year).draft
    bare = replace(draft, sections=draft.sections[:1])
    told = {one.title: one.told for one in whereabouts(year, bare)}
    assert told["闲置资产盘活进展缓慢"] == "没有写到"


def test_word_and_excel_hold_the_same_rows(year: YearFacts) -> None:
    found = rows(year)
    (table,) = docx.Document(io.BytesIO(whereabouts_as_word(year, found, AS_OF))).tables
    on_paper = [[cell.text for cell in row.cells] for row in table.rows][1:]
    book = openpyxl.load_workbook(io.BytesIO(whereabouts_as_excel(year, found, AS_OF)))
    on_sheet = [
        [str(cell) for cell in row] for row in book["数据"].iter_rows(min_row=2, values_only=True)
    ]
    assert on_paper == on_sheet
    assert [row[1] for row in on_paper] == [one.title for one in found]
