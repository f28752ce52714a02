"""Files that come and go take room of the ledger, as its evidence does; a file's name is looked at beside its rows."""

import io

import pytest
from sqlalchemy import select

from tests.cast import Cast
from tests.ledgers.books import plain, row
from tests.ledgers.conftest import SignIn
from tracker.core.db import Database
from tracker.ledgers.models import LedgerImport
from tracker.ledgers.rules.file_names import form_named
from tracker.tasks.models import Room

MEGABYTE = 1024 * 1024
FORMS = {7: (3, "东岭村"), 8: (4, "西岭村"), 9: (12, "李 强")}


def uploaded(cast: Cast, content: bytes) -> dict[str, object]:
    typed = {"unit_id": cast.town, "year": "2025", "source": "self_check"}
    return {**typed, "file": (io.BytesIO(content), "台账.xlsx")}


def test_a_file_that_finds_no_room_is_refused_and_the_same_bytes_take_none_twice(
    database: Database, cast: Cast, sign_in_as: SignIn
) -> None:
    content = plain(row())
    with database.transaction() as session:
        room = Room(unit_id=cast.town, megabytes=1, used_bytes=MEGABYTE - len(content) - 9)
        session.add(room)
    browser = sign_in_as("zhoumin")
    for _ in range(2):
        answer = browser.post("/ledgers/imports", data=uploaded(cast, content))
        assert answer.status_code == 303
    other = browser.post("/ledgers/imports", data=uploaded(cast, plain(row("另一个问题"))))
    assert other.status_code == 422
    assert "本单位存放文件的空间不够了" in other.text
    with database.reading() as session:
        assert len(session.scalars(select(LedgerImport)).all()) == 2


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("03 东岭村.xlsx", 7),
        ("副本西岭村填报表(1).xlsx", 8),
        ("12 李强（已填）.xlsx", 9),
        ("3.xlsx", 7),
        ("3月进展.xlsx", None),
        ("东岭村、西岭村.xlsx", None),
        ("进展.xlsx", None),
        ("2026-003.xlsx", None),
    ],
)
def test_the_name_of_a_file_means_one_form_or_none(name: str, means: int | None) -> None:
    assert form_named(name, FORMS) == means
