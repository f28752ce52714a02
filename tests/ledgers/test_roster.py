"""Bringing units and people in from Excel: checked first, mended on screen, all of it or nothing."""

import json
import re
from collections.abc import Callable, Sequence
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from tests.cast import Cast
from tracker.accounts.models import Person, Unit
from tracker.core.db import Database
from tracker.ledgers.rules.roster import (
    Known,
    PersonLine,
    Roster,
    UnitLine,
    faults_of,
    new_units,
)
from tracker.ledgers.rules.sign_in_names import with_logins

SignIn = Callable[[str], FlaskClient]
PEOPLE = ("姓名", "登录名", "单位", "职务", "角色", "手机", "邮箱")
UNITS = ("名称", "代码", "上级")
GOOD = ("孙丽", "sunli", "南坡村", "支部书记", "责任人", "", "sunli@qinghe.example")
NEW_UNIT = ("南坡村", "qinghe-nanpo", "青禾镇")
KNOWN = Known(
    {"town": "青禾镇", "a": "党建办", "b": "党建办"},
    frozenset({"town", "a", "b", "x"}),
    frozenset({"liqiang"}),
    "town",
)


def workbook(people: Sequence[Sequence[str]], units: Sequence[Sequence[str]] = ()) -> BytesIO:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "人员"
    first.append(["青禾镇人员名单"])  # a title above the headings does no harm
    for row in (PEOPLE, *people):
        first.append(list(row))
    second = book.create_sheet("单位")
    for row in (UNITS, *units):
        second.append(list(row))
    kept = BytesIO()
    book.save(kept)
    kept.seek(0)
    return kept


def upload(browser: FlaskClient, book: BytesIO, name: str = "名单.xlsx") -> Any:
    return browser.post("/ledgers/people/import", data={"file": (book, name)})


def hidden_rows(page: str) -> str:
    found = re.search(r'name="rows" type="hidden" value="([^"]*)"', page)
    assert found is not None
    return unescape(found[1])


def count(database: Database) -> tuple[int, int]:
    with database.reading() as session:
        units = session.scalar(select(func.count(Unit.id))) or 0
        return units, session.scalar(select(func.count(Person.id))) or 0


def test_each_row_is_told_its_fate_and_who_is_there_stays_as_they_are(
    sign_in_as: SignIn, database: Database
) -> None:
    admin, before = sign_in_as("heping"), count(database)
    there = ("李强", "liqiang", "财政所", "副所长", "责任人、责任领导", "", "")
    nameless = ("王二", "liqiang2", "没有的村", "", "责任人", "", "")
    checked = upload(admin, workbook([GOOD, there, nameless], [NEW_UNIT]))
    rows = checked.text.split("逐行核对</caption>")[1].split("</table>")[0].split("<tr>")[2:]
    told = [(row.split("表第")[0][-2:], word) for row in rows for word in ("新增", "已有，不改动", "要改") if word in row]  # fmt: skip
    assert told == [("单位", "新增"), ("人员", "新增"), ("人员", "已有，不改动"), ("人员", "要改")]
    again = upload(admin, workbook([GOOD, there], [NEW_UNIT]))
    typed = {"rows": hidden_rows(again.text), "give": "passwords"}
    done = admin.post("/ledgers/people/import/save", data=typed)
    assert count(database) == (before[0] + 1, before[1] + 1)
    assert "新增的单位：南坡村。" in done.text
    assert "没有改动的 1 行" in done.text
    with database.reading() as session:
        kept = session.scalars(select(Person).where(Person.login == "liqiang")).one()
        assert kept.email == "liqiang@qinghe.example"
    stranger = ("吴涛", "wutao", "财政所", "", "责任人", "", "")
    refused = upload(admin, workbook([stranger]))
    assert "登录名“wutao”已经是别人的" in refused.text, "of another town, beyond reach"


def test_a_good_list_is_checked_first_and_then_brought_in_whole(
    sign_in_as: SignIn, database: Database, client: FlaskClient
) -> None:
    admin, before = sign_in_as("heping"), count(database)
    checked = upload(admin, workbook([GOOD], [NEW_UNIT]))
    assert (checked.status_code, "都没有问题" in checked.text) == (200, True)
    assert count(database) == before
    typed = {"rows": hidden_rows(checked.text), "give": "passwords"}
    done = admin.post("/ledgers/people/import/save", data=typed)
    assert count(database) == (before[0] + 1, before[1] + 1)
    secret = done.text.split('<samp class="link-words">')[1].split("</samp>")[0]
    client.post("/sign-in", data={"login": "sunli", "password": secret})
    assert client.get("/ledger").headers["Location"] == "/password"


def test_people_can_be_let_in_by_links(sign_in_as: SignIn, client: FlaskClient) -> None:
    admin = sign_in_as("heping")
    checked = upload(admin, workbook([GOOD], [NEW_UNIT]))
    typed = {"rows": hidden_rows(checked.text), "give": "links"}
    done = admin.post("/ledgers/people/import/save", data=typed)
    url = done.text.split('<samp class="link-words">http://localhost')[1].split("</samp>")[0]
    assert "孙丽" in client.get(url).text


def test_a_doubtful_row_is_mended_on_screen_and_nothing_is_written_before(
    sign_in_as: SignIn, database: Database
) -> None:
    admin, before = sign_in_as("heping"), count(database)
    bad = ("钱华", "liqiang", "没有的村", "", "村长", "", "no mail")
    page = upload(admin, workbook([GOOD, bad], [NEW_UNIT])).text
    assert "其中 1 行要改" in page
    assert "人员表第 4 行" in page
    for words in ("已经是别人的", "没有叫“没有的村”的单位", "角色请写", "邮箱地址写得不对"):
        assert words in page
    typed = {"rows": hidden_rows(page), "give": "passwords", "people-1-login": "qianhua"}
    half = admin.post("/ledgers/people/import/save", data=typed)
    assert (half.status_code, count(database)) == (422, before)
    assert 'value="qianhua"' in half.text
    typed |= {
        "rows": hidden_rows(half.text),
        "people-1-unit": "西坪村",
        "people-1-roles": "责任人、监督查看",
        "people-1-email": "",
    }
    assert admin.post("/ledgers/people/import/save", data=typed).status_code == 200
    assert count(database) == (before[0] + 1, before[1] + 2)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("名单.xlsx", b"not a workbook", "文件"),
        ("名单.docx", b"PK\x03\x04", "文件"),
        ("", b"", "请选择填好的表格"),
    ],
)
def test_what_is_no_workbook_is_told(
    sign_in_as: SignIn, name: str, content: bytes, words: str
) -> None:
    page = upload(sign_in_as("heping"), BytesIO(content), name)
    assert (page.status_code, words in page.text) == (422, True)


def test_a_workbook_without_our_headings_is_told(sign_in_as: SignIn) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["甲", "乙"])
    kept = BytesIO()
    book.save(kept)
    kept.seek(0)
    page = upload(sign_in_as("heping"), kept)
    assert (page.status_code, "没有认出表头" in page.text) == (422, True)
    assert "表头下面没有内容" in upload(sign_in_as("heping"), workbook([])).text


@pytest.mark.parametrize("rows", ["", "[]", "{}", '{"units": [[1]], "people": []}', "[" * 9000])
def test_a_page_that_was_tampered_with_is_told(
    sign_in_as: SignIn, database: Database, rows: str
) -> None:
    before = count(database)
    page = sign_in_as("heping").post("/ledgers/people/import/save", data={"rows": rows})
    assert (page.status_code, "请重新上传" in page.text) == (422, True)
    assert count(database) == before


def test_nobody_brings_people_into_units_beyond_the_own_reach(
    sign_in_as: SignIn, database: Database, cast: Cast
) -> None:
    assert cast.units["baishi"]
    before = count(database)
    rows = {
        "units": [[2, "新镇", "xin", "yunling"]],
        "people": [[2, "钱华", "qianhua", "白石镇", "", "书记", "", ""]],
    }
    page = sign_in_as("heping").post(
        "/ledgers/people/import/save", data={"rows": json.dumps(rows), "give": "passwords"}
    )
    assert page.status_code == 422
    assert count(database) == before


@pytest.mark.parametrize("login", ["zhoumin", "liqiang", "sunzheng"])
def test_only_an_administrator_imports(sign_in_as: SignIn, login: str) -> None:
    browser = sign_in_as(login)
    assert browser.get("/ledgers/people/import").status_code == 403
    assert browser.get("/ledgers/people/import/template").status_code == 403
    assert browser.post("/ledgers/people/import/save").status_code == 403


def test_the_template_has_the_headings_that_are_read(sign_in_as: SignIn) -> None:
    answer = sign_in_as("heping").get("/ledgers/people/import/template")
    book = load_workbook(BytesIO(answer.data))
    assert [cell.value for cell in book["人员"][1]] == list(PEOPLE)
    assert [cell.value for cell in book["单位"][1]] == list(UNITS)
    answer.close()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (UnitLine(2, "", "n", ""), "请填写单位名称"),
        (UnitLine(2, "村", "南坡", ""), "代码只能用"),
        (UnitLine(2, "村", "x", ""), "已经用在别的单位上"),
        (UnitLine(2, "村", "a", ""), "已经用在党建办上"),
        (UnitLine(2, "村", "n", "没有"), "没有叫“没有”的单位"),
        (UnitLine(2, "村", "n", "党建办"), "有 2 个单位叫“党建办”，请写单位代码"),
        (UnitLine(2, "村", "n", "n"), "绕一圈又成了自己的上级"),
    ],
)
def test_each_wrong_cell_of_a_unit_has_its_sentence(line: UnitLine, words: str) -> None:
    faults = faults_of(Roster((line,), ()), KNOWN)
    assert [words in one.words for one in faults] == [True]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "请填写姓名"),
        ({"login": "孙丽"}, "登录名只能用"),
        ({"login": "liqiang"}, "已经是别人的"),
        ({"unit": ""}, "请填写单位"),
        ({"roles": ""}, "角色请写"),
        ({"roles": "责任人，村长"}, "角色请写"),
        ({"email": "x"}, "邮箱"),
    ],
)
def test_each_wrong_cell_of_a_person_has_its_sentence(change: dict[str, str], words: str) -> None:
    good = {"name": "孙丽", "login": "sunli", "unit": "town", "roles": "责任人、clerk"}
    faults = faults_of(Roster((), (PersonLine(2, **(good | change)),)), KNOWN)
    assert [words in one.words for one in faults] == [True]
    assert faults_of(Roster((), (PersonLine(2, **good),)), KNOWN) == ()


def test_the_same_login_or_code_twice_is_told_on_both_rows() -> None:
    person = PersonLine(2, "孙丽", "sunli", "town", "", "责任人")
    unit = UnitLine(2, "村", "n", "")
    faults = faults_of(Roster((unit, unit), (person, person)), KNOWN)
    assert len(faults) == 4


def test_units_come_behind_the_ones_above_them_in_whatever_order_they_are_written() -> None:
    lines = (
        UnitLine(2, "组", "c", "n"),
        UnitLine(3, "村", "n", ""),
        UnitLine(4, "青禾镇", "town", ""),
    )
    made = new_units(Roster(lines, ()), KNOWN)
    assert [(line.code, above) for line, above in made] == [("n", "town"), ("c", "n")]


def test_who_never_signs_in_needs_no_name_thought_up_for_them() -> None:
    known = Known(KNOWN.units, KNOWN.codes, frozenset({"town01", "ma"}), "town", {"ma": "马超"})
    people = (
        PersonLine(2, "孙丽", "", "青禾镇", roles="责任人"),
        PersonLine(3, "钱进", "", "town", roles="责任人"),
        PersonLine(4, "马超", "", "a", roles="责任人"),
        PersonLine(5, "李四", "", "没有的村", roles="责任人"),
    )
    named = with_logins(Roster((), people), known)
    assert [one.login for one in named.people] == ["town02", "town03", "ma", ""]
    assert [(one.index, one.field) for one in faults_of(named, known)] == [(3, "unit")]


def test_a_row_may_be_left_out_on_screen(sign_in_as: SignIn, database: Database) -> None:
    browser = sign_in_as("heping")
    page = upload(browser, workbook([GOOD, GOOD], [NEW_UNIT])).text
    assert "在表里写了 2 次" in page
    assert 'name="people-1-leave"' in page
    before = count(database)
    data = {"rows": hidden_rows(page), "give": "passwords", "people-1-leave": "1"}
    assert "已导入" in browser.post("/ledgers/people/import/save", data=data).text
    assert count(database) == (before[0] + 1, before[1] + 1)
