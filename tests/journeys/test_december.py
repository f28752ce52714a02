"""Question 8 of an office's half hour, and a ledger so long that its file is watched while it is made."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import make_url, select

from tests.benchmarks.bench_yearend import facts_of
from tests.benchmarks.large_town import fill_ledger
from tests.journeys.conftest import Town
from tests.journeys.people import Desk
from tests.yearend.papers.rewriting import joining, replacing, rewritten, without
from tracker.accounts.models import Person, Unit
from tracker.core.db import Database
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.views.exporting import MOST_AT_ONCE

pytestmark = pytest.mark.browser

_PASSWORD = "Demo@2026"
_FROM = 10_000  # ids and numbers that the demonstration leaves free
_PATIENCE_MS = 120_000


@pytest.fixture
def town(demonstration: Town) -> Town:
    """The town in which the people of these tests sit down."""
    return demonstration


def test_question_8_a_rewritten_report_is_read_back_with_all_that_was_done_to_it(
    sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    clerk = sit_down("zhangxiaoyan", _PASSWORD)
    clerk.go("/yearend")
    word = _exported(clerk, tmp_path / "报告.docx")
    clerk.picture("问8-导出Word")
    word.write_bytes(
        rewritten(
            word.read_bytes(),
            joining("往来款长期挂账", "专项资金拨付滞后"),
            without("党费收缴台账不清"),
            replacing({"目前已组织清理": "河道清理全面完成", "组织演练12场": "组织演练15场"}),
        )
    )
    clerk.go("/yearend/papers")
    clerk.page.locator("form#paper input[type=file]").set_input_files(str(word))
    clerk.press("带来文稿")
    clerk.picture("问8-体检")
    clerk.press("与台账核对")
    for words in ("专项资金拨付滞后", "党费收缴台账不清", "“全面完成”", "15场"):
        clerk.sees(words)
    for kind in ("几段合成了一段", "Word里没有写到", "读来像已办结", "数字与台账不一致"):
        clerk.sees(kind)
    clerk.picture("问8-与台账核对")
    figure = clerk.page.locator("fieldset", has_text="15场").filter(has_text="12场").first
    figure.get_by_label("以台账为准").check()
    clerk.press("记下处理结果")
    clerk.sees("Word里要改的地方（1处）")
    clerk.picture("问8-处理以后")


def _exported(clerk: Desk, target: Path) -> Path:
    with clerk.page.expect_download() as coming:
        clerk.page.get_by_role("link", name="导出Word").first.click()
    coming.value.save_as(str(target))
    return target


def test_the_workbook_of_a_large_town_is_made_aside_and_shows_how_far_it_is(
    town: Town, sit_down: Callable[..., Desk]
) -> None:
    _grow(town)
    clerk = sit_down("zhangxiaoyan", _PASSWORD)
    clerk.go("/yearend")
    clerk.press("导出Excel台账")
    clerk.sees("在这里生成")
    clerk.press("生成Excel台账")
    bar = clerk.page.locator("progress.making")
    expect(bar).to_have_attribute("max", re.compile(r"\d{4}"), timeout=_PATIENCE_MS)
    clerk.picture("大台账-正在生成")
    clerk.page.get_by_role("link", name="下载").first.wait_for(timeout=_PATIENCE_MS)
    clerk.picture("大台账-已生成")


def _grow(town: Town) -> None:
    """Put more tasks onto the town's ledger than a file is made of at once."""
    database = Database(make_url(f"sqlite:///{town.environment['INSTANCE_PATH']}/tracker.db"))
    with database.reading() as session:
        unit = session.scalars(select(Unit.id).where(Unit.code == "qingxi")).one()
        person = session.scalars(select(Person.id).where(Person.login == "liqingshan")).one()
    fill_ledger(database, _numbered_on(facts_of(MOST_AT_ONCE + 500)), unit, person)
    database.dispose()


def _numbered_on(facts: YearFacts) -> YearFacts:
    moved = (
        replace(
            one,
            id=one.id + _FROM,
            tasks=tuple(
                replace(task, id=task.id + _FROM, number=f"2025-{task.id + _FROM}")
                for task in one.tasks
            ),
        )
        for one in facts.problems
    )
    return replace(facts, problems=tuple(moved))
