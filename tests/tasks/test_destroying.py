"""误传清除: asked for by those who work, done by administrators, for good, in every task, after a crash too."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import URL

from tests.builders.pages import PdfPage, pdf
from tests.builders.pictures import photo
from tests.cast import Cast
from tests.conftest import ENGINE
from tests.listening import statements
from tests.tasks.conftest import Filled, Made, SignIn, state_of
from tracker.accounts.permissions import Role
from tracker.core import clock
from tracker.core.backup import make_backup
from tracker.core.config import Settings
from tracker.core.db import Database
from tracker.core.files import FileStore
from tracker.ledgers.models import LooseFile
from tracker.tasks.actions.trace import content_of
from tracker.tasks.jobs import sweep_files
from tracker.tasks.models import Content, Evidence, Removal, Room, Task
from tracker.tasks.queries import evidence_of, rooms_in_reach, trail_of
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.trail import fault_of

PDF = b"%PDF-1.7 with a number that should not be here"
Handed = Callable[..., Evidence]


@pytest.fixture
def handed(sign_in_as: SignIn, database: Database, filled: Filled) -> Handed:
    """Hand a file in as 李强 and answer the newest piece."""

    def hand_in(
        task: Task, content: bytes = PDF, name: str = "会议记录.pdf", **more: str
    ) -> Evidence:
        data = filled(task, files=(BytesIO(content), name), kind="minutes", **more)
        answer = sign_in_as("liqiang").post(f"/tasks/{task.id}/hand-in", data=data)
        assert answer.status_code == 303, answer.text
        return pieces_of(database, task)[-1]

    return hand_in


def pieces_of(database: Database, task: Task) -> list[Evidence]:
    with database.reading() as session:
        return list(evidence_of(session, task))


def left_on_disk(settings: Settings) -> list[Path]:
    folders = (settings.evidence_path, settings.previews_path)
    return [one for folder in folders for one in folder.rglob("*") if one.is_file()]


def destroy(browser: FlaskClient, piece: Evidence, **typed: str) -> str:
    data = {"reason": "页上有身份证号", "versions": "y", **typed}
    answer = browser.post(f"/evidence/{piece.id}/destroy", data=data)
    assert answer.status_code == 303, answer.text
    return browser.get("/evidence-room").text


def test_a_file_is_really_gone_and_the_fact_remains(
    sign_in_as: SignIn, database: Database, made: Made, handed: Handed, settings: Settings
) -> None:
    task = made(State.ACTIVE)
    piece = handed(task, photo(), "现场.jpg")
    assert len(left_on_disk(settings)) == 3
    told = destroy(sign_in_as("heping"), piece)
    assert "已从" in told
    assert "销毁旧的备份" in told
    assert left_on_disk(settings) == []
    now = pieces_of(database, task)[-1]
    assert now.file_hash == piece.file_hash
    shown = sign_in_as("liqiang").get(f"/tasks/{task.id}").text
    assert "误传清除，内容已销毁（页上有身份证号）" in shown
    with database.reading() as session:
        trace = trail_of(session, task)[-1]
    assert (trace.step, trace.actor_name, trace.note) == (
        Step.DESTROY_FILE,
        "何平",
        "页上有身份证号",
    )
    assert trace.facts["sha256"] == piece.file_hash
    for path in ("", "/thumbnail"):
        assert sign_in_as("liqiang").get(f"/evidence/{piece.id}{path}").status_code in {404, 410}


def kept_in_backup(settings: Settings, url: URL, out: Path) -> list[str]:
    """Answer the names of the kept files that a backup made now holds."""
    make_backup(url, settings.evidence_path, out, at=clock.now())
    with tarfile.open(out) as archive:
        return [one.name for one in archive if one.isfile() and one.name.startswith("files/")]


def test_a_mistake_is_walked_to_its_end_from_the_wish_to_the_backup_without_it(
    sign_in_as: SignIn,
    database: Database,
    made: Made,
    handed: Handed,
    settings: Settings,
    url: URL,
    tmp_path: Path,
) -> None:
    task = made(State.ACTIVE)
    piece = handed(task, pdf([PdfPage(rules=[(0, 421, 595, 421)])]), "名册.pdf")
    assert piece.file_hash is not None
    reviewer, handler, admin = (sign_in_as(one) for one in ("wanglixin", "liqiang", "heping"))
    for size in ("thumbnail", "picture"):
        assert reviewer.get(f"/evidence/{piece.id}/{size}").mimetype == "image/jpeg"
    assert len(left_on_disk(settings)) == 3, "the file and its first page in two sizes"
    before = kept_in_backup(settings, url, tmp_path / "before.tar")
    assert any(piece.file_hash in name for name in before)
    wish = {"reason": "页上有身份证号"}
    assert handler.post(f"/evidence/{piece.id}/removal", data=wish).status_code == 303
    assert len(left_on_disk(settings)) == 3, "a wish destroys nothing"
    assert "名册" in admin.get("/evidence-room").text
    waiting = "有 1 件材料等您清除"
    assert (waiting in admin.get("/").text, waiting in handler.get("/").text) == (True, False)
    assert "已从" in destroy(admin, piece)
    assert waiting not in admin.get("/").text
    assert left_on_disk(settings) == []
    after = kept_in_backup(settings, url, tmp_path / "after.tar")
    assert not any(piece.file_hash in name for name in after)
    for path in ("", "/thumbnail", "/picture"):
        assert reviewer.get(f"/evidence/{piece.id}{path}").status_code in {404, 410}
    assert left_on_disk(settings) == [], "looking at it draws nothing again"
    page = reviewer.get(f"/tasks/{task.id}").text
    assert "误传清除，内容已销毁（页上有身份证号）" in page
    assert f"/evidence/{piece.id}/thumbnail" not in page
    with database.reading() as session:
        trail = trail_of(session, task)
        rows = [(one.position, content_of(one), one.previous_hash, one.hash) for one in trail]
    assert (trail[-1].facts["sha256"], fault_of(rows, ())) == (piece.file_hash, None)


def test_what_cannot_be_drawn_of_a_pdf_is_tried_once_and_shown_as_a_file(
    sign_in_as: SignIn, made: Made, handed: Handed, settings: Settings
) -> None:
    task = made(State.ACTIVE)
    piece = handed(task)
    path, reviewer = f"/evidence/{piece.id}/thumbnail", sign_in_as("wanglixin")
    assert path in reviewer.get(f"/tasks/{task.id}").text
    assert reviewer.get(path).status_code == 404
    noted = [one.stat().st_mtime_ns for one in settings.previews_path.rglob("*.jpg")]
    assert len(noted) == 2
    assert reviewer.get(path).status_code == 404
    assert noted == [one.stat().st_mtime_ns for one in settings.previews_path.rglob("*.jpg")]
    assert path not in reviewer.get(f"/tasks/{task.id}").text


def test_a_preview_that_a_power_cut_emptied_is_drawn_again(
    sign_in_as: SignIn, made: Made, handed: Handed, settings: Settings
) -> None:
    task = made(State.ACTIVE)
    piece = handed(task, photo(), "现场.jpg")
    for one in settings.previews_path.rglob("*.jpg"):
        one.write_bytes(b"")
    path, reviewer = f"/evidence/{piece.id}/thumbnail", sign_in_as("wanglixin")
    assert path in reviewer.get(f"/tasks/{task.id}").text
    assert reviewer.get(path).data.startswith(b"\xff\xd8")


def test_it_works_for_a_closed_task_and_moves_nothing(
    sign_in_as: SignIn,
    database: Database,
    made: Made,
    handed: Handed,
    filled: Filled,
    settings: Settings,
) -> None:
    task = made(State.ACTIVE)
    piece = handed(task)
    path = f"/tasks/{task.id}/"
    for login, slug, typed in (
        ("liqiang", "submit", {"outcome": "逐村对账", "kind": ""}),
        ("wanglixin", "approve", {"decision": "agree"}),
        ("zhoumin", "approve", {"decision": "agree"}),
        ("chenguodong", "approve", {"decision": "agree", "result": "closed"}),
    ):
        assert sign_in_as(login).post(path + slug, data=filled(task, **typed)).status_code == 303
    assert state_of(database, task) is State.CLOSED
    destroy(sign_in_as("heping"), piece)
    assert state_of(database, task) is State.CLOSED
    assert left_on_disk(settings) == []


def test_every_task_that_uses_the_file_loses_it_and_says_so(
    sign_in_as: SignIn, database: Database, made: Made, handed: Handed, settings: Settings
) -> None:
    task, other = made(State.ACTIVE), made(State.ACTIVE)
    piece = handed(task, also=other.number)
    admin = sign_in_as("heping")
    asked = admin.get(f"/evidence/{piece.id}/destroy").text
    assert f"{task.number}、{other.number}" in asked
    destroy(admin, piece)
    assert left_on_disk(settings) == []
    for one in (task, other):
        assert pieces_of(database, one)[-1].destroyed_because == "页上有身份证号"
        with database.reading() as session:
            assert trail_of(session, one)[-1].step is Step.DESTROY_FILE


@pytest.mark.parametrize(("versions", "left"), [("y", 0), ("", 1)])
def test_other_versions_go_along_when_wished(
    sign_in_as: SignIn,
    database: Database,
    made: Made,
    handed: Handed,
    settings: Settings,
    versions: str,
    left: int,
) -> None:
    task = made(State.ACTIVE)
    old = handed(task)
    new = handed(task, PDF + b" 2", replaces_id=str(old.id))
    typed = {"versions": versions} if versions else {}
    data = {"reason": "传错了", **typed}
    sign_in_as("heping").post(f"/evidence/{new.id}/destroy", data=data)
    assert len(left_on_disk(settings)) == left
    first, second = pieces_of(database, task)
    assert second.destroyed_at is not None
    assert first.counts is bool(left)


def test_whoever_works_on_it_asks_and_is_told_who_can(
    sign_in_as: SignIn, database: Database, made: Made, handed: Handed
) -> None:
    task = made(State.ACTIVE)
    piece = handed(task)
    browser, path = sign_in_as("liqiang"), f"/evidence/{piece.id}/removal"
    page = browser.get(path).text
    assert "可由何平清除" in page
    empty = browser.post(path, data={"reason": ""})
    assert (empty.status_code, "请写明清除的理由" in empty.text) == (422, True)
    assert browser.post(path, data={"reason": "传错了任务"}).status_code == 303
    assert browser.post(path, data={"reason": "页上有电话"}).status_code == 303
    admin = sign_in_as("heping")
    listed = admin.get("/evidence-room").text
    for said in ("会议记录.pdf", task.number, "页上有电话", "李强", "1 件"):
        assert said in listed
    assert "传错了任务" not in listed
    assert "页上有电话" in admin.get(f"/evidence/{piece.id}/destroy").text
    destroy(admin, piece)
    assert "没有人请求清除文件" in admin.get("/evidence-room").text
    with database.reading() as session:
        assert session.query(Removal).one().done_at is not None


@pytest.mark.parametrize("login", ["zhoumin", "liqiang", "wanglixin", "chenguodong", "sunzheng"])
def test_nobody_else_destroys(
    sign_in_as: SignIn, database: Database, made: Made, handed: Handed, login: str
) -> None:
    piece = handed(made(State.ACTIVE))
    answer = sign_in_as(login).post(f"/evidence/{piece.id}/destroy", data={"reason": "想删"})
    assert (answer.status_code, "系统管理员" in answer.text) == (403, True)
    with database.reading() as session:
        assert session.get_one(Evidence, piece.id).destroyed_at is None


def test_an_administrator_reads_neither_file_nor_task_nor_ledgers_elsewhere(
    sign_in_as: SignIn, made: Made, handed: Handed
) -> None:
    task = made(State.ACTIVE)
    piece = handed(task)
    admin = sign_in_as("heping")
    for path in (
        f"/evidence/{piece.id}",
        f"/evidence/{piece.id}/thumbnail",
        f"/tasks/{task.id}",
    ):
        assert admin.get(path).status_code == 403
    shown = admin.get(f"/evidence/{piece.id}/destroy").text
    assert "会议记录.pdf" in shown
    assert task.title not in shown


def test_an_unknown_number_is_told_and_a_known_one_found(
    sign_in_as: SignIn, made: Made, handed: Handed
) -> None:
    piece = handed(made(State.ACTIVE))
    admin = sign_in_as("heping")
    found = admin.post("/evidence-room/find", data={"piece": piece.id})
    assert found.location == f"/evidence/{piece.id}/destroy"
    for typed, said in (("999999", "没有这个材料编号"), ("", "请填写材料编号"), ("x", "")):
        answer = admin.post("/evidence-room/find", data={"piece": typed})
        assert (answer.status_code, said in answer.text) == (422, True)
    assert admin.get("/evidence/999999/destroy").status_code == 404


def test_a_reason_is_needed_and_once_is_enough(
    sign_in_as: SignIn, made: Made, handed: Handed, settings: Settings
) -> None:
    piece = handed(made(State.ACTIVE))
    admin = sign_in_as("heping")
    empty = admin.post(f"/evidence/{piece.id}/destroy", data={"reason": " "})
    assert (empty.status_code, "请写明清除的理由" in empty.text) == (422, True)
    assert len(left_on_disk(settings)) == 1
    destroy(admin, piece)
    again = admin.post(f"/evidence/{piece.id}/destroy", data={"reason": "再来"})
    assert (again.status_code, "已经清除过" in again.text) == (409, True)
    assert "已经清除" in admin.get(f"/evidence/{piece.id}/destroy").text


def test_room_is_given_back(
    sign_in_as: SignIn, database: Database, cast: Cast, made: Made, handed: Handed
) -> None:
    piece = handed(made(State.ACTIVE))
    destroy(sign_in_as("heping"), piece)
    with database.reading() as session:
        assert session.get_one(Room, cast.town).used_bytes == 0


def test_what_was_destroyed_may_come_again_and_then_stays(
    app: Flask,
    sign_in_as: SignIn,
    made: Made,
    handed: Handed,
    settings: Settings,
) -> None:
    task = made(State.ACTIVE)
    destroy(sign_in_as("heping"), handed(task))
    again = handed(task)
    with app.app_context():
        assert sweep_files(clock.now(), everything=True) == "没有要清理的文件。"
    assert [one.name for one in left_on_disk(settings)] == [again.file_hash]


def test_a_crash_between_row_and_file_is_made_good_by_the_sweep(
    app: Flask, database: Database, made: Made, handed: Handed, settings: Settings
) -> None:
    piece = handed(made(State.ACTIVE), photo(), "现场.jpg")
    with (
        database.transaction() as session
    ):  # what the first transaction leaves when the process dies then
        now = session.get_one(Evidence, piece.id)
        now.destroyed_at, now.destroyed_because = clock.now(), "传错了"
        session.get_one(Content, piece.file_hash).doomed_at = clock.now()
    assert len(left_on_disk(settings)) == 3
    with app.app_context():
        assert "误传清除的文件1个" in sweep_files(clock.now(), everything=True)
        assert left_on_disk(settings) == []
        assert sweep_files(clock.now(), everything=True) == "没有要清理的文件。"


def test_what_was_dropped_into_a_tray_before_the_sweep_is_wanted_again(
    app: Flask, database: Database, cast: Cast, made: Made, handed: Handed, settings: Settings
) -> None:
    piece = handed(made(State.ACTIVE))
    sha256 = str(piece.file_hash)
    dropped = LooseFile(
        person_id=cast["liqiang"].person_id,
        file_name="会议记录.pdf",
        file_hash=sha256,
        file_size=len(PDF),
        dropped_at=clock.now(),
    )
    with database.transaction() as session:
        now = session.get_one(Evidence, piece.id)
        now.destroyed_at, now.destroyed_because = clock.now(), "传错了"
        session.get_one(Content, sha256).doomed_at = clock.now()
        session.add(dropped)
    with app.app_context():
        assert sweep_files(clock.now(), everything=True) == "没有要清理的文件。"
    assert FileStore(settings.evidence_path).read(sha256) == PDF


def test_what_a_killed_process_left_half_written_is_swept_when_it_is_old(
    app: Flask, settings: Settings
) -> None:
    store = FileStore(settings.evidence_path)
    store.keep(b"whole")
    folder = next(settings.evidence_path.iterdir())
    old, young = folder / ".old.part", folder / ".young.part"
    for one in (old, young):
        one.write_bytes(b"half")
    os.utime(old, (0, 0))
    now = clock.now().timestamp()
    os.utime(young, (now, now))
    with app.app_context():
        assert "没写完的文件1个" in sweep_files(clock.now(), everything=True)
    assert [old.exists(), young.exists()] == [False, True]


@pytest.mark.skipif(ENGINE != "sqlite", reason="about files, not the engine")
def test_a_process_killed_while_keeping_leaves_no_half_file_under_a_hash(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from tracker.core.files import FileStore;"
        f"FileStore(Path({str(tmp_path)!r})).keep(b'x' * 100000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TRACKER_FAILPOINT": "file-written:kill", "PYTHONPATH": "."},
        cwd=Path(__file__).resolve().parents[2],
        check=False,
    )
    assert done.returncode != 0
    store = FileStore(tmp_path)
    assert list(store.hashes()) == []
    assert store.sweep_parts(before=clock.now().timestamp() * 2) == 1


def test_the_rooms_of_all_ledgers_are_read_together_in_organisational_order(
    database: Database, cast: Cast, made: Made, handed: Handed
) -> None:
    handed(made(State.ACTIVE))
    everywhere = replace(cast["heping"], reach=((Role.ADMIN, frozenset(cast.units.values())),))
    with statements(database.engine) as asked, database.reading() as session:
        rooms = rooms_in_reach(session, everywhere)
    assert [(unit.code, room.used_bytes) for unit, room in rooms] == [
        ("yunling", 0),
        ("qinghe", len(PDF)),
        ("baishi", 0),
    ]
    assert len(asked) == 3, asked


def test_the_room_of_a_ledger_is_set_by_an_administrator(
    sign_in_as: SignIn, database: Database, cast: Cast, made: Made, handed: Handed
) -> None:
    handed(made(State.ACTIVE))
    admin, path = sign_in_as("heping"), f"/evidence-room/{cast.town}"
    field = f"unit{cast.town}-megabytes"
    assert admin.post(path, data={field: "500"}).status_code == 303
    with database.reading() as session:
        room = session.get_one(Room, cast.town)
        assert (room.megabytes, room.used_bytes) == (500, len(PDF))
    small = admin.post(path, data={field: "5"})
    assert (small.status_code, "100 MB" in small.text) == (422, True)
    assert admin.post(f"/evidence-room/{cast.units['baishi']}", data={}).status_code == 404
    assert sign_in_as("zhoumin").post(path, data={field: "900"}).status_code == 403
