"""Word files around a year over HTTP: brought, checked, read back, added to, filed; templates; refusals beside them."""

import io
import re
from collections.abc import Callable

import docx
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.yearend.papers.rewriting import replacing, rewritten
from tests.yearend.papers.test_inserting import their_draft
from tests.yearend.papers.test_templates import template
from tracker.core.db import Database
from tracker.reports.models import Batch
from tracker.yearend.models import PassageEdit, WordTemplate, YearPaper

pytestmark = pytest.mark.usefixtures("town", "december")
Browser = Callable[[str], FlaskClient]
YEAR = "unit=qinghe&year=2026"
PAPERS = f"/yearend/papers?{YEAR}"


def export(browser: FlaskClient) -> bytes:
    return bytes(browser.get(f"/yearend/export?{YEAR}&format=docx").data)


def bring(browser: FlaskClient, content: bytes, name: str = "书记改.docx") -> str:
    answer = browser.post(PAPERS, data={"file": (io.BytesIO(content), name)})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def settle(browser: FlaskClient, address: str, **chosen: str) -> int:
    return browser.post(f"{address}/back", data=chosen).status_code


def fields(page: str, kind: str) -> list[str]:
    return re.findall(rf'name="(choice:{kind}-[0-9a-f]+)"[^>]*value="word"', page)


def version(page: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert found is not None
    return found[1]


def test_a_rewritten_file_is_read_back_and_only_its_wording_flows(
    browser_of: Browser, database: Database
) -> None:
    browser = browser_of("zhoumin")
    changed = rewritten(
        export(browser),
        replacing(
            {"制度，对14个村报账员集中实训2期，逐村": "制度，把15个村的报账员请来集中办班2期，逐村"}
        ),
    )
    address = bring(browser, changed)
    page = browser.get(f"{address}/back").text
    (wording,), (figure,) = fields(page, "reworded"), fields(page, "figure")
    with database.reading() as session:
        assert session.scalars(select(PassageEdit)).all() == []  # nothing before it is confirmed
    chosen = {wording: "word", figure: "ledger"}
    assert settle(browser, address, version=version(page), **chosen) == 303
    with database.reading() as session:
        (edit,) = session.scalars(select(PassageEdit)).all()
        assert "把14个村的报账员请来集中办班" in (edit.text or "")
    again = browser.get(f"{address}/back").text
    assert "Word里要改的地方（1处）" in again
    listed = docx.Document(io.BytesIO(browser.get(f"{address}/back?format=docx").data))
    assert [row.cells[3].text for row in listed.tables[0].rows[1:]] == ["15个"]
    assert fields(again, "reworded") == []
    # Somebody who still looks at the page of before is told.
    assert settle(browser, address, version=version(page), **chosen) == 409


def test_a_choice_that_a_difference_does_not_leave_is_refused_and_nothing_is_written(
    browser_of: Browser, database: Database
) -> None:
    browser = browser_of("zhoumin")
    changed = rewritten(
        export(browser),
        replacing({"制度，对14个村报账员集中实训2期，逐村": "制度，对村里报账员集中办班2期，逐村"}),
    )
    address = bring(browser, changed)
    page = browser.get(f"{address}/back").text
    (wording,) = fields(page, "reworded")
    assert settle(browser, address, version=version(page), **{wording: "seen"}) == 422
    with database.reading() as session:
        assert session.scalars(select(YearPaper.settled)).all() == [{}]
        assert session.scalars(select(PassageEdit)).all() == []


def test_a_file_is_checked_with_a_link_to_each_place(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    address = bring(browser, their_draft())
    page = browser.get(address).text
    place = re.search(r'href="#(p\d+)"', page)
    assert place is not None
    assert f'id="{place[1]}"' in page
    assert "标题、标点都看过了" not in page
    assert (
        browser.get(f"{address}/file").data
        == their_draft()[:0] + browser.get(f"{address}/file").data
    )


def test_our_sections_go_into_their_draft_where_a_person_says(browser_of: Browser) -> None:
    browser = browser_of("zhoumin")
    address = bring(browser, their_draft())
    page = browser.get(f"{address}/insert").text
    spots = dict(re.findall(r'<option value="(\d+)"[^>]*>([^<]+)</option>', page))
    problems = next(place for place, label in spots.items() if "存在问题" in label)
    chosen = {"spot:problems": problems, "way:problems": "replace", "way:work": "leave"}
    answer = browser.post(f"{address}/insert", data=chosen)
    told = [one.text for one in docx.Document(io.BytesIO(answer.data)).paragraphs]
    at = told.index("二、存在问题")
    assert told[at + 1].startswith("（一）")
    assert "待写。" not in told
    assert "三、下一步打算" in told[at:]
    nothing = browser.post(f"{address}/insert", data={"way:problems": "leave"})
    assert nothing.status_code == 409


def test_the_filed_version_opens_the_next_year_once(
    browser_of: Browser, database: Database
) -> None:
    browser = browser_of("zhoumin")
    address = bring(browser, export(browser))
    told = {"paper_number": "青委〔2026〕41号", "filed_on": "2026-12-15"}
    first = version(browser.get(address).text)
    answer = browser.post(f"{address}/sent", data={**told, "version": first})
    assert answer.status_code == 303
    assert browser.get(answer.headers["Location"]).status_code == 200
    with database.reading() as session:
        batch = session.scalars(
            select(Batch).where(Batch.paper_number == told["paper_number"])
        ).one()
        assert batch.year == 2026
        numbers = {word for one in batch.facts["marks"] for word in one["label"].split()}
        assert any(re.fullmatch(r"20\d\d-\d{3}", one) for one in numbers)
    again = browser.post(f"{address}/sent", data={**told, "version": first})
    assert again.status_code == 409
    assert told["paper_number"] in browser.get(address).text


def test_a_template_is_kept_filled_and_dropped(browser_of: Browser, database: Database) -> None:
    browser = browser_of("zhoumin")

    def keep(content: bytes) -> int:
        data = {"name": "县里版式", "template": (io.BytesIO(content), "版式.docx")}
        return browser.post(f"/yearend/templates?{YEAR}", data=data).status_code

    assert keep(template("{{气温}}")) == 422
    assert keep(b"PK no Word file") == 422
    assert keep(template("{{标题}}", "{{存在问题}}")) == 303
    assert keep(template("{{标题}}", "{{下一步打算}}")) == 303  # in the place of the first
    with database.reading() as session:
        (kept,) = session.scalars(select(WordTemplate)).all()
    assert "存在问题" in browser.get(PAPERS).text
    filled = browser.get(f"/yearend/templates/{kept.id}/filled?{YEAR}").data
    assert "2026年度" in docx.Document(io.BytesIO(filled)).paragraphs[0].text
    assert browser.post(f"/yearend/templates/{kept.id}/drop").status_code == 303
    assert browser.get(f"/yearend/templates/{kept.id}/file").status_code == 404


def test_nobody_but_the_clerk_comes_near_the_files(browser_of: Browser) -> None:
    address = bring(browser_of("zhoumin"), their_draft())
    addresses = (address, f"{address}/back", f"{address}/insert", f"{address}/file", PAPERS)
    for login, status in (("wanglixin", 403), ("chenguodong", 403)):
        browser = browser_of(login)
        assert {browser.get(one).status_code for one in addresses} == {status}


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "空.docx"), (b"PK\x03\x04", "坏.docx"), (b"x", "x.exe")]
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    browser_of: Browser, content: bytes, name: str
) -> None:
    answer = browser_of("zhoumin").post(PAPERS, data={"file": (io.BytesIO(content), name)})
    assert answer.status_code == 422
    assert "处需要修改" in answer.text
