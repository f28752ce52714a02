"""Questions 4 and 6 of an office's half hour, a letter made void, a folder of forty files; each leaves its picture.

The others are walked where their pages are: 1 and 8 with the year's loop (test_loop.py), 2 and 5 with other people's
Excel (test_paper.py), 3, 7 and 9 with what leaves the office (test_paper_out.py, tests/tasks/test_destroying.py), 10 with
typing that outlives a cut line (test_ledger.py).
"""

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import expect

from tests.builders.pictures import photo
from tests.journeys.conftest import Town
from tests.journeys.people import Desk
from tracker.core.clock import OFFICE_ZONE

pytestmark = pytest.mark.browser

_PASSWORD = "Demo@2026"
_NOW = datetime.now(OFFICE_ZONE)  # noqa: TID251  the program under test runs on the real clock


def _fetched(desk: Desk, path: str) -> bytes:
    answer = desk.page.context.request.get(desk.url + path)
    assert answer.status == 200, path
    return answer.body()


def test_what_an_office_asks_of_the_ledger_is_answered(
    town: Town, sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    town.flask("demo", "load")
    clerk = sit_down("zhangxiaoyan", _PASSWORD)
    _the_rate_is_clicked(clerk)
    _a_message_and_a_signed_form_are_recorded(clerk, tmp_path)
    _a_letter_is_issued_and_made_void(clerk)
    _forty_files_find_their_tasks(clerk, tmp_path)


def _the_rate_is_clicked(clerk: Desk) -> None:
    """Question 6: the figure names its problems and its rule; every door tells the same; another day, another figure."""
    clerk.go("/")
    clerk.page.locator("main a[href*='#rate']").first.click()
    clerk.page.wait_for_load_state("networkidle")
    told = clerk.page.locator("main").inner_text()
    found = re.search(r"(\d+) ÷ (\d+) ＝ ([\d.]+%)", told)
    assert found is not None
    done, total, rate = int(found[1]), int(found[2]), found[3]
    assert "长期坚持不计入已完成数" in told
    listed = told.partition("计入已完成的问题：")[2]
    assert len(re.findall(r"20\d\d-\d{3}", listed)) >= done
    clerk.picture("问6-点开完成率")
    clerk.go("/yearend")
    clerk.sees(rate)
    for word, kind in (("导出Word", "docx"), ("导出Excel台账", "xlsx")):
        path = clerk.page.get_by_role("link", name=word).first.get_attribute("href") or ""
        assert rate in _words_of(_fetched(clerk, path), kind), kind
    problems = re.search(r"问题\s+(\d+)个", clerk.page.locator("main").inner_text())
    assert problems is not None
    assert total <= int(problems[1])
    _by_another_rule(clerk)
    earlier = (_NOW.date() - timedelta(days=150)).isoformat()
    clerk.go(f"/yearend?as_of={earlier}")
    assert rate not in clerk.page.locator("main").inner_text().partition("按问题来历统计")[0]
    clerk.picture("问6-截至另一天")


def _by_another_rule(clerk: Desk) -> None:
    clerk.go("/ledgers/submissions/new")
    clerk.sees("长期坚持不计入已完成数")
    before = _rates(clerk)
    clerk.page.locator("input[name=sustained_counts]").first.check()
    clerk.press("按这个范围统计")
    clerk.sees("长期坚持计入已完成数")
    assert _rates(clerk) != before
    clerk.picture("问6-另一口径")


def _rates(clerk: Desk) -> list[str]:
    return re.findall(r"[\d.]+%", clerk.page.locator("main").inner_text())


def _words_of(content: bytes, kind: str) -> str:
    if kind == "docx":
        return "".join(docx.Document(io.BytesIO(content)).element.body.itertext())
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row)


def _a_message_and_a_signed_form_are_recorded(clerk: Desk, tmp_path: Path) -> None:
    """Question 4: his words and pictures under his name and the day that counts, mine as the one who entered it."""
    shots = []
    for mark in "一二三":
        shots.append(tmp_path / f"现场{mark}.jpg")
        shots[-1].write_bytes(photo((800, 600), mark=mark))
    last_week = (_NOW.date() - timedelta(days=3)).isoformat()
    clerk.go("/ledger?state=active")
    clerk.page.get_by_role("link", name="代录", exact=True).first.click()
    clerk.form.locator("textarea").first.fill("弄好了，三处护栏都装上了。")
    clerk.form.locator("[name=done_on]").first.fill(last_week)
    clerk.form.locator("input[type=file]").first.set_input_files([str(one) for one in shots])
    clerk.form.locator(".form-foot button[type=submit]").click()
    clerk.page.wait_for_url("**/tasks/*")
    clerk.page.wait_for_load_state("networkidle")
    trail = clerk.page.locator("#trail")
    expect(trail).to_contain_text("补录")
    expect(trail).to_contain_text("张晓燕")
    expect(clerk.page.locator("#evidence .piece")).to_have_count(3)
    clerk.picture("问4-代录")


def _a_letter_is_issued_and_made_void(clerk: Desk) -> None:
    """A letter has no number until it is issued, and keeps its line in the register when it is made void."""
    clerk.go(clerk.page.url.removeprefix(clerk.url).partition("#")[0])
    task = re.search(r"/tasks/(\d+)", clerk.page.url)
    assert task is not None
    clerk.go(f"/ledgers/letters/new/{task[1]}?kind=chasing")
    clerk.picture("催办单-起草")
    clerk.page.locator("main form button[type=submit]").first.click()
    clerk.page.wait_for_url("**/ledgers/letters/*")
    clerk.sees("待签发")
    _deed(clerk, "issue", signer="王立本")
    clerk.sees("已签发")
    clerk.picture("催办单-已签发")
    _deed(clerk, "void", reason="责任人写错了，重新发。")
    clerk.sees("已作废")
    clerk.picture("催办单-已作废")
    clerk.go("/ledgers/letters")
    clerk.sees("已作废")
    clerk.picture("文书登记簿")


def _deed(clerk: Desk, deed: str, **typed: str) -> None:
    form = clerk.page.locator(f"form[action$='/{deed}']").first
    form.evaluate(
        "form => { for (let at = form; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true; }"
    )
    for name, value in typed.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("button[type=submit]").first.click()
    clerk.page.wait_for_load_state("networkidle")


def _forty_files_find_their_tasks(clerk: Desk, tmp_path: Path) -> None:
    """A folder of forty: what has a number finds its task, one is dragged, one is given its number by keyboard."""
    clerk.go("/ledger?state=active")
    number = re.search(r"20\d\d-\d{3}", clerk.page.locator("#ledger-found tbody").inner_text())
    assert number is not None
    folder = tmp_path / "收来的材料"
    folder.mkdir()
    for at in range(40):
        name = f"{number[0]} 签到表{at}.jpg" if at > 1 else f"没有编号{at}.jpg"
        (folder / name).write_bytes(photo((320, 240), mark=str(at)))
    clerk.go("/ledgers/filing")
    clerk.page.locator("#folder").set_input_files(str(folder))
    clerk.press("收下文件夹")
    clerk.sees("待归入的文件（40个）")
    rows = clerk.page.locator("tr[data-loose]")
    bare = rows.filter(has_text="没有编号")
    expect(rows.filter(has_text="按文件名找到")).to_have_count(38)
    shelf = clerk.page.locator(f"[data-shelf='{number[0]}']")
    bare.nth(0).locator("td").first.drag_to(shelf)
    expect(bare.nth(0).locator("[name^=task-]")).to_have_value(number[0])
    bare.nth(1).locator("[name^=task-]").focus()
    clerk.page.keyboard.type(number[0])
    clerk.picture("整文件夹归入-四十个文件")
    clerk.press("保存归入")
    clerk.sees("已归入40个文件")
