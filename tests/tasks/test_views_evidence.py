"""Files that come in and go out: judged by content, kept once, served as download only."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast
from tests.tasks.conftest import Filled, Made, SignIn, state_of
from tracker.core import clock
from tracker.core.config import Settings
from tracker.core.db import Database
from tracker.tasks.models import Evidence, EvidenceKind, Task
from tracker.tasks.queries import evidence_of, trail_of
from tracker.tasks.rules.lifecycle import State

PDF = b"%PDF-1.7 minutes of the meeting"
HANDED_IN = {"kind": "minutes", "title": "会议记录"}


def pieces_of(database: Database, task: Task) -> list[Evidence]:
    with database.reading() as session:
        return list(evidence_of(session, task))


def upload(content: bytes = PDF, name: str = "会议记录（6月）.pdf") -> tuple[BytesIO, str]:
    return BytesIO(content), name


def kept_files(settings: Settings) -> list[Path]:
    return [one for one in settings.evidence_path.rglob("*") if one.is_file()]


def test_a_file_comes_back_as_it_was_under_its_chinese_name(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("liqiang")
    data = filled(task, files=upload(), **HANDED_IN)
    assert browser.post(f"/tasks/{task.id}/hand-in", data=data).status_code == 303
    piece = pieces_of(database, task)[-1]
    answer = browser.get(f"/evidence/{piece.id}")
    assert answer.data == PDF
    assert "%E4%BC%9A%E8%AE%AE%E8%AE%B0%E5%BD%95" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "application/octet-stream"


def test_several_files_are_several_pieces(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled, settings: Settings
) -> None:
    task = made(State.ACTIVE)
    photos = [upload(b"\xff\xd8\xff one", "一.jpg"), upload(b"\xff\xd8\xff two", "二.jpg")]
    data = filled(task, files=photos, kind="photo")
    answer = sign_in_as("liqiang").post(f"/tasks/{task.id}/hand-in", data=data)
    assert answer.status_code == 303
    assert [one.title for one in pieces_of(database, task)] == ["一", "二"]
    assert len(kept_files(settings)) == 2


# content, name, word of the refusal
RUNNING = (
    (b"", "空.pdf", "空文件"),
    (b"MZ\x90\x00 program", "照片.jpg", "程序文件"),
    (b"\x7fELF", "a.pdf", "程序文件"),
    (b"#!/bin/sh", "a.txt", "程序文件"),
    (b"plain", "a.exe", "程序文件"),
    (b"plain", "a.BAT", "程序文件"),
    (b"<!DOCTYPE HTML><p>", "记录.pdf", "网页文件"),
    (b"\xef\xbb\xbf  <svg onload=x>", "图.png", "网页文件"),
    (b"<?xml version='1.0'?><svg/>", "图.png", "网页文件"),
    ("<html>".encode("utf-16"), "a.txt", "网页文件"),
    (b"text", "a.html", "网页文件"),
)


@pytest.mark.parametrize("file", RUNNING, ids=lambda file: f"{file[1]}-{file[0][:6]!r}")
def test_what_could_run_is_refused_and_nothing_is_kept(
    sign_in_as: SignIn, made: Made, filled: Filled, settings: Settings, file: tuple[bytes, str, str]
) -> None:
    task, (content, name, word) = made(State.ACTIVE), file
    data = filled(task, files=upload(content, name), note="6月的会", **HANDED_IN)
    answer = sign_in_as("liqiang").post(f"/tasks/{task.id}/hand-in", data=data)
    assert answer.status_code == 422
    for said in (word, "6月的会", "请重新选择"):
        assert said in answer.text
    assert kept_files(settings) == []


def test_one_bad_file_keeps_the_good_one_out_too(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled, settings: Settings
) -> None:
    task = made(State.ACTIVE)
    data = filled(task, files=[upload(), upload(b"", "空.pdf")], **HANDED_IN)
    answer = sign_in_as("liqiang").post(f"/tasks/{task.id}/hand-in", data=data)
    assert answer.status_code == 422
    assert pieces_of(database, task) == []
    assert kept_files(settings) == []


def test_a_stranger_s_file_is_not_even_kept(
    sign_in_as: SignIn, made: Made, filled: Filled, settings: Settings
) -> None:
    task = made(State.ACTIVE)
    for login, status in (("zhaofang", 404), ("wanglixin", 403), ("sunzheng", 403)):
        data = filled(task, files=upload(), **HANDED_IN)
        answer = sign_in_as(login).post(f"/tasks/{task.id}/hand-in", data=data)
        assert answer.status_code == status
    assert kept_files(settings) == []


def test_a_paper_original_needs_its_place(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    browser, path = sign_in_as("liqiang"), f"/tasks/{task.id}/hand-in"
    nothing = browser.post(path, data=filled(task, **HANDED_IN))
    assert nothing.status_code == 422
    assert "纸质原件存放处" in nothing.text
    assert browser.post(path, data=filled(task, paper_place="3号盒", **HANDED_IN)).location
    piece = pieces_of(database, task)[-1]
    assert browser.get(f"/evidence/{piece.id}").status_code == 404
    assert "原件：3号盒" in browser.get(f"/tasks/{task.id}").text


def test_closure_needs_evidence_and_the_form_can_bring_it(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    browser, path = sign_in_as("liqiang"), f"/tasks/{task.id}/submit"
    without = browser.post(path, data=filled(task, outcome="逐村对账", kind="other"))
    assert without.status_code == 422
    assert "至少要有一件佐证材料" in without.text
    data = filled(task, outcome="逐村对账", files=upload(), **HANDED_IN)
    assert browser.post(path, data=data).status_code == 303
    assert state_of(database, task) is State.LEADER_REVIEW


def test_a_signed_form_makes_a_recorded_step_the_signer_s_own(
    sign_in_as: SignIn, database: Database, cast: Cast, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    clerk = sign_in_as("zhoumin")
    handler = {"for_id": cast["liqiang"].person_id, "means": "paper"}
    data = filled(task, outcome="好了", files=upload(), **HANDED_IN, **handler)
    clerk.post(f"/tasks/{task.id}/submit", data=data)
    leader: dict[str, Any] = {"for_id": cast["wanglixin"].person_id, "means": "paper"}
    path = f"/tasks/{task.id}/approve"
    bare = clerk.post(path, data=filled(task, decision="agree", **leader))
    assert bare.status_code == 403
    assert "签字的审批表" in bare.text
    with_form = filled(
        task, decision="agree", signed_form=upload(b"\xff\xd8\xff form", "审批表.jpg"), **leader
    )
    assert clerk.post(path, data=with_form).status_code == 303
    with database.reading() as session:
        trace = trail_of(session, task)[-1]
    form = pieces_of(database, task)[-1]
    assert (trace.signed_form_id, form.kind) == (form.id, EvidenceKind.SIGNED_FORM)
    assert f"/evidence/{form.id}" in clerk.get(f"/tasks/{task.id}").text


def test_a_refused_step_leaves_no_signed_form_behind(
    sign_in_as: SignIn, database: Database, cast: Cast, made: Made, filled: Filled
) -> None:
    task = made(State.FINAL_REVIEW)
    before = len(pieces_of(database, task))
    data = filled(
        task,
        decision="agree",
        for_id=cast["huanghai"].person_id,
        means="paper",
        signed_form=upload(b"\xff\xd8\xff form", "审批表.jpg"),
    )
    answer = sign_in_as("zhoumin").post(f"/tasks/{task.id}/approve", data=data)
    assert answer.status_code == 403
    assert "陈国栋" in answer.text
    assert len(pieces_of(database, task)) == before


@pytest.mark.parametrize(
    ("login", "status"), [("sunzheng", 200), ("wanglixin", 200), ("zhaofang", 404), ("wutao", 404)]
)
def test_who_may_download(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled, login: str, status: int
) -> None:
    task = made(State.ACTIVE)
    data = filled(task, files=upload(), **HANDED_IN)
    sign_in_as("liqiang").post(f"/tasks/{task.id}/hand-in", data=data)
    piece = pieces_of(database, task)[-1]
    assert sign_in_as(login).get(f"/evidence/{piece.id}").status_code == status


def test_a_destroyed_or_damaged_file_is_told_in_a_sentence(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled, settings: Settings
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("liqiang")
    browser.post(f"/tasks/{task.id}/hand-in", data=filled(task, files=upload(), **HANDED_IN))
    piece = pieces_of(database, task)[-1]
    kept_files(settings)[0].write_bytes(b"changed on disk")
    damaged = browser.get(f"/evidence/{piece.id}")
    assert (damaged.status_code, "从备份恢复" in damaged.text) == (500, True)
    with database.transaction() as session:
        now = session.get_one(Evidence, piece.id)
        now.destroyed_at, now.destroyed_because = clock.now(), "含身份证号"
    gone = browser.get(f"/evidence/{piece.id}")
    assert (gone.status_code, "含身份证号" in gone.text) == (410, True)
    shown = browser.get(f"/tasks/{task.id}").text
    assert "误传清除" in shown
    assert f"/evidence/{piece.id}" not in shown
