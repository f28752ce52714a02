"""Files that come in and go out: judged by content, kept once, served as download only."""

import re
import shutil
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.builders.pictures import bomb, photo
from tests.cast import Cast, meet_cast
from tests.factories.tasks import open_task
from tests.tasks.conftest import Filled, Made, SignIn, state_of
from tracker.core import clock
from tracker.core.config import Settings
from tracker.core.db import Database
from tracker.tasks.models import Evidence, EvidenceKind, Measure, Room, Task
from tracker.tasks.queries import bytes_used, evidence_of, trail_of
from tracker.tasks.rules.lifecycle import State, Step

PDF = b"%PDF-1.7 minutes of the meeting"
HANDED_IN = {"kind": "minutes", "title": "会议记录"}


def pieces_of(database: Database, task: Task) -> list[Evidence]:
    with database.reading() as session:
        return list(evidence_of(session, task))


def upload(content: bytes = PDF, name: str = "会议记录（6月）.pdf") -> tuple[BytesIO, str]:
    return BytesIO(content), name


def fetched(browser: FlaskClient, piece: Evidence) -> TestResponse:
    """Download a file to its end and let go of it, as a browser does."""
    answer = browser.get(f"/evidence/{piece.id}")
    assert answer.data is not None
    answer.close()
    return answer


def zipped(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, b"x")
    return out.getvalue()


def installer() -> bytes:
    """Answer an old Office file whose root says that it is a Windows installer."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[30] = 9  # sectors of 512 bytes
    folder = bytearray(512)
    folder[80:96] = bytes.fromhex("84100c0000000000c000000000000046")
    return bytes(head + folder)


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
    answer = fetched(browser, piece)
    assert answer.data == PDF
    assert "%E4%BC%9A%E8%AE%AE%E8%AE%B0%E5%BD%95" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "application/octet-stream"


def test_several_files_are_several_pieces(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled, settings: Settings
) -> None:
    task = made(State.ACTIVE)
    photos = [upload(photo(mark=one), f"{one}.jpg") for one in "一二"]
    data = filled(task, files=photos)
    answer = sign_in_as("liqiang").post(f"/tasks/{task.id}/hand-in", data=data)
    assert answer.status_code == 303
    pieces = pieces_of(database, task)
    assert [(one.title, one.kind) for one in pieces] == [
        ("一", EvidenceKind.PHOTO),
        ("二", EvidenceKind.PHOTO),
    ]
    assert len(kept_files(settings)) == 2
    with database.reading() as session:
        last = trail_of(session, task)[-1]
    assert last.facts["title"] == "一、二"
    assert [one[0] for one in last.facts["pieces"]] == [one.id for one in pieces]


# content, name, word of the refusal
RUNNING = (
    (b"", "空.pdf", "空文件"),
    (b"MZ\x90\x00 program", "照片.jpg", "程序文件"),
    (b"<!DOCTYPE HTML><p>", "记录.pdf", "网页文件"),
    (b"\x01\x02 something", "记录.pdf", "认不出"),
    (b"\xff\xd8\xff cut off", "照片.jpg", "没有传完整"),
    (photo()[:400], "照片.jpg", "没有传完整"),
    (bomb(), "照片.png", "尺寸过大"),
    (b"PK\x03\x04 cut off", "制度.docx", "没有传完整"),
    (zipped("setup.exe"), "资料.zip", "程序文件"),
    (zipped("word/document.xml", "word/vbaProject.bin"), "制度.docx", "宏"),
    (installer(), "制度.doc", "程序文件"),
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
    assert fetched(browser, piece).status_code == 404
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
        task, decision="agree", signed_form=upload(photo(mark="表"), "审批表.jpg"), **leader
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
        signed_form=upload(photo(mark="表"), "审批表.jpg"),
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
    assert fetched(sign_in_as(login), piece).status_code == status


def test_a_destroyed_or_damaged_file_is_told_in_a_sentence(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled, settings: Settings
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("liqiang")
    browser.post(f"/tasks/{task.id}/hand-in", data=filled(task, files=upload(), **HANDED_IN))
    piece = pieces_of(database, task)[-1]
    kept_files(settings)[0].write_bytes(b"changed on disk")
    damaged = fetched(browser, piece)
    assert (damaged.status_code, "从备份恢复" in damaged.text) == (500, True)
    with database.transaction() as session:
        now = session.get_one(Evidence, piece.id)
        now.destroyed_at, now.destroyed_because = clock.now(), "含身份证号"
    gone = fetched(browser, piece)
    assert (gone.status_code, "含身份证号" in gone.text) == (410, True)
    shown = browser.get(f"/tasks/{task.id}").text
    assert "误传清除，内容已销毁（含身份证号）" in shown
    assert f"/evidence/{piece.id}" not in shown


def test_a_picture_is_kept_small_without_its_place_and_shown_as_drawn(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("liqiang")
    large = photo((3000, 2000), day="2026-03-15")
    data = filled(task, files=upload(large, "现场.jpg"))
    assert browser.post(f"/tasks/{task.id}/hand-in", data=data).status_code == 303
    piece = pieces_of(database, task)[-1]
    assert (piece.file_name, piece.made_on) == ("现场.jpg", date(2026, 3, 15))
    kept = fetched(browser, piece).data
    assert Image.open(BytesIO(kept)).size == (2560, 1707)
    assert b"Somebody" not in kept
    for path, size in (("thumbnail", (360, 240)), ("picture", (1600, 1067))):
        answer = sign_in_as("sunzheng").get(f"/evidence/{piece.id}/{path}")
        assert answer.mimetype == "image/jpeg"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert Image.open(BytesIO(answer.data)).size == size
    assert f"/evidence/{piece.id}/thumbnail" in browser.get(f"/tasks/{task.id}").text


def test_a_lost_preview_is_drawn_again(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled, settings: Settings
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("liqiang")
    browser.post(f"/tasks/{task.id}/hand-in", data=filled(task, files=upload(photo(), "一.jpg")))
    piece = pieces_of(database, task)[-1]
    shutil.rmtree(settings.previews_path)
    again = browser.get(f"/evidence/{piece.id}/thumbnail")
    assert Image.open(BytesIO(again.data)).size == (360, 270)


@pytest.mark.parametrize(("login", "status"), [("zhaofang", 404), ("wutao", 404), ("heping", 403)])
def test_a_preview_is_as_secret_as_its_file(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled, login: str, status: int
) -> None:
    task = made(State.ACTIVE)
    data = filled(task, files=upload(photo(), "一.jpg"))
    sign_in_as("liqiang").post(f"/tasks/{task.id}/hand-in", data=data)
    piece = pieces_of(database, task)[-1]
    assert fetched(sign_in_as(login), piece).status_code == status
    for path in ("/thumbnail", "/picture"):
        assert sign_in_as(login).get(f"/evidence/{piece.id}{path}").status_code == status


def test_what_is_no_picture_has_no_preview(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("liqiang")
    browser.post(f"/tasks/{task.id}/hand-in", data=filled(task, files=upload(), **HANDED_IN))
    piece = pieces_of(database, task)[-1]
    assert browser.get(f"/evidence/{piece.id}/thumbnail").status_code == 404


def test_a_wrong_ending_is_put_right_and_the_chinese_name_stays(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    data = filled(task, files=upload(PDF, "会议记录（第二次）.docx"), **HANDED_IN)
    sign_in_as("liqiang").post(f"/tasks/{task.id}/hand-in", data=data)
    assert pieces_of(database, task)[-1].file_name == "会议记录（第二次）.docx.pdf"


def test_several_under_one_name_are_numbered(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    files = [upload(PDF + one, f"{one!r}.pdf") for one in (b"1", b"2")]
    data = filled(task, files=files, title="对账单", kind="receipt")
    sign_in_as("liqiang").post(f"/tasks/{task.id}/hand-in", data=data)
    assert [one.title for one in pieces_of(database, task)] == ["对账单（1）", "对账单（2）"]


def test_everything_about_a_piece_is_kept(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("liqiang")
    form = browser.get(f"/tasks/{task.id}/hand-in").text
    for said in ("每个不超过 50 MB", "一次最多 30 个", "合计不超过 200 MB", "本单位还可存"):
        assert said in form
    with database.reading() as session:
        measure = session.scalars(select(Measure).where(Measure.task_id == task.id)).one()
    data = filled(
        task,
        files=upload(),
        kind="rule",
        title="对账制度",
        paper_number="青委发〔2026〕7号",
        made_on="2026-03-18",
        pages="12",
        paper_place="3号盒第12页",
        measure_id=str(measure.id),
        for_others="y",
    )
    assert browser.post(f"/tasks/{task.id}/hand-in", data=data).status_code == 303
    piece = pieces_of(database, task)[-1]
    assert (piece.paper_number, piece.pages, piece.for_others) == ("青委发〔2026〕7号", 12, True)
    assert (piece.made_on, piece.measure) == (date(2026, 3, 18), measure.text)
    shown = browser.get(f"/tasks/{task.id}").text
    for said in ("对账制度", "12页", "3号盒第12页", "可外送", f"对应措施：{measure.text}"):
        assert said in shown
    assert "制度文件没有文号" not in shown


def test_what_is_doubtful_is_taken_and_told(sign_in_as: SignIn, made: Made, filled: Filled) -> None:
    task = made(State.ACTIVE)
    browser, path = sign_in_as("liqiang"), f"/tasks/{task.id}/hand-in"
    rule = {"kind": "rule", "title": "旧制度", "made_on": "2025-01-02"}
    assert browser.post(path, data=filled(task, files=upload(), **rule)).status_code == 303
    again = filled(task, files=upload(name="又一份.pdf"), kind="minutes")
    assert browser.post(path, data=again).status_code == 303
    shown = browser.get(f"/tasks/{task.id}").text
    for said in ("形成于交办之前", "制度文件没有文号", "与前面一件是同一份文件"):
        assert said in shown


def test_a_newer_version_counts_and_the_old_one_stays_readable(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    browser, path = sign_in_as("liqiang"), f"/tasks/{task.id}/hand-in"
    browser.post(path, data=filled(task, files=upload(), **HANDED_IN))
    old = pieces_of(database, task)[-1]
    form = browser.get(f"{path}?replaces={old.id}").text
    assert "换新版本" in form
    assert 'value="会议记录"' in form
    data = filled(task, files=upload(PDF + b" signed"), replaces_id=old.id, **HANDED_IN)
    assert browser.post(path, data=data).status_code == 303
    first, second = pieces_of(database, task)
    assert (first.counts, second.counts, second.series) == (False, True, first.id)
    assert fetched(browser, first).data == PDF
    shown = browser.get(f"/tasks/{task.id}").text
    for said in ("佐证材料　1 件", "第2版", "旧版本", "以前的版本 1 个"):
        assert said in shown
    stale = filled(task, files=upload(PDF + b" 3"), replaces_id=first.id, **HANDED_IN)
    refused = browser.post(path, data=stale)
    assert (refused.status_code, "已经换过" in refused.text) == (422, True)
    two = [upload(PDF + b"4", "4.pdf"), upload(PDF + b"5", "5.pdf")]
    several = browser.post(path, data=filled(task, files=two, replaces_id=second.id, kind=""))
    assert (several.status_code, "一次只能交一个文件" in several.text) == (422, True)


def test_a_file_is_used_for_other_tasks_and_kept_once(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled, settings: Settings
) -> None:
    task, other, third = made(State.ACTIVE), made(State.ACTIVE), made(State.ACTIVE)
    browser = sign_in_as("liqiang")
    data = filled(task, files=upload(), also=f"{other.number}、", **HANDED_IN)
    assert browser.post(f"/tasks/{task.id}/hand-in", data=data).status_code == 303
    piece, copy = pieces_of(database, task)[-1], pieces_of(database, other)[-1]
    assert (copy.file_hash, copy.title) == (piece.file_hash, piece.title)
    later = browser.post(f"/evidence/{piece.id}/share", data=filled(task, also=third.number))
    assert later.status_code == 303
    assert len(pieces_of(database, third)) == 1
    assert len(kept_files(settings)) == 1
    shown = browser.get(f"/tasks/{task.id}").text
    assert "同一份文件还用于" in shown
    assert f"/tasks/{third.id}#evidence" in shown
    with database.reading() as session:
        assert trail_of(session, third)[-1].step is Step.HAND_IN


def test_other_tasks_take_a_file_all_or_none(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task, open_one, closed = made(State.ACTIVE), made(State.ACTIVE), made(State.CLOSED)
    browser, path = sign_in_as("liqiang"), f"/tasks/{task.id}/hand-in"
    for also, word in (
        (f"{open_one.number}、2099-999", "没有 2099-999 这个编号"),
        (f"{open_one.number}、{closed.number}", f"{closed.number}：这项任务现在是“已销号”"),
        (task.number, "就是本任务"),
    ):
        answer = browser.post(path, data=filled(task, files=upload(), also=also, **HANDED_IN))
        assert (answer.status_code, word in answer.text) == (422, True)
    assert pieces_of(database, task) == pieces_of(database, open_one) == []


def test_a_file_that_a_task_has_already_is_not_shared_with_it_again(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task, other = made(State.ACTIVE), made(State.ACTIVE)
    browser = sign_in_as("liqiang")
    data = filled(task, files=upload(), also=other.number, **HANDED_IN)
    browser.post(f"/tasks/{task.id}/hand-in", data=data)
    piece = pieces_of(database, task)[-1]
    again = browser.post(f"/evidence/{piece.id}/share", data=filled(task, also=other.number))
    assert (again.status_code, "已经有" in again.text) == (422, True)
    assert len(pieces_of(database, other)) == 1


def test_somebody_else_s_task_takes_no_file_of_mine(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    with database.transaction() as session:
        foreign = open_task(session, meet_cast(session, clock.today()), town="baishi")
    data = filled(task, files=upload(), also=foreign.number, **HANDED_IN)
    answer = sign_in_as("liqiang").post(f"/tasks/{task.id}/hand-in", data=data)
    assert answer.status_code == 422


def test_a_full_ledger_takes_no_more_and_says_who_can_help(
    sign_in_as: SignIn, database: Database, cast: Cast, made: Made, filled: Filled
) -> None:
    task = made(State.ACTIVE)
    with database.transaction() as session:
        session.add(Room(unit_id=cast.town, megabytes=100, used_bytes=100 * 1024 * 1024 - 5))
    browser, path = sign_in_as("liqiang"), f"/tasks/{task.id}/hand-in"
    answer = browser.post(path, data=filled(task, files=upload(), **HANDED_IN))
    assert (answer.status_code, "空间不够" in answer.text) == (422, True)
    assert pieces_of(database, task) == []
    paper = browser.post(path, data=filled(task, paper_place="3号盒", **HANDED_IN))
    assert paper.status_code == 303


def test_the_same_content_takes_room_once(
    sign_in_as: SignIn, database: Database, cast: Cast, made: Made, filled: Filled
) -> None:
    task, other = made(State.ACTIVE), made(State.ACTIVE)
    browser = sign_in_as("liqiang")
    data = filled(task, files=upload(), also=other.number, **HANDED_IN)
    browser.post(f"/tasks/{task.id}/hand-in", data=data)
    with database.reading() as session:
        assert (
            session.get_one(Room, cast.town).used_bytes
            == len(PDF)
            == bytes_used(session, cast.town)
        )


def test_progress_brings_its_photographs_along(
    sign_in_as: SignIn, database: Database, made: Made, filled: Filled, cast: Cast
) -> None:
    task = made(State.ACTIVE)
    data = filled(
        task,
        text="东岭村栏杆已装好",
        files=[upload(photo(mark=one), f"{one}.jpg") for one in "一二三"],
        for_id=cast["liqiang"].person_id,
        means="chat",
    )
    clerk = sign_in_as("zhoumin")
    assert clerk.post(f"/tasks/{task.id}/report", data=data).status_code == 303
    with database.reading() as session:
        report, files = trail_of(session, task)[-2:]
    assert (report.step, files.step) == (Step.REPORT, Step.HAND_IN)
    assert report.recorded
    assert files.recorded
    assert len(pieces_of(database, task)) == 3
    assert clerk.post(f"/tasks/{task.id}/report", data={**data, "files": []}).status_code == 303


@pytest.mark.parametrize("asked", ["", "?recorded=1"])
def test_recording_opens_with_whose_turn_it_is_and_how_most_is_told(
    sign_in_as: SignIn, made: Made, cast: Cast, asked: str
) -> None:
    task = made(State.ACTIVE)
    form = sign_in_as("zhoumin").get(f"/tasks/{task.id}/report{asked}").text
    assert f'selected value="{cast["liqiang"].person_id}"' in form
    assert re.search(r'<input checked [^>]*name="means"[^>]*value="chat"', form)
    assert '<details class="fold-block recording" id="recording" open>' in form
