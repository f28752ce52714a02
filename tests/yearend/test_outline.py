"""Which paper counts as last year's report when several were taken in."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.yearend import AS_OF, Town
from tests.yearend.conftest import unit
from tracker.yearend.queries.outline import report_on, work_headings


@pytest.mark.parametrize(
    ("file_name", "title"),
    [("台账.xlsx", "青禾镇2025年度情况报告"), ("表格.docx", "青禾镇2025年度问题整改台账")],
)
def test_a_ledger_taken_in_later_is_not_followed_as_last_years_report(
    session: Session, cast: Cast, file_name: str, title: str
) -> None:
    town = Town(session, cast)
    town.report(2025)
    before = report_on(session, unit(session).id, 2025, AS_OF)
    ledger = town.report(2025, title=title)
    ledger.file_name = file_name
    ledger.confirmed_at = datetime(2026, 2, 1, tzinfo=UTC)
    session.flush()
    assert report_on(session, unit(session).id, 2025, AS_OF) == before
    assert before.title
    assert before.headings


def test_a_later_confirmed_report_is_followed(session: Session, cast: Cast) -> None:
    town = Town(session, cast)
    town.report(2025)
    final = town.report(2025, title="青禾镇2025年度情况报告")
    final.confirmed_at = datetime(2026, 2, 1, tzinfo=UTC)
    session.flush()
    assert report_on(session, unit(session).id, 2025, AS_OF).title == "青禾镇2025年度情况报告"


def test_titles_at_the_head_of_numbered_paragraphs_are_headings() -> None:
    text = (
        "一、履行主体责任情况\n1.思想建设有新气象。全年组织学习13次。\n2.组织建设有新加强。评阅支部24个次。\n"
        "二、存在问题\n（一）督促检查不够。"
    )
    outline = [
        {"heading": "履行主体责任情况", "level": 1, "kind": "work", "start": 0, "end": 10},
        {
            "heading": "存在问题",
            "level": 1,
            "kind": "problems",
            "start": text.index("二、"),
            "end": text.index("（一）"),
        },
    ]
    found = work_headings(outline, text)
    assert [one.heading for one in found] == ["思想建设有新气象", "组织建设有新加强"]
    assert found[1].sample == "评阅支部24个次。"
    alone = text.replace("2.组织建设有新加强。", "另外，")
    outline[1]["start"] = alone.index("二、")
    assert work_headings(outline, alone) == ()
