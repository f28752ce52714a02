"""The columns of a workbook: asked, told, read again, remembered; refused, stale, without the right."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from tests.cast import Cast
from tests.reports.desk import Desk, Kept, SignIn
from tests.reports.workbooks import MEANINGS, PLAIN, SAVE, STRANGE, send, workbook
from tracker.core.config import Settings
from tracker.core.db import Database
from tracker.core.files import FileStore
from tracker.reports.models import Batch, ColumnName


@pytest.fixture
def strange(sign_in_as: SignIn, cast: Cast, kept: Kept) -> Desk:
    """The town's clerk before a workbook whose headings nobody knows."""
    client = sign_in_as("zhoumin")
    return Desk(client, send(client, cast.town, workbook(*STRANGE)), kept)


def chosen(page: str) -> dict[str, str]:
    """Answer the selected option of each select."""
    found = re.findall(r'<select[^>]*name="([^"]+)">(.*?)</select>', page, re.DOTALL)
    return {name: re.findall(r'selected value="([^"]*)"', inside)[0] for name, inside in found}


def names(database: Database) -> dict[tuple[int, str], str]:
    with database.reading() as session:
        rows = session.scalars(select(ColumnName))
        return {(row.unit_id, row.header): row.field.value for row in rows}


def test_a_workbook_that_was_not_understood_asks_for_its_columns(strange: Desk) -> None:
    page = strange.client.get(strange.url()).text
    assert "文中的表格没有认出问题是哪一列" in page
    assert f'href="{strange.url("columns")}"' in page


def test_a_workbook_that_was_understood_offers_them_and_a_report_does_not(
    sign_in_as: SignIn, cast: Cast, desk: Desk
) -> None:
    client = sign_in_as("zhoumin")
    known = send(client, cast.town, workbook(*PLAIN))
    assert "表格是按表头认出各列的" in client.get(f"/reports/{known}").text
    assert "对应各列" not in client.get(desk.url()).text


def test_a_column_that_was_not_recognised_is_named(sign_in_as: SignIn, cast: Cast) -> None:
    client = sign_in_as("zhoumin")
    rows = ((*PLAIN[0], "乡音"), (*PLAIN[1], "有"))
    page = client.get(f"/reports/{send(client, cast.town, workbook(*rows))}").text
    assert "表格里有1列没有认出" in page
    assert "“乡音”" in page


def test_the_page_shows_sheet_header_first_rows_and_the_guesses(
    sign_in_as: SignIn, cast: Cast, kept: Kept
) -> None:
    client = sign_in_as("zhoumin")
    desk = Desk(
        client, send(client, cast.town, workbook(("清单", "", ""), *PLAIN, name="第一批")), kept
    )
    page = client.get(desk.url("columns")).text
    assert "工作表“第一批”" in page
    assert "财务公开不及时。" in page
    assert chosen(page) == {
        "t0_first": "1", "t0_rows": "1", "t0_c0": "number", "t0_c1": "problem", "t0_c2": "lead_unit",
    }  # fmt: skip


def test_another_header_can_be_looked_at_without_saving(strange: Desk) -> None:
    before = strange.batch
    answer = strange.post("columns", **{**SAVE, "t0_first": "1", "t0_shown": "0 1", "look": "0"})
    assert answer.status_code == 200
    assert re.search(r'<label class="column-name"[^>]*>巡防人手不足', answer.text)
    assert chosen(answer.text)["t0_c1"] == "other"
    same_header = strange.post("columns", **{**SAVE, "t0_shown": "0 1", "look": "0"})
    assert chosen(same_header.text)["t0_c1"] == "measure"
    assert (strange.batch.version, strange.texts) == (
        before.version,
        [one.text for one in before.findings],
    )


def test_told_columns_are_read_from_the_kept_file_and_remembered(
    strange: Desk, cast: Cast, database: Database
) -> None:
    answer = strange.post("columns", **SAVE)
    assert (answer.status_code, answer.location) == (303, strange.url())
    first, second = strange.batch.findings
    assert (first.text, first.measures) == ("巡防人手不足，夜间常常空岗。", ["增加队伍。"])
    assert (first.lead_unit_text, first.due_text) == ("平安办", "6月底前并长期坚持")
    assert (second.text, second.lead_unit_text) == ("财务公开不及时。", "财政所")
    assert names(database)[cast.town, "事项描述"] == "problem"
    page = strange.client.get(strange.url()).text
    assert "读出2个问题" in page
    assert "表格是按您对应的各列读取的" in page
    assert chosen(strange.client.get(strange.url("columns")).text) == SAVE


def test_the_next_workbook_with_these_headings_is_read_by_itself_in_this_unit_alone(
    strange: Desk, sign_in_as: SignIn, cast: Cast, kept: Kept
) -> None:
    strange.post("columns", **SAVE)
    later = workbook(STRANGE[0], ("台账登记不及时。", "当日登记。", "党政办", "长期坚持"))
    found = kept(send(strange.client, cast.town, later)).findings
    assert [(one.text, one.lead_unit_text) for one in found] == [("台账登记不及时。", "党政办")]
    theirs = kept(send(sign_in_as("wutao"), cast.units["baishi"], later)).findings
    assert not any(one.lead_unit_text for one in theirs)


def test_telling_again_teaches_anew(strange: Desk, cast: Cast, database: Database) -> None:
    strange.post("columns", **SAVE)
    strange.post("columns", **{**SAVE, "t0_c2": "handler"})
    assert names(database)[cast.town, "谁来办"] == "handler"
    assert strange.batch.findings[0].handler_text == "平安办"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"t0_c0": "other"}, "请指出哪一列是“问题”"),
        ({"t0_c1": "problem"}, "一张表只能有一列对应“问题”"),
        ({"t0_c0": "other", "t0_c1": "other", "t0_first": "2", "t0_c3": "problem"}, "读不出问题"),
        ({"t0_first": "99"}, "表头从哪一行开始"),
        ({"t0_rows": "9"}, "表头占几行"),
        ({"t0_c0": "secret"}, "对应"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    strange: Desk, database: Database, said: dict[str, Any], words: str
) -> None:
    before = strange.batch
    answer = strange.post("columns", **{**SAVE, **said})
    assert answer.status_code == 422
    assert words in answer.text
    assert strange.batch.version == before.version
    assert not names(database)


def test_a_header_that_there_is_not_cannot_be_looked_at(strange: Desk) -> None:
    answer = strange.post("columns", **{**SAVE, "t0_first": "99", "look": "0"})
    assert answer.status_code == 422


def test_corrections_are_replaced_only_when_the_clerk_says_so(strange: Desk) -> None:
    strange.post("columns", **SAVE)
    strange.post("drop", 0)
    strange.post("add", text="阵地建设投入不足。")
    assert "已经改过的2处会被代替" in strange.client.get(strange.url("columns")).text
    refused = strange.post("columns", **SAVE)
    assert refused.status_code == 422
    assert "同意请在这里打勾" in refused.text
    assert "阵地建设投入不足。" in strange.texts
    strange.post("columns", **SAVE, replace="y")
    assert strange.texts == ["巡防人手不足，夜间常常空岗。", "财务公开不及时。"]
    assert "会被代替" not in strange.client.get(strange.url("columns")).text


def test_who_comes_too_late_is_told_by_whom_and_keeps_what_was_chosen(
    strange: Desk, sign_in_as: SignIn
) -> None:
    old = strange.batch.version
    other = Desk(sign_in_as("liuyang"), strange.batch_id, strange.kept)
    other.post("add", text="阵地建设投入不足。")
    answer = strange.post("columns", **SAVE, version=old, replace="y")
    assert answer.status_code == 409
    assert "刚由刘洋改过，还没有重新读取" in answer.text
    assert {name: chosen(answer.text)[name] for name in MEANINGS} == MEANINGS
    assert 'name="replace" type="checkbox" value="y">' in answer.text
    assert "阵地建设投入不足。" in strange.texts


@pytest.mark.parametrize(
    ("login", "status"),
    [("liqiang", 403), ("wanglixin", 403), ("chenguodong", 403), ("sunzheng", 403), ("wutao", 404)],
)
def test_only_a_clerk_of_the_unit_tells_what_columns_mean(
    strange: Desk, sign_in_as: SignIn, database: Database, login: str, status: int
) -> None:
    other = Desk(sign_in_as(login), strange.batch_id, strange.kept)
    assert other.client.get(other.url("columns")).status_code == status
    assert other.post("columns", **SAVE).status_code == status
    assert not names(database)


def test_a_confirmed_workbook_is_not_read_again(strange: Desk) -> None:
    strange.post("columns", **SAVE)
    strange.post("confirm")
    assert strange.client.get(strange.url("columns")).status_code == 409
    answer = strange.post("columns", **SAVE)
    assert answer.status_code == 409
    assert "已经列入台账" in answer.text


def test_a_file_that_is_kept_no_more_cannot_be_read_again(
    strange: Desk, settings: Settings
) -> None:
    FileStore(settings.evidence_path).destroy(strange.batch.file_hash)
    assert "对应各列" not in strange.client.get(strange.url()).text
    answer = strange.client.get(strange.url("columns"))
    assert answer.status_code == 409
    assert "原件没有保存" in answer.text


def test_a_paper_without_a_table_says_so(sign_in_as: SignIn, cast: Cast) -> None:
    client = sign_in_as("zhoumin")
    batch_id = send(client, cast.town, "二、存在问题\n一是记录不全。".encode(), "报告.txt")
    assert "这份文件里没有表格" in client.get(f"/reports/{batch_id}/columns").text


def test_hostile_headings_are_shown_as_words(sign_in_as: SignIn, cast: Cast, kept: Kept) -> None:
    client = sign_in_as("zhoumin")
    bad = "<script>alert(1)</script>"
    desk = Desk(
        client, send(client, cast.town, workbook((bad, "乙"), (bad, bad), name="甲&乙")), kept
    )
    for url in (desk.url(), desk.url("columns")):
        page = client.get(url).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_pasted_rows_can_be_told_too(sign_in_as: SignIn, cast: Cast, kept: Kept) -> None:
    client = sign_in_as("zhoumin")
    text = "\n".join("\t".join(row) for row in STRANGE)
    answer = client.post(
        "/reports/upload", data={"unit_id": cast.town, "source": "audit", "text": text}
    )
    desk = Desk(client, int(answer.location.rsplit("/", 1)[1]), kept)
    assert "对应各列" in client.get(desk.url()).text
    assert desk.post("columns", **SAVE).status_code == 303
    assert desk.batch.findings[1].lead_unit_text == "财政所"


def test_a_batch_remembers_its_layouts_by_table(strange: Desk) -> None:
    strange.post("columns", **SAVE)
    batch: Batch = strange.batch
    assert batch.facts["layouts"]["0"]["fields"]["0"] == "problem"
    assert batch.corrected_by_id is not None
