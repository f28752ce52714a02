"""Questions 4 and 6 of an office's half hour, a letter made void, a folder of forty files; each leaves its picture.

The others are walked where their pages are: 2 and 5 with other people's Excel (test_paper.py), 3, 7 and 9 with what
leaves the office (test_paper_out.py), 1 and 8 with the year's loop (test_loop.py), 10 with typing that outlives a cut
line (test_ledger.py, test_face.py).
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
from tracker.documents.rules.sheet import shown

pytestmark = pytest.mark.browser

_PASSWORD = "Demo@2026"
_PATIENCE_MS = 120_000  # a paper of many pages, on a machine that does much else
_TODAY = datetime.now(OFFICE_ZONE).date()  # noqa: TID251  the program under test runs on the real clock
_LAST_THURSDAY = _TODAY - timedelta(days=(_TODAY.weekday() - 3) % 7 or 7)


@pytest.fixture
def town(demonstration: Town) -> Town:
    """The town in which the people of these tests sit down."""
    return demonstration


@pytest.fixture
def clerk(sit_down: Callable[..., Desk]) -> Desk:
    """The clerk of the demonstration town at a desk."""
    return sit_down("zhangxiaoyan", _PASSWORD)


def _fetched(desk: Desk, path: str) -> bytes:
    answer = desk.page.context.request.get(desk.url + path, timeout=_PATIENCE_MS)
    assert answer.status == 200, path
    return answer.body()


def test_question_6_a_rate_names_its_problems_and_its_rule_and_every_door_tells_the_same(
    clerk: Desk,
) -> None:
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
    earlier = (_TODAY - timedelta(days=150)).isoformat()
    clerk.go(f"/yearend?as_of={earlier}")
    assert rate not in clerk.page.locator("main").inner_text().partition("按问题来历统计")[0]
    clerk.picture("问6-截至另一天")


def test_question_6_splitting_a_task_leaves_the_count_of_problems(clerk: Desk) -> None:
    clerk.go("/ledger?state=active")
    before = _counts(clerk)
    clerk.go(f"/tasks/{_first_active(clerk)}/split")
    clerk.fill("新任务名称", "另一半的工作")
    clerk.fill("拆分的原因", "两个办公室各办一半")
    clerk.send()
    clerk.go("/ledger")
    clerk.picture("问6-拆分以后问题数不变")
    clerk.go("/ledger?state=active")
    assert _counts(clerk)[0] == before[0]
    clerk.go("/ledger?q=另一半的工作")
    assert _counts(clerk)[:2] == (1, 1)


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


def test_question_4_his_words_pictures_and_signed_form_count_by_their_day(
    clerk: Desk, tmp_path: Path
) -> None:
    task = _first_active(clerk)
    shots = [tmp_path / f"现场{mark}.jpg" for mark in "一二三"]
    for mark, shot in zip("一二三", shots, strict=True):
        shot.write_bytes(photo((800, 600), mark=mark))
    clerk.go(f"/tasks/{task}")
    pieces = clerk.page.locator("#evidence .piece")
    before = pieces.count()
    clerk.go(f"/tasks/{task}/report?recorded=1")
    clerk.form.locator("textarea").first.fill("弄好了，三处护栏都装上了。")
    clerk.form.locator("[name=done_on]").first.fill(_LAST_THURSDAY.isoformat())
    clerk.form.locator("input[type=file]").first.set_input_files([str(one) for one in shots])
    clerk.send()
    expect(pieces).to_have_count(before + 3)
    clerk.picture("问4-代录进展")
    clerk.go(f"/tasks/{task}/submit?recorded=1")
    clerk.fill("整改成效", "三处护栏全部装好。")
    _signed_on_paper(clerk, shots[0])
    clerk.sees("现在等待：领导审签")
    trail = clerk.page.locator("#trail")
    for words in ("补录", "张晓燕", shown(_LAST_THURSDAY)):
        expect(trail).to_contain_text(words)
    clerk.go(f"/tasks/{task}/approve?recorded=1")
    clerk.form.get_by_label("同意").first.check()
    _signed_on_paper(clerk, shots[1])
    clerk.sees("现在等待：初审")
    assert re.search(r"由[^。\n]{2,20}办理", clerk.page.locator("main").inner_text())
    clerk.picture("问4-还有谁可以初审")


def _signed_on_paper(clerk: Desk, form: Path) -> None:
    """Say that a step was signed last Thursday, show the paper, and send it."""
    clerk.form.locator("[name=done_on]").first.fill(_LAST_THURSDAY.isoformat())
    clerk.form.locator("[name=means][value=paper]").check()
    clerk.form.locator("input[name=signed_form]").set_input_files([str(form)])
    clerk.picture("问4-代录签过字的审批表")
    clerk.send()


def test_a_letter_has_no_number_until_it_is_issued_and_keeps_its_line_when_it_is_void(
    clerk: Desk,
) -> None:
    clerk.go(f"/ledgers/letters/new/{_first_active(clerk)}?kind=chasing")
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


def test_a_folder_of_forty_files_finds_its_tasks_by_name_by_mouse_and_by_keyboard(
    clerk: Desk, tmp_path: Path
) -> None:
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


def _first_active(clerk: Desk) -> str:
    """Answer the id of the first task that is being worked on."""
    clerk.go("/ledger?state=active")
    link = clerk.page.locator("#ledger-found tbody a[href^='/tasks/']").first.get_attribute("href")
    found = re.search(r"/tasks/(\d+)", link or "")
    assert found is not None
    return found[1]


def _counts(clerk: Desk) -> tuple[int, ...]:
    """Answer how many problems, tasks and measures the ledger counts above its list."""
    told = clerk.page.locator("main").inner_text()
    found = re.search(r"问题\s*(\d+)\s*个.*?任务\s*(\d+)\s*项", told, re.DOTALL)
    assert found is not None
    return tuple(map(int, found.groups()))
