"""Which paper counts as last year's report when several were taken in."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.yearend import Town
from tests.yearend.conftest import unit
from tracker.yearend.queries.outline import report_on


@pytest.mark.parametrize(
    ("file_name", "title"),
    [("台账.xlsx", "青禾镇2025年度情况报告"), ("表格.docx", "青禾镇2025年度问题整改台账")],
)
def test_a_ledger_taken_in_later_is_not_followed_as_last_years_report(
    session: Session, cast: Cast, file_name: str, title: str
) -> None:
    town = Town(session, cast)
    town.report(2025)
    before = report_on(session, unit(session).id, 2025)
    ledger = town.report(2025, title=title)
    ledger.file_name = file_name
    ledger.confirmed_at = datetime(2026, 2, 1, tzinfo=UTC)
    session.flush()
    assert report_on(session, unit(session).id, 2025) == before
    assert before.title
    assert before.headings


def test_a_later_confirmed_report_is_followed(session: Session, cast: Cast) -> None:
    town = Town(session, cast)
    town.report(2025)
    final = town.report(2025, title="青禾镇2025年度情况报告")
    final.confirmed_at = datetime(2026, 2, 1, tzinfo=UTC)
    session.flush()
    assert report_on(session, unit(session).id, 2025).title == "青禾镇2025年度情况报告"
