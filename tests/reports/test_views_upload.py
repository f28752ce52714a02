"""Taking papers in through the browser: one, several, bad ones, the same again."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders.office import para, run, word
from tests.cast import Cast
from tests.reports.papers import NOTHING, REPORT
from tracker.core.config import Settings
from tracker.core.db import Database
from tracker.core.files import FileStore
from tracker.reports.models import Batch

SignIn = Callable[[str], FlaskClient]
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(200)


@pytest.fixture
def clerk(sign_in_as: SignIn) -> FlaskClient:
    """The town's clerk at the browser."""
    return sign_in_as("zhoumin")


def batches(database: Database) -> list[Batch]:
    with database.reading() as session:
        return list(session.query(Batch).order_by(Batch.id))


def send(
    client: FlaskClient,
    cast: Cast,
    *files: tuple[bytes, str],
    fragment: bool = False,
    **fields: Any,
) -> TestResponse:
    answer = client.post(
        "/reports/upload",
        data={
            "unit_id": str(cast.town),
            "source": "self_check",
            "files": [(BytesIO(content), name) for content, name in files],
            **fields,
        },
        headers={"HX-Request": "true"} if fragment else {},
    )
    answer.request.environ["wsgi.input"].close()  # a large body lies in a temporary file
    return answer


def test_the_form_says_the_limit_before_anything_is_sent(clerk: FlaskClient) -> None:
    answer = clerk.get("/reports/upload")
    assert "每份不超过 20 MB" in answer.text
    assert 'placeholder="2025"' in answer.text


def test_a_file_becomes_a_batch_whose_bytes_are_kept(
    clerk: FlaskClient, cast: Cast, database: Database, settings: Settings
) -> None:
    answer = send(clerk, cast, (REPORT.encode(), "报告.txt"))
    [batch] = batches(database)
    assert (answer.status_code, answer.location) == (303, f"/reports/{batch.id}")
    assert (batch.year, batch.file_name, batch.unit_id) == (2025, "报告.txt", cast.town)
    assert FileStore(settings.evidence_path).read(batch.file_hash) == REPORT.encode()
    assert "读出3个问题，请对照原文核对" in clerk.get(answer.location).text


def test_tracked_changes_are_told_on_both_ways_and_stay_out_of_the_warnings(
    clerk: FlaskClient, cast: Cast, database: Database
) -> None:
    changed = f"<w:p><w:ins>{run('二、存在问题')}</w:ins></w:p>{para('一是记录不全。')}"
    url = send(clerk, cast, (word(changed), "a.docx")).location
    page = clerk.get(url).text
    assert page.count("文件带有修订痕迹，已按全部接受修订读取") == 2
    assert batches(database)[0].extraction["warnings"] == []
    line = send(clerk, cast, (word(changed + para("又。")), "b.docx"), fragment=True).text
    assert "已按全部接受修订读取" in line
    assert "修订" not in send(clerk, cast, (REPORT.encode(), "c.txt"), fragment=True).text


def test_the_kept_file_can_be_fetched_as_it_came(
    clerk: FlaskClient, cast: Cast, sign_in_as: SignIn
) -> None:
    url = send(clerk, cast, (REPORT.encode(), "报告.txt")).location
    answer = clerk.get(f"{url}/file")
    assert answer.data == REPORT.encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert sign_in_as("wutao").get(f"{url}/file").status_code == 404


def test_pasted_text_becomes_a_batch_too(
    clerk: FlaskClient, cast: Cast, database: Database
) -> None:
    answer = send(clerk, cast, text=REPORT)
    assert answer.status_code == 303
    assert batches(database)[0].file_name == "粘贴的文字.txt"


@pytest.mark.parametrize(
    ("text", "typed", "year"),
    [(REPORT, "", 2025), (REPORT, "2023", 2023), ("没有年份的话。", "", 2025)],
)
def test_the_year_is_the_typed_one_else_that_of_the_text_else_last_year(
    clerk: FlaskClient, cast: Cast, database: Database, text: str, typed: str, year: int
) -> None:
    send(clerk, cast, text=text, year=typed)
    assert [one.year for one in batches(database)] == [year]


def test_what_is_told_beside_the_file_is_kept(
    clerk: FlaskClient, cast: Cast, database: Database
) -> None:
    told: dict[str, Any] = {
        "title": "自拟标题",
        "paper_number": "青发〔2026〕7号",
        "received_on": "2026-03-02",
        "ends_on": "2026-06-30",
    }
    send(clerk, cast, (REPORT.encode(), "a.txt"), source="inspection", **told)
    [batch] = batches(database)
    days = (str(batch.received_on), str(batch.ends_on))
    assert (batch.title, batch.paper_number, *days) == tuple(told.values())
    assert batch.source.value == "inspection"


def test_the_same_file_again_changes_nothing_and_says_so(
    clerk: FlaskClient, cast: Cast, database: Database
) -> None:
    first = send(clerk, cast, (REPORT.encode(), "a.txt"))
    second = send(clerk, cast, (REPORT.encode(), "b.txt"), year="2020")
    assert second.location == first.location
    assert "与已导入的一致，无需更新" in clerk.get(second.location).text
    assert [(one.year, one.file_name, one.version) for one in batches(database)] == [
        (2025, "a.txt", 1)
    ]


def test_a_report_without_problems_is_taken_in_and_nothing_is_invented(
    clerk: FlaskClient, cast: Cast
) -> None:
    page = clerk.get(send(clerk, cast, text=NOTHING).location).text
    assert "没有读到存在问题" in page
    assert "补充一条" in page
    assert "candidate-title" not in page


def test_several_files_become_several_batches_with_a_line_each(
    clerk: FlaskClient, cast: Cast, database: Database
) -> None:
    answer = send(
        clerk, cast, (REPORT.encode(), "一.txt"), (PICTURE, "二.docx"), (NOTHING.encode(), "三.txt")
    )
    assert answer.status_code == 200
    assert "读出3个问题" in answer.text
    assert "二.docx" in answer.text
    assert "只是改了扩展名" in answer.text
    assert "没有读到存在问题" in answer.text
    assert len(batches(database)) == 2


def test_one_title_for_several_files_is_refused_and_stays_typed(
    clerk: FlaskClient, cast: Cast, database: Database
) -> None:
    answer = send(clerk, cast, (b"a", "a.txt"), (b"b", "b.txt"), title="同一个标题")
    assert answer.status_code == 422
    assert 'value="同一个标题"' in answer.text
    assert not batches(database)


def bomb() -> bytes:
    """Answer a small package that inflates to far more than a report holds."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(300_000_000))
    return packed.getvalue()


BAD = [
    (b"", "空.docx", 422, "文件是空的"),
    (PICTURE, "照片.docx", 422, "这不是Word文件"),
    (bytes(30_000_000), "大.docx", 413, "不能超过20 MB"),
    (b"MZ", "程序.exe", 422, "不支持这种文件"),
    (b"PK\x03\x04 broken", "坏.docx", 422, "文件"),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad[1])
def test_a_bad_file_gets_one_clear_sentence_and_nothing_typed_is_lost(
    clerk: FlaskClient, cast: Cast, database: Database, bad: tuple[bytes, str, int, str]
) -> None:
    content, name, status, words = bad
    answer = send(clerk, cast, (content, name), year="2024", title="我填的标题")
    assert answer.status_code == status
    assert words in answer.text
    assert 'value="我填的标题"' in answer.text
    assert 'value="2024"' in answer.text
    assert not batches(database)


def test_a_file_that_inflates_without_end_is_refused(clerk: FlaskClient, cast: Cast) -> None:
    answer = send(clerk, cast, (bomb(), "炸弹.docx"))
    assert answer.status_code == 422
    assert "line-bad" in answer.text


def test_a_request_beyond_every_limit_gets_a_friendly_page(clerk: FlaskClient, cast: Cast) -> None:
    answer = send(clerk, cast, (bytes(53 * 1024 * 1024), "巨大.docx"))
    assert answer.status_code == 413
    assert "文件太大" in answer.text


def test_neither_file_nor_text_is_asked_for(clerk: FlaskClient, cast: Cast) -> None:
    answer = send(clerk, cast, title="标题")
    assert answer.status_code == 422
    assert "请选择报告文件" in answer.text


def test_file_and_text_together_are_refused_and_the_text_stays(
    clerk: FlaskClient, cast: Cast
) -> None:
    answer = send(clerk, cast, (b"a", "a.txt"), text="粘贴的一段话")
    assert answer.status_code == 422
    assert "粘贴的一段话" in answer.text


def test_the_script_gets_a_line_with_the_way_to_the_batch(
    clerk: FlaskClient, cast: Cast, database: Database
) -> None:
    answer = send(clerk, cast, (REPORT.encode(), "a.txt"), fragment=True)
    assert f'data-batch="/reports/{batches(database)[0].id}"' in answer.text
    assert "<html" not in answer.text
    refused = send(clerk, cast, (PICTURE, "a.docx"), fragment=True)
    assert (refused.status_code, "line-bad" in refused.text) == (422, True)
    unfit = send(clerk, cast, (b"a", "a.txt"), fragment=True, year="25")
    assert (unfit.status_code, "四位数" in unfit.text) == (422, True)


def test_a_hostile_name_is_shown_as_text_and_kept_clean(clerk: FlaskClient, cast: Cast) -> None:
    answer = send(clerk, cast, (PICTURE, "../<b>x</b>.docx"))
    assert "<b>x</b>" not in answer.text
    assert answer.status_code == 422


def test_nobody_imports_into_a_unit_of_somebody_else(
    clerk: FlaskClient, cast: Cast, database: Database
) -> None:
    answer = send(clerk, cast, text=REPORT, unit_id=str(cast.units["baishi"]))
    assert answer.status_code == 422
    assert not batches(database)


@pytest.mark.parametrize("login", ["liqiang", "wanglixin", "chenguodong", "sunzheng", "heping"])
def test_only_a_clerk_may_import(
    sign_in_as: SignIn, cast: Cast, database: Database, login: str
) -> None:
    client = sign_in_as(login)
    assert client.get("/reports/upload").status_code == 403
    assert send(client, cast, text=REPORT).status_code == 403
    assert not batches(database)
