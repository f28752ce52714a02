"""套表 on screen: upload, columns, preview, matching by hand, the file, and what is remembered."""

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.factories.tasks import open_task
from tests.ledgers.their_form_books import PROBLEMS, listed_book, opened, saved
from tracker.core.db import Database
from tracker.ledgers.models import TheirFilling

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def tasks(database: Database, cast: Cast) -> list[int]:
    """The three problems of the workbook, in our ledger, all waiting for 交办."""
    with database.transaction() as session:
        return [open_task(session, cast, title=text[:8], text=text).id for text in PROBLEMS]


def upload(
    browser: FlaskClient, unit: int, content: bytes, name: str = "县里的表.xlsx"
) -> TestResponse:
    return browser.post(
        "/ledgers/their-forms",
        data={"unit_id": str(unit), "file": (io.BytesIO(content), name)},
        content_type="multipart/form-data",
    )


def only(session: Session) -> TheirFilling:
    return session.scalars(select(TheirFilling).order_by(TheirFilling.id.desc())).first()  # type: ignore[return-value]  # there is one


COLUMNS = {
    "sheet": "整改统计", "first": "3", "rows": "2", "kind": "listed", "as_of": "2026-03-18",
    "c1_source": "position", "c2_source": "problem", "c3_source": "measures", "c4_source": "due",
    "c5_source": "progress", "c6_source": "stand", "c7_source": "constant", "c7_constant": "王立新",
    "word_under_way": "否", "word_done": "是", "word_overdue": "否", "word_sustained": "否",
}  # fmt: skip


def test_a_workbook_is_uploaded_mapped_matched_filled_and_remembered(
    sign_in_as: SignIn, cast: Cast, tasks: list[int], database: Database
) -> None:
    browser = sign_in_as("zhoumin")
    answer = upload(browser, cast.town, saved(listed_book()))
    assert answer.status_code == 303
    columns = browser.get(answer.location).get_data(as_text=True)
    assert "整改情况/是否完成" in columns
    assert "下拉：是、否" in columns
    answer = browser.post(answer.location, data=COLUMNS)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    preview = browser.get(answer.location).get_data(as_text=True)
    assert "问题原文一致" in preview
    assert "招商引资力度不大" in preview
    with database.reading() as session:
        filling = only(session)
    here = f"/ledgers/their-forms/{filling.id}"
    browser.post(f"{here}/match", data={"row_7": str(tasks[2])})
    assert "人工对应" in browser.get(here).get_data(as_text=True)
    assert browser.post(f"{here}/fill").status_code == 303
    sheet = opened(browser.get(f"{here}/file").data).active
    assert sheet is not None
    assert [sheet.cell(row, 6).value for row in (5, 6, 7)] == ["否", "否", "否"]
    assert sheet["G5"].value == "王立新"
    again = upload(browser, cast.town, saved(listed_book()))
    assert "已照上次的对应填写" in browser.get(again.location).get_data(as_text=True)


def test_a_wrong_choice_is_told_and_nothing_typed_is_lost(sign_in_as: SignIn, cast: Cast) -> None:
    browser = sign_in_as("zhoumin")
    place = upload(browser, cast.town, saved(listed_book())).location
    answer = browser.post(
        place, data=COLUMNS | {"c2_source": "", "c5_limit": "很多", "as_of": "六月底"}
    )
    told = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "哪一列是问题或编号" in told
    assert "字数上限请填写1到32767之间的整数" in told
    assert "截至日请写成 2026-06-30" in told
    assert 'value="王立新"' in told


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧.xls", "另存为.xlsx"),
        (b"PK\x03\x04", "坏.xlsx", "文件的打包方式异常"),
        (b"x", "表.pdf", "请上传上级发来的Excel"),
    ],
)
def test_what_cannot_be_filled_is_refused_in_one_sentence(
    sign_in_as: SignIn, cast: Cast, content: bytes, name: str, sentence: str
) -> None:
    answer = upload(sign_in_as("zhoumin"), cast.town, content, name)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)


def test_a_protected_sheet_offers_its_columns_to_copy(
    sign_in_as: SignIn, cast: Cast, tasks: list[int]
) -> None:
    browser = sign_in_as("zhoumin")
    place = upload(browser, cast.town, saved(listed_book(protected=True))).location
    told = browser.get(browser.post(place, data=COLUMNS).location).get_data(as_text=True)
    assert len(tasks) == 3
    assert "设有工作表保护" in told
    assert "逐列复制" in told
    assert browser.post(place.removesuffix("/columns") + "/fill").status_code == 409


def test_a_stranger_finds_nothing_and_a_colleague_may_not(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    upload(sign_in_as("zhoumin"), cast.town, saved(listed_book()))
    with database.reading() as session:
        here = f"/ledgers/their-forms/{only(session).id}"
    assert sign_in_as("wutao").get(here).status_code == 404
    assert sign_in_as("wanglixin").get(here).status_code == 403
    assert sign_in_as("zhoumin").get(here).status_code == 303
