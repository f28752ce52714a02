"""The draft editor: its clerk edits, everybody else is refused, two at once lose nothing, and every paper shows it."""

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO
from urllib.parse import quote

import docx
import pytest
from flask.testing import FlaskClient

from tracker.core.db import Database
from tracker.yearend.models import PassageChange

pytestmark = pytest.mark.usefixtures("town", "december")
Browser = Callable[[str], FlaskClient]
AT = "unit=qinghe&year=2026"
EDITOR = f"/yearend/draft?{AT}"
PAGES = ("", "/passage", "/passage/now", "/layout", "/wording", "/pledges", "/versions", "/compare")
DEEDS = (
    "/passage",
    "/redraft",
    "/include",
    "/move",
    "/place",
    "/adopt",
    "/own",
    "/undo",
    "/layout",
)
NEW = "清单月月对账，件件有回音。"


def words_of(page: str) -> str:
    """Answer the words of a page without tags and white space."""
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", page.split("<main", 1)[-1])))


def first_key(page: str, section: str) -> str:
    """Answer the key of the first paragraph of a section on a page."""
    keys: list[str] = re.findall(r'data-key="([^"]+)"', page)
    return next(one for one in keys if one.startswith(section))


def save(browser: FlaskClient, key: str, text: str, version: int, **more: str) -> tuple[int, str]:
    """Reword a paragraph; answer the status and the page that follows."""
    told = {"text": text, "version": version, **more}
    answer = browser.post(f"/yearend/draft/passage?{AT}&key={quote(key)}", data=told)
    return answer.status_code, answer.text


def do(browser: FlaskClient, deed: str, key: str, value: object = "") -> int:
    """Press a button beside a paragraph; answer the status."""
    address = f"/yearend/draft/{deed}?{AT}"
    return browser.post(address, data={"key": key, "value": value}).status_code


@pytest.mark.parametrize(
    ("login", "status"), [("wanglixin", 403), ("sunzheng", 403), ("wutao", 404)]
)
def test_only_the_clerk_of_the_ledger_edits(browser_of: Browser, login: str, status: int) -> None:
    browser = browser_of(login)
    for page in PAGES:
        assert browser.get(f"/yearend/draft{page}?{AT}&key=opening").status_code == status, page
    for deed in DEEDS:
        assert browser.post(f"/yearend/draft{deed}?{AT}&key=opening").status_code == status, deed
    assert browser_of("zhoumin").get(EDITOR).status_code == 200


def test_what_is_reworded_stands_on_page_in_word_and_beside_its_old_words(
    browser_of: Browser,
) -> None:
    browser = browser_of("zhoumin")
    key = first_key(browser.get(EDITOR).text, "work:")
    assert save(browser, key, NEW, 0)[0] == 303
    page = browser.get(EDITOR).text
    assert NEW in page
    assert "周敏改写" in words_of(page)
    assert NEW in browser.get(f"/yearend?{AT}").text
    word = docx.Document(BytesIO(browser.get(f"/yearend/export?{AT}&format=docx").data))
    assert any(NEW in one.text for one in word.paragraphs)
    form = browser.get(f"/yearend/draft/passage?{AT}&key={key}").text
    assert "建立党委重点工作月清单" in form
    assert do(browser, "redraft", key, 1) == 303
    assert NEW not in browser.get(EDITOR).text


def test_two_at_once_see_both_texts_and_lose_none(browser_of: Browser) -> None:
    first, second = browser_of("zhoumin"), browser_of("liuyang")
    key = first_key(first.get(EDITOR).text, "work:")
    assert save(first, key, "先保存的一句。", 0)[0] == 303
    status, page = save(second, key, "后保存的一句。", 0)
    assert status == 409
    assert "先保存的一句。" in page
    assert "后保存的一句。" in page
    assert "刚由周敏改过" in words_of(page)
    version = int(re.findall(r'name="version" value="(\d+)"', page)[0])
    assert save(second, key, "后保存的一句。", version)[0] == 303
    assert "后保存的一句。" in first.get(EDITOR).text


@pytest.mark.parametrize("text", ["", "  \n ", "长" * 4001])
def test_what_cannot_be_taken_is_told_and_stays_in_the_form(browser_of: Browser, text: str) -> None:
    browser = browser_of("zhoumin")
    status, page = save(browser, "opening", text, 0)
    assert status == 422
    assert "不能为空" in page or "不超过" in page
    assert text.strip() in page


def test_autosave_answers_the_version_to_go_on_with_and_undo_takes_all_of_it_back(
    browser_of: Browser, database: Database
) -> None:
    browser = browser_of("zhoumin")
    key = first_key(browser.get(EDITOR).text, "work:")
    version = 0
    for text in ("清单", "清单月月", NEW):
        status, answer = save(browser, key, text, version, autosave="1")
        assert status == 200
        version = int(re.findall(r'name="version" value="(\d+)"', answer)[0])
    with database.reading() as session:
        assert session.query(PassageChange).count() == 1
    assert browser.post(f"/yearend/draft/undo?{AT}").status_code == 303
    page = browser.get(EDITOR).text
    assert "清单月月" not in page
    assert "建立党委重点工作月清单" in page
    assert browser.post(f"/yearend/draft/undo?{AT}").status_code == 409


def test_a_move_is_undone_before_what_was_done_earlier(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    first, second, *_ = items(browser)
    assert save(browser, first, NEW, 0)[0] == 303
    assert do(browser, "move", second, first) == 303
    assert items(browser)[:2] == [second, first]
    assert "上下移动" in browser.post(f"/yearend/draft/undo?{AT}", follow_redirects=True).text
    assert items(browser)[:2] == [first, second]
    assert NEW in browser.get(EDITOR).text
    assert browser.post(f"/yearend/draft/undo?{AT}").status_code == 303
    assert NEW not in browser.get(EDITOR).text


def items(browser: FlaskClient) -> list[str]:
    """Answer the keys of last year's problems in the order in which they are told."""
    keys = re.findall(r'data-key="(last_year:\d+)"', browser.get(EDITOR).text)
    return list(dict.fromkeys(keys))


def test_what_is_left_out_is_named_among_the_tasks_that_are_not_used(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    key = first_key(browser.get(EDITOR).text, "problems:")
    assert do(browser, "include", key, "out") == 303
    assert do(browser, "include", key.replace("problems", "plan"), "out") == 303
    page = browser.get(EDITOR).text
    assert f'data-key="{key}"' in page
    assert "laid-out" in page
    assert do(browser, "include", key, "in") == 303
    assert do(browser, "include", "problems:9999", "out") == 404


def test_a_paragraph_moves_by_a_button_and_below_another_heading(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    page = browser.get(EDITOR).text
    keys = [one for one in re.findall(r'data-key="([^"]+)"', page) if one.startswith("problems:")]
    assert do(browser, "move", keys[1], keys[0]) == 303
    page = browser.get(EDITOR).text
    after = [one for one in re.findall(r'data-key="([^"]+)"', page) if one.startswith("problems:")]
    assert after == [keys[1], keys[0], *keys[2:]]
    work = first_key(page, "work:")
    assert do(browser, "place", work, "管好村级资金资产") == 303
    heading = re.search(rf'data-key="{work}" data-heading="([^"]+)"', browser.get(EDITOR).text)
    assert heading is not None
    assert heading[1] == "管好村级资金资产"
    assert do(browser, "place", work, "没有的标题") == 422
    assert do(browser, "place", keys[0], "管好村级资金资产") == 422


def test_a_paragraph_of_ones_own_stands_below_its_heading(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    told = {"heading": "存在问题", "text": "镇域范围大，\n联系群众还不够经常。"}
    assert browser.post(f"/yearend/draft/own?{AT}", data=told).status_code == 303
    assert "镇域范围大，联系群众还不够经常。" in browser.get(EDITOR).text
    assert do(browser, "redraft", "own:1", 1) == 303
    assert "镇域范围大" not in browser.get(EDITOR).text
    assert browser.post(f"/yearend/draft/own?{AT}", data={**told, "text": " "}).status_code == 422


def test_an_outline_of_the_year_shapes_page_and_word(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    told = {
        "outline": "一、履职情况（300字）\n（一）资金资产（要有培训期数）\n（二）党建\n二、查找不足\n三、存在的问题\n四、今后打算",
        "length": "paragraph",
        "by_program": "y",
        "version": 0,
    }
    assert browser.post(f"/yearend/draft/layout?{AT}", data=told).status_code == 303
    text = words_of(browser.get(EDITOR).text)
    assert "一、履职情况" in text
    assert "要写明：培训期数" in text
    stale = browser.post(f"/yearend/draft/layout?{AT}", data=told)
    assert stale.status_code == 409
    assert "履职情况" in stale.text
    long = {**told, "outline": "一" * 20_001, "version": 1}
    assert browser.post(f"/yearend/draft/layout?{AT}", data=long).status_code == 422


def test_versions_are_kept_and_laid_side_by_side(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    assert browser.post(f"/yearend/draft/versions?{AT}", data={"note": "送审"}).status_code == 303
    key = first_key(browser.get(EDITOR).text, "work:")
    save(browser, key, NEW, 0)
    assert "送审" in browser.get(f"/yearend/draft/versions?{AT}").text
    page = browser.get(f"/yearend/draft/compare?{AT}&old=1&new=0").text
    assert '<ins class="stretch-in">' in page
    assert "改动1处" in words_of(page)
    assert browser.get(f"/yearend/draft/compare?{AT}&old=7").status_code == 404


def test_a_unit_words_sections_its_own_way(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    told = {"plan": "今后努力方向", "instead": "盘活=用活", "lasting": "", "version": 0}
    assert browser.post(f"/yearend/draft/wording?{AT}", data=told).status_code == 303
    assert "今后努力方向" in browser.get(EDITOR).text
    assert browser.post(f"/yearend/draft/wording?{AT}", data=told).status_code == 409
    wrong = {**told, "instead": "好=更好", "version": 1}
    refused = browser.post(f"/yearend/draft/wording?{AT}", data=wrong)
    assert refused.status_code == 422
    assert "好=更好" in refused.text


def test_promises_are_noted_told_and_clash_aloud(browser_of: Browser) -> None:
    browser, other = browser_of("zhoumin"), browser_of("liuyang")
    address = f"/yearend/draft/pledges?{AT}"
    assert browser.post(address, data={"texts": "每季度谈话一轮\n建成教育点"}).status_code == 303
    one = "/yearend/draft/pledges/1"
    told = {"told": "谈话4轮", "kept": "y", "version": 1}
    assert browser.post(f"{one}?{AT}", data=told).status_code == 303
    clash = other.post(f"{one}?{AT}", data={**told, "told": "谈话3轮"})
    assert clash.status_code == 409
    assert "谈话4轮" in clash.text
    assert "谈话3轮" in clash.text
    assert browser.post(f"{one}/drop?{AT}").status_code == 422
    assert browser.post(f"/yearend/draft/pledges/2/drop?{AT}").status_code == 303
    assert "另外承诺的1项工作已经兑现" in words_of(browser.get(EDITOR).text)
    assert browser.post(f"/yearend/draft/pledges/99?{AT}", data=told).status_code == 404


def test_other_papers_are_made_of_the_same_sentences(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    key = first_key(browser.get(EDITOR).text, "work:")
    save(browser, key, NEW, 0)
    page = browser.get(f"/yearend/editions?{AT}").text
    links = [
        unescape(one) for one in re.findall(r'href="(/yearend/editions[^"]*edition=[^"]+)"', page)
    ]
    assert len(links) >= 5
    pages = [words_of(browser.get(one).text) for one in links]
    assert any("本人牵头的" in one and NEW in one for one in pages)
    assert any("上半年问题整改工作小结" in one for one in pages)
    assert any("审计指出的" in one for one in pages)
    word = browser.get(f"/yearend/editions/export?{AT}&edition=public")
    assert docx.Document(BytesIO(word.data)).paragraphs
    assert browser.get(f"/yearend/editions?{AT}&edition=leader:没有的人").status_code == 404
    assert browser_of("wanglixin").get(f"/yearend/editions?{AT}").status_code == 403
