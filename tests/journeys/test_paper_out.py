"""What leaves the office at a browser, questions 3, 7 and 9 of an office's half hour; each leaves its pictures."""

import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import docx
import pytest
from playwright.sync_api import expect

from tests.builders.pictures import photo
from tests.builders.unpacker import opened
from tests.journeys.conftest import Town
from tests.journeys.people import Desk
from tests.ledgers.books import book
from tracker.core.clock import OFFICE_ZONE
from tracker.tasks.rules.lifecycle import OPEN

pytestmark = pytest.mark.browser

_PASSWORD = "Demo@2026"
_PATIENCE_MS = 120_000  # a paper of many pages, on a machine that does much else
_OPEN = {one.value for one in OPEN}
_MARK = "会议记录不全"
_TWELVE = book(
    (
        "问题",
        [
            ("序号", "存在的问题", "完成标准", "整改措施"),
            *((at, f"{village}村{_MARK}", "逐次有记录、有签名", "统一记录本") for at, village in enumerate("东西南北上下前后左右里外", start=1)),
        ],
        [],
    )
)  # fmt: skip
_ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts" / "screenshots"


def _today() -> date:
    return datetime.now(OFFICE_ZONE).date()  # noqa: TID251  the program under test runs on the real clock


def _fetched(desk: Desk, path: str) -> bytes:
    """Fetch a file that a link of the page gives."""
    answer = desk.page.context.request.get(desk.url + path, timeout=_PATIENCE_MS)
    assert answer.status == 200, path
    return answer.body()


def _pages(content: bytes, name: str) -> str:
    """Keep a paper as pictures beside the screenshots; answer its text."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("poppler is not installed")
    _ARTEFACTS.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["pdftoppm", "-r", "60", "-png", "-", str(_ARTEFACTS / name)], input=content, check=True
    )
    found = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return "".join(found.stdout.decode().split())


def _status(desk: Desk, path: str) -> int:
    return desk.page.context.request.get(desk.url + path).status


def _words_of(word: bytes) -> str:
    return "".join(docx.Document(io.BytesIO(word)).element.body.itertext())


def _tasks(town: Town) -> dict[str, dict[str, str]]:
    rows = json.loads(town.flask("tasks", "list", "--unit", "qingxi", "--json"))
    return {row["number"]: row for row in rows}


@pytest.fixture
def town(demonstration: Town) -> Town:
    """The town in which the people of these tests sit down."""
    return demonstration


def test_question_3_twelve_tasks_are_assigned_under_one_meeting_and_printed_for_it(
    town: Town, sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    paper = tmp_path / "党委会研究的问题.xlsx"
    paper.write_bytes(_TWELVE)
    town.flask("tasks", "import", str(paper), "--unit", "qingxi")
    clerk = sit_down("zhangxiaoyan", _PASSWORD)
    clerk.go("/ledger?state=unassigned&q=" + _MARK)
    for box in clerk.page.locator("[name=ids]").all():
        box.check()
    clerk.press("批量交办")
    form = clerk.page.locator("main form", has=clerk.page.locator("[name=meeting]"))
    form.locator("[name=meeting]").fill("党委会")
    form.locator("[name=met_on]").fill(_today().isoformat())
    form.get_by_text("统一填写").click()
    for name, words in (("leader", "孙国安"), ("unit", "财政所"), ("handler", "李青山")):
        option = form.locator(f"[name=all_{name}] option", has_text=words).first
        form.locator(f"[name=all_{name}]").select_option(value=option.get_attribute("value"))
    form.locator("[name=all_due]").fill((_today() + timedelta(days=60)).isoformat())
    clerk.press("填到下面的表里")
    expect(clerk.page.locator(".assign-line")).to_have_count(12)
    clerk.picture("问3-批量交办")
    clerk.press("交办勾选的任务")
    expect(clerk.page.locator("body")).to_contain_text("已交办12项")
    clerk.picture("问3-交办以后打印")
    rows = json.loads(town.flask("tasks", "list", "--unit", "qingxi", "--json"))
    twelve = [row for row in rows if _MARK in row["title"]]
    assert {row["state"] for row in twelve} == {"assigned"}
    chosen = urlsplit(clerk.page.url).query
    for kind in ("breakdown", "claims"):
        path = f"/ledgers/prints/{kind}?{chosen}&format=pdf"
        text = _pages(_fetched(clerk, path), f"问3-{kind}")
        assert {row["number"] for row in twelve} <= set(re.findall(r"20\d\d-\d{3}", text))


def test_question_7_all_open_work_is_handed_over_at_once_and_closed_work_keeps_its_name(
    town: Town, sit_down: Callable[..., Desk]
) -> None:
    before = _tasks(town)
    his = {one for one, row in before.items() if row["handler"] == "李青山"}
    still_open = {one for one in his if before[one]["state"] in _OPEN}
    assert "final_review" in {before[one]["state"] for one in still_open}
    clerk = sit_down("zhangxiaoyan", _PASSWORD)
    clerk.go("/handover")
    clerk.page.locator("select[name=person]").select_option(label="李青山")
    clerk.press("筛选")
    clerk.sees("条保留时任，不移交。")
    clerk.picture("问7-批量移交")
    clerk.page.locator("select[name=to_id]").select_option(
        label="周晓兰（农业农村办公室　农业农村办主任）"
    )
    clerk.page.locator("[name=basis]").fill("清委发〔2026〕7号")
    clerk.press("移交勾选的任务")
    clerk.sees("周晓兰")
    clerk.picture("问7-移交清单")
    told = clerk.page.get_by_role("link", name="Word").first.get_attribute("href") or ""
    text = _words_of(_fetched(clerk, told))
    assert "整改任务移交清单" in text
    after = _tasks(town)
    assert {one for one in before if after[one]["handler"] != before[one]["handler"]} == still_open
    assert {after[one]["handler"] for one in still_open} == {"周晓兰"}
    assert all(one in text for one in still_open)
    closed = next(iter(his - still_open))
    clerk.go(f"/ledger?q={closed}")
    expect(clerk.page.locator("#ledger-found tbody")).to_contain_text("李青山")
    clerk.picture("问7-已办结的仍是时任")


def test_question_9_a_task_rectified_twice_is_bound_and_an_id_card_photo_is_really_gone(
    sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    clerk = sit_down("zhangxiaoyan", _PASSWORD)
    clerk.go("/ledger?q=2025-005")
    link = clerk.page.locator("main a[href^='/tasks/']").first.get_attribute("href") or ""
    task = link.split("/")[2].split("?")[0]
    text = _pages(_fetched(clerk, f"/ledgers/dossier/{task}.pdf"), "问9-一题一档")
    for words in ("问题整改档案", "卷内目录", "问题整改销号审批表", "第1次", "大事记", "材料插页"):
        assert words in text
    names = opened(_fetched(clerk, f"/ledgers/dossier/{task}.zip")).namelist()
    assert "2025-005 农村人居环境管护机制没有长效化/0-1 封面.docx" in names
    assert max(map(len, names)) < 120
    piece = _uploaded_by_mistake(clerk, task, tmp_path / "身份证正面.jpg")
    assert _status(clerk, f"/evidence/{piece}") == 200
    clerk.go(f"/evidence/{piece}/removal")
    clerk.page.locator("[name=reason]").fill("照片上有身份证号，误传。")
    clerk.picture("问9-请求清除")
    clerk.press("请管理员清除")
    _destroyed(sit_down("hezhiyuan", _PASSWORD))
    assert _status(clerk, f"/evidence/{piece}") in {404, 410}
    clerk.go(f"/tasks/{task}")
    expect(clerk.page.locator("#trail")).to_contain_text("误传清除")
    clerk.picture("问9-事实还在")


def _uploaded_by_mistake(clerk: Desk, task: str, card: Path) -> str:
    card.write_bytes(photo((800, 500), mark="证"))
    clerk.go(f"/tasks/{task}/report?recorded=1")
    clerk.form.locator("textarea").first.fill("已办。")
    clerk.form.locator("input[type=file]").first.set_input_files([str(card)])
    clerk.send()
    asks = clerk.page.locator("#evidence a[href$='/removal']").last.get_attribute("href") or ""
    return asks.split("/")[2]


def _destroyed(admin: Desk) -> None:
    admin.go("/evidence-room")
    admin.sees("照片上有身份证号")
    admin.picture("问9-管理员看到的请求")
    admin.page.locator("main a[href$='/destroy']").first.click()
    admin.press("销毁这份文件")
    admin.sees("请求清除的文件　0")
    expect(admin.page.locator("body")).to_contain_text("已从 2025-005 清除")
    admin.picture("问9-已清除")
