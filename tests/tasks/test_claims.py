"""What a report says of last year, held against the ledger."""

from collections.abc import Callable

from flask.testing import FlaskClient

from tests.cast import Cast
from tests.factories.tasks import open_task
from tracker.accounts.models import Unit
from tracker.core.clock import now
from tracker.core.db import Database
from tracker.reports.actions import Paper, take_in
from tracker.reports.reader import read_pasted
from tracker.tasks.rules.claims import OpenMatter, held_against

_REPORT = """青禾镇党委2026年度落实全面从严治党主体责任情况报告
一、主要工作
（一）作风建设。上年度查摆的督促检查不够经常问题已全部整改到位。
二、存在问题
（一）年轻干部培养不够。到村蹲点的年轻干部偏少。
"""


def test_a_claim_that_speaks_of_an_open_matter_comes_first() -> None:
    matters = [
        OpenMatter(1, "村集体经济增收办法不多，收入主要靠租金。"),
        OpenMatter(2, "督促检查不够经常。布置多、过问少。"),
    ]
    rows = held_against(["上年度查摆的督促检查不够经常问题已全部整改到位。"], matters)
    assert [(one.task_id, one.claim is not None) for one in rows] == [(2, True), (1, False)]


def test_a_report_that_calls_an_open_task_done_is_told_so(
    database: Database, cast: Cast, sign_in_as: Callable[[str], FlaskClient]
) -> None:
    batch_id = _taken_in(database, cast)
    page = sign_in_as("zhoumin").get(f"/reports/{batch_id}/claims")
    assert page.status_code == 200
    assert "报告称已整改，台账未销号" in page.text
    assert "2025-001" in page.text


def test_a_stranger_is_told_nothing_of_another_towns_claims(
    database: Database, cast: Cast, sign_in_as: Callable[[str], FlaskClient]
) -> None:
    batch_id = _taken_in(database, cast)
    page = sign_in_as("wutao").get(f"/reports/{batch_id}/claims")
    assert page.status_code == 404
    assert "督促检查" not in page.text


def _taken_in(database: Database, cast: Cast) -> int:
    with database.transaction() as session:
        open_task(session, cast)
        unit = session.get_one(Unit, cast.town)
        batch, _new = take_in(
            session, unit, read_pasted(_REPORT), Paper(2026), by=cast["zhoumin"], at=now()
        )
        return batch.id
