"""What leaves the office at a browser: work assigned and printed, handed over, bound as one file for each task."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.builders.unpacker import opened
from tests.journeys.conftest import Town
from tests.journeys.people import Desk
from tracker.core.clock import OFFICE_ZONE

pytestmark = pytest.mark.browser

_PASSWORD = "Demo@2026"
_ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts" / "screenshots"


def _today() -> date:
    return datetime.now(OFFICE_ZONE).date()  # noqa: TID251  the program under test runs on the real clock


def _fetched(desk: Desk, path: str) -> bytes:
    """Fetch a file that a link of the page gives."""
    answer = desk.page.context.request.get(desk.url + path)
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


def _handlers(town: Town) -> dict[str, str]:
    rows = json.loads(town.flask("tasks", "list", "--unit", "qingxi", "--json"))
    return {row["number"]: row["handler"] for row in rows}


def test_all_open_work_of_one_person_is_handed_over_at_once_and_closed_work_keeps_its_name(
    town: Town, sit_down: Callable[..., Desk]
) -> None:
    town.flask("demo", "load")
    before = _handlers(town)
    clerk = sit_down("zhangxiaoyan", _PASSWORD)
    clerk.go("/handover")
    clerk.page.locator("select[name=person]").select_option(label="李青山")
    clerk.press("筛选")
    clerk.sees("已经办结的5条保留时任，不移交。")
    clerk.picture("批量移交")
    clerk.page.locator("select[name=to_id]").select_option(
        label="周晓兰（农业农村办公室　农业农村办主任）"
    )
    clerk.page.locator("[name=basis]").fill("清委发〔2026〕7号")
    clerk.press("移交勾选的任务")
    clerk.sees("周晓兰")
    clerk.picture("批量移交-办好")
    after = _handlers(town)
    moved = {number for number, name in after.items() if before[number] != name}
    assert moved == {"2026-001", "2026-003", "2026-005"}
    assert {after[number] for number in moved} == {"周晓兰"}
    assert after["2024-001"] == "李青山"


def test_a_task_rectified_twice_is_bound_with_cover_catalogue_and_approval(
    town: Town, sit_down: Callable[..., Desk]
) -> None:
    town.flask("demo", "load")
    clerk = sit_down("zhangxiaoyan", _PASSWORD)
    clerk.go("/ledger?q=2025-005")
    link = clerk.page.locator("main a[href^='/tasks/']").first.get_attribute("href") or ""
    task = link.split("/")[2].split("?")[0]
    clerk.go(f"/tasks/{task}")
    clerk.picture("一题一档-任务页")
    text = _pages(_fetched(clerk, f"/ledgers/dossier/{task}.pdf"), "一题一档")
    for words in (
        "问题整改档案",
        "卷内目录",
        "问题整改销号审批表",
        "第1次",
        "大事记",
        "材料插页",
    ):
        assert words in text
    names = opened(_fetched(clerk, f"/ledgers/dossier/{task}.zip")).namelist()
    assert "2025-005 农村人居环境管护机制没有长效化/0-1 封面.docx" in names
    assert max(map(len, names)) < 120


def test_work_is_assigned_under_one_meeting_and_printed_for_it(
    town: Town, sit_down: Callable[..., Desk]
) -> None:
    town.flask("demo", "load")
    clerk = sit_down("zhangxiaoyan", _PASSWORD)
    clerk.go("/ledger?state=unassigned")
    for box in clerk.page.locator("[name=ids]").all():
        box.check()
    clerk.press("批量交办")
    form = clerk.page.locator("main form", has=clerk.page.locator("[name=meeting]"))
    form.locator("[name=meeting]").fill("党委会")
    form.locator("[name=met_on]").fill(_today().isoformat())
    form.locator("[name^=standard-]").fill("资金到账一个月内拨付到村")
    form.locator("[name^=due-]").fill((_today() + timedelta(days=60)).isoformat())
    for name, words in (("leader", "孙国安"), ("unit", "财政所"), ("handler", "李青山")):
        option = form.locator(f"[name^={name}-] option", has_text=words).first
        form.locator(f"[name^={name}-]").select_option(value=option.get_attribute("value"))
    clerk.picture("批量交办")
    form.locator("button[type=submit]").last.click()
    clerk.page.wait_for_load_state("networkidle")
    clerk.picture("批量交办-结果")
    assert "2026-008\t待交办" not in town.flask("tasks", "list", "--unit", "qingxi")
    for paper in ("breakdown", "claims"):
        text = _pages(_fetched(clerk, f"/ledgers/prints/{paper}?format=pdf"), f"打印-{paper}")
        assert "2026-008" in text
