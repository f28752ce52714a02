"""The whole loop as five people, without scripts: a report goes in, next year's sections come out."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import Download
from sqlalchemy import make_url

from tests.apps import application
from tests.conftest import settings_for
from tests.journeys.conftest import Town
from tests.journeys.people import Desk
from tracker.core.clock import OFFICE_ZONE

pytestmark = pytest.mark.browser

_PASSWORD = "Qingyuan#2026"
_PEOPLE = (
    ("linyue", "林悦", "qingyuan", "clerk"),
    ("hanfeng", "韩峰", "qingyuan", "clerk"),
    ("suming", "苏明", "qingyuan", "leader"),
    ("gaoyuan", "高远", "qingyuan", "secretary"),
    ("tangli", "唐丽", "qingyuan-nongye", "handler"),
)
_YEAR = datetime.now(OFFICE_ZONE).year  # noqa: TID251  the program under test runs on the real clock
_REPORT = f"""清源镇党委{_YEAR - 1}年度落实全面从严治党主体责任情况报告
{_YEAR - 1}年，清源镇党委认真履行主体责任，现将情况报告如下：
一、主要做法和成效
（一）加强政治建设。召开党委会40次，专题研究党建工作6次。
（二）加强组织建设。培训支部书记2期。
二、存在问题
（一）项目资金监管不够细。个别村项目资金支付滞后，台账登记不及时。
（二）支部活动形式单一。有的支部主题党日就是念文件，青年党员参与少。
（三）督促检查力度不够。工作布置多、回头看少，有的事项没有下文。
三、下一步打算
（一）加强项目资金监管。建立资金支付台账，每月核对一次。
（二）丰富支部活动形式。每季度开展一次到村实践活动。
"""


def test_a_report_goes_in_and_the_next_reports_sections_come_out(
    town: Town, sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    sit_down = partial(sit_down, scripts=False)  # with scripts the other journeys walk
    _set_up(town)
    clerk = sit_down("linyue", _PASSWORD)
    _take_in_the_report(clerk, tmp_path)
    first, second = _tasks(town, clerk)
    _assign(clerk, first)
    _assign(clerk, second)
    handler = sit_down("tangli", _PASSWORD, width=390)
    _work(handler, first, tmp_path)
    _close_after_one_return(sit_down, handler, first)
    _record_for_the_handler(clerk, second)
    _be_reminded(town, handler)
    _write_the_next_report(clerk, tmp_path)


def _set_up(town: Town) -> None:
    """Make units and people by the commands, all in this process, since each process takes seconds to start."""
    instance = Path(town.environment["INSTANCE_PATH"])
    with application(
        settings_for(make_url(f"sqlite:///{instance / 'tracker.db'}"), instance)
    ) as app:
        run = partial(app.test_cli_runner().invoke, input=_PASSWORD)
        done = [
            run(args=["units", "create", "qingyuan", "清源镇"]),
            run(
                args=[
                    *("units", "create", "qingyuan-nongye", "农业农村办公室"),
                    *("--parent", "qingyuan"),
                ]
            ),
        ]
        for login, name, unit, role in _PEOPLE:
            who = ["accounts", "create", login, "--name", name, "--unit", unit, "--role", role]
            done.append(run(args=[*who, "--password-stdin", "--no-change"]))
        assert [one.output for one in done if one.exit_code] == []


def _take_in_the_report(clerk: Desk, folder: Path) -> None:
    """Upload a Word file, drop one finding, add one by hand, confirm."""
    paper = folder / "上年度报告.docx"
    document = Document()
    for line in _REPORT.splitlines():
        document.add_paragraph(line)
    document.save(str(paper))
    clerk.picture("首页-空")
    clerk.go("/reports/upload")
    clerk.page.locator("input[type=file]").set_input_files(str(paper))
    clerk.picture("上传报告")
    clerk.press("上传并读取")
    clerk.page.wait_for_url(re.compile(r"/reports/\d+"))
    for title in ("项目资金监管不够细", "支部活动形式单一", "督促检查力度不够"):
        clerk.sees(title)
    clerk.picture("问1-核对问题")
    card = clerk.page.locator(".candidate", has_text="督促检查力度不够")
    clerk.press("不列入", within=card)
    clerk.sees("不列入 1 个")
    clerk.press("列入台账")
    clerk.sees("项目资金监管不够细")
    clerk.picture("整改台账")


def _tasks(town: Town, clerk: Desk) -> tuple[int, int]:
    """Answer the ids of the two tasks, as the command line counts them and the ledger links them."""
    rows = json.loads(town.flask("tasks", "list", "--unit", "qingyuan", "--json"))
    assert [row["number"] for row in rows] == [f"{_YEAR - 1}-001", f"{_YEAR - 1}-002"]
    links = clerk.page.locator("main a.task-title")
    found = {int((link.get_attribute("href") or "").rsplit("/", 1)[1]) for link in links.all()}
    first, second = sorted(found)
    return first, second


def _assign(clerk: Desk, task: int) -> None:
    clerk.go(f"/tasks/{task}")
    clerk.press("交办")
    clerk.choose("责任人", "唐丽")
    clerk.choose("责任领导", "苏明")
    clerk.choose("牵头单位", "农业农村办公室")
    clerk.fill("完成标准", "资金按月核对，支付有登记")
    clerk.fill("整改时限", _due().isoformat())
    clerk.picture("交办")
    clerk.send()
    clerk.sees("待签收")


def _due() -> date:
    """Answer a deadline ten days ahead, so that the first reminder is due at once."""
    return datetime.now(OFFICE_ZONE).date() + timedelta(days=10)  # noqa: TID251  the program under test runs on the real clock


def _work(handler: Desk, task: int, folder: Path) -> None:
    """Sign for, report with a figure, hand in a file, ask for closure: on the phone."""
    handler.go("/mine")
    handler.sees("项目资金监管不够细")
    handler.picture("我的待办")
    handler.go(f"/tasks/{task}")
    handler.press("签收")
    handler.send()
    handler.press("填报进展")
    handler.fill("本次进展", "建立资金支付台账，逐村核对。")
    handler.form.get_by_text("量化成果：").click()
    handler.form.locator("select[name='figures-0-kind']").select_option("rules")
    handler.form.locator("input[name='figures-0-amount']").fill("1")
    handler.picture("填报进展")
    handler.send()
    proof = folder / "资金支付台账.txt"
    proof.write_text("逐村核对记录", encoding="utf-8")
    handler.press("上传佐证材料")
    handler.form.locator("input[name=files]").set_input_files(str(proof))
    handler.send()
    handler.sees("资金支付台账")
    _submit(handler)


def _submit(handler: Desk) -> None:
    handler.press("申请销号")
    handler.fill("整改成效", "6个村资金支付按月核对，登记齐全。")
    handler.send()
    handler.sees("待领导审签")


def _close_after_one_return(sit_down: Callable[..., Desk], handler: Desk, task: int) -> None:
    leader = sit_down("suming", _PASSWORD, width=390)
    reviewer = sit_down("hanfeng", _PASSWORD)
    secretary = sit_down("gaoyuan", _PASSWORD)
    _approve(leader, task, "领导审签")
    reviewer.go(f"/tasks/{task}")
    reviewer.press("初审")
    reviewer.form.locator("input[value=more_paper]").check()
    reviewer.fill("意见", "缺12月核对记录")
    reviewer.picture("退回")
    reviewer.send()
    handler.go(f"/tasks/{task}")
    handler.sees("缺12月核对记录")
    handler.press("申请销号")
    handler.fill("整改成效", "6个村资金支付按月核对，登记齐全，已补12月记录。")
    handler.send()
    _approve(leader, task, "领导审签")
    _approve(reviewer, task, "初审")
    _approve(secretary, task, "审定")
    secretary.sees("已销号")
    secretary.picture("已销号的任务")


def _approve(desk: Desk, task: int, step: str) -> None:
    desk.go("/mine")
    desk.sees("项目资金监管不够细")
    desk.go(f"/tasks/{task}")
    desk.press(step)
    desk.form.locator("input[value=agree]").check()
    desk.send()


def _record_for_the_handler(clerk: Desk, task: int) -> None:
    """The clerk signs for and reports in the handler's name; the trail says so."""
    clerk.go(f"/tasks/{task}")
    clerk.press("代录：签收")
    _name_the_handler(clerk)
    clerk.send()
    clerk.press("代录：填报进展")
    clerk.fill("本次进展", "已到2个村开展实践活动。")
    _name_the_handler(clerk)
    clerk.picture("代录")
    clerk.send()
    clerk.sees("补录")


def _name_the_handler(clerk: Desk) -> None:
    clerk.choose("代谁办理", "唐丽")
    clerk.form.locator("input[name=means][value=chat]").check()


def _be_reminded(town: Town, handler: Desk) -> None:
    """Run the job as of the next days' office hours until the working day of T−10 has come."""
    day = datetime.now(OFFICE_ZONE).date()  # noqa: TID251  the program under test runs on the real clock
    for later in range(12):
        at = f"{day + timedelta(days=later)}T09:30"
        town.flask("jobs", "run", "reminders", "--at", at)
        handler.go("/reminders")
        if handler.page.get_by_text("支部活动形式单一").count():
            break
    handler.sees("支部活动形式单一")
    handler.picture("提醒")


def _write_the_next_report(clerk: Desk, folder: Path) -> None:
    clerk.go(f"/yearend?year={_YEAR}")
    clerk.sees("上年度问题整改情况")
    clerk.picture("年终材料")
    word = folder / "年终材料.docx"
    _download(clerk, "Word", word)
    text = "\n".join(one.text for one in Document(str(word)).paragraphs)
    assert "支部活动形式单一" in text
    book = folder / "整改台账.xlsx"
    _download(clerk, "Excel", book)
    cells = [
        str(cell.value) for row in openpyxl.load_workbook(book).worksheets[0].rows for cell in row
    ]
    assert any("项目资金监管不够细" in one for one in cells)


def _download(clerk: Desk, word: str, target: Path) -> None:
    coming: Download
    with clerk.page.expect_download() as coming_soon:
        clerk.page.get_by_role("link", name=word).first.click()
    coming = coming_soon.value
    coming.save_as(str(target))
    assert target.stat().st_size > 0
