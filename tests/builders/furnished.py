"""The demonstration town after a busy week: one of everything that people bring in, begin or keep."""

import io
import re
import threading
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.builders.pictures import photo
from tests.ledgers.books import plain, row
from tests.ledgers.their_form_books import listed_book, saved
from tests.reports.workbooks import STRANGE, workbook
from tracker.core import clock
from tracker.demo.people import PASSWORD, TOWN

_PAPER = Path(__file__).resolve().parents[1] / "samples" / "reports_blind"
_HIDDEN = re.compile(r'name="(version|seen)"[^>]*value="(\d*)"')
# By the order in which the town is told: a task of 李青山 and one of 周晓兰, both at work; those who change hands.
_PHOTOGRAPHED, _HANDED_OVER, _FROM, _TO = 18, 7, 7, 8


def furnish(app: Flask) -> None:
    """Do as the town's clerk, and as one who works, what leaves a thing of its own behind."""
    app.config["WTF_CSRF_ENABLED"] = False
    clerk = signed_in(app, "zhangxiaoyan")
    _bring_files(clerk)
    _begin(clerk)
    _draft(clerk)
    _photograph(signed_in(app, "liqingshan"))


def _bring_files(clerk: FlaskClient) -> None:
    paper = next(_PAPER.glob("03_*.txt")).read_bytes()
    for content, name in ((paper, "反馈意见.txt"), (workbook(*STRANGE), "反馈清单.xlsx")):
        _send(clerk, "/reports/upload", source="inspection", files=[_file(content, name)])
    ledger = _file(plain(row()), "去年台账.xlsx")
    _send(clerk, "/ledgers/imports", year="2025", source="self_check", file=ledger)
    _send(clerk, "/ledgers/their-forms", file=_file(saved(listed_book()), "县里的表.xlsx"))


def _begin(clerk: FlaskClient) -> None:
    today = clock.today().isoformat()
    _send(clerk, "/ledgers/meetings", held_on=today, kind="dispatch", chair="陈守田")
    _send(clerk, "/ledgers/returns", name="本月填报", due_on=today, split_by="person")
    told = {"as_of": today, "sent_on": today, "to_whom": "县委办", "table_name": "整改统计表"}
    _send(clerk, "/ledgers/submissions/new", **told, year="", source="", sustained_counts="")
    _send(clerk, "/ledgers/views/new", name="大家看的", shared="y")
    moved = {"person": str(_FROM), "to_id": str(_TO), "pick": f"{_HANDED_OVER}:handler:{_FROM}"}
    _send(clerk, "/handover", **moved, effective_on=today, basis="青发〔2026〕7号")


def _draft(clerk: FlaskClient) -> None:
    year = f"unit={TOWN[0]}&year={clock.today().year}"
    report = clerk.get(f"/yearend/export?{year}&format=docx").data
    _send(clerk, f"/yearend/papers?{year}", file=_file(report, "书记改.docx"))
    _send(clerk, f"/yearend/draft/versions?{year}", note="送审")
    _send(clerk, f"/yearend/draft/pledges?{year}", texts="每季度谈话一轮")
    _send(clerk, f"/yearend/files?{year}", kind="xlsx")
    for one in threading.enumerate():
        if one.name.startswith("maker-"):
            one.join()


def _photograph(handler: FlaskClient) -> None:
    """Hand in a photo, and ask for its removal."""
    step = f"/tasks/{_PHOTOGRAPHED}/hand-in"
    typed = dict(_HIDDEN.findall(handler.get(step).text)) | {"done_on": clock.today().isoformat()}
    files = _file(photo(), "现场照片.jpg")
    _send(handler, step, **typed, kind="photo", title="现场照片", files=files)
    removal = re.findall(r"/evidence/\d+/removal", handler.get(f"/tasks/{_PHOTOGRAPHED}").text)[-1]
    _send(handler, removal, reason="传错了任务")


def signed_in(app: Flask, login: str) -> FlaskClient:
    client = app.test_client()
    answer = client.post("/sign-in", data={"login": login, "password": PASSWORD})
    assert answer.status_code == 303
    return client


def _send(client: FlaskClient, path: str, **typed: Any) -> str:
    answer = client.post(path, data={"unit_id": "1", **typed}, content_type="multipart/form-data")
    assert answer.status_code == 303, (path, answer.text)
    return str(answer.location)


def _file(content: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name
