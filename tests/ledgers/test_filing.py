"""A folder of files: names that mean a task, the rest by hand, one save with a result for each file."""

import io

import pytest
from sqlalchemy import select

from tests.cast import Cast
from tests.ledgers.conftest import Made, SignIn
from tracker.core import clock
from tracker.core.db import Database
from tracker.core.errors import InvalidError
from tracker.ledgers.actions.filing import drop_files
from tracker.ledgers.models import LooseFile
from tracker.ledgers.queries.filing import waiting_in_tray
from tracker.ledgers.rules.filing import (
    MOST_DROPPED,
    MOST_WAITING,
    Shelf,
    check_drop,
    kind_of,
    shelf_for,
    title_of,
)
from tracker.tasks.models import Evidence, Trace
from tracker.tasks.rules.kinds import EvidenceKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.steps import Step
from tracker.tasks.rules.uploads import MEGABYTE, NewFile

PDF = b"%PDF-1.4\n%%EOF\n"
SHELVES = (
    Shelf(1, "2026-007", "2026-007", "3-2", "支部书记履职"),
    Shelf(2, "2026-011", "2026-011", "", "集体经济"),
    Shelf(3, "2025-011", "2025-011", "", "流动党员"),
)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("2026-007 签到表.pdf", "2026-007"),
        ("2026—7签到表.pdf", "2026-007"),
        ("（2026-007）会议记录.docx", "2026-007"),
        ("007签到表.jpg", "2026-007"),
        ("3-2 签到表.pdf", "2026-007"),
        ("3-21 签到表.pdf", None),
        ("011.pdf", None),  # two tasks end so
        ("2026-099 签到表.pdf", None),
        ("20260707照片.jpg", None),
        ("签到表.pdf", None),
    ],
)
def test_a_number_in_the_name_means_one_task_or_none(name: str, number: str | None) -> None:
    found = shelf_for(name, SHELVES)
    assert (found.number if found else None) == number


def test_kind_and_title_come_from_the_name() -> None:
    assert kind_of("2026-007 签到表.jpg") is EvidenceKind.ATTENDANCE
    assert kind_of("现场.jpg") is EvidenceKind.PHOTO
    assert kind_of("说明.pdf") is EvidenceKind.OTHER
    assert title_of("2026-007 签到表.pdf", SHELVES[0]) == "签到表"
    assert title_of("007签到表.pdf", SHELVES[0]) == "签到表"
    assert title_of("3-2 签到表.pdf", SHELVES[0]) == "签到表"
    assert title_of("2026-007-12月签到表.pdf", SHELVES[0]) == "12月签到表"


def test_a_folder_of_forty_may_come_and_what_is_too_much_is_told() -> None:
    check_drop(40, 40 * MEGABYTE)
    with pytest.raises(InvalidError, match="这里有201个文件，一次最多放200个"):
        check_drop(MOST_DROPPED + 1, 1)
    with pytest.raises(InvalidError, match="合计201MB，一次最多200MB"):
        check_drop(3, 201 * MEGABYTE)


def test_a_task_that_was_split_off_has_a_shelf_of_its_own() -> None:
    beside = Shelf(9, "2026-007-2", "2026-007-2", "", "东岭村单独整改")
    shelves = [*SHELVES, beside]
    assert shelf_for("2026-007-2 签到表.pdf", shelves) == beside
    assert shelf_for("2026-007-3.jpg", shelves) == SHELVES[0], "the third picture of its own"
    assert title_of("2026-007-2 签到表.pdf", beside) == "签到表"
    assert title_of("2026-007.pdf", SHELVES[0]) == "2026-007"


def test_dropped_files_are_sorted_and_one_save_hands_them_in(
    made: Made, sign_in_as: SignIn, database: Database, cast: Cast
) -> None:
    task, clerk = made(State.ACTIVE), sign_in_as("zhoumin")
    files = [
        (io.BytesIO(PDF), f"材料/{task.number} 签到表.pdf"),
        (io.BytesIO(PDF + b"x"), "说明.pdf"),
        (io.BytesIO(b"MZ"), "setup.exe"),
    ]
    dropped = clerk.post("/ledgers/filing/drop", data={"files": files}, follow_redirects=True)
    assert "收下2个文件" in dropped.text
    assert "“setup.exe”是程序文件" in dropped.text
    assert f'value="{task.number}"' in dropped.text
    with database.reading() as session:
        named, other = session.scalars(select(LooseFile).order_by(LooseFile.id)).all()
        assert not session.scalars(
            select(Evidence).where(Evidence.file_hash == named.file_hash)
        ).all()
    form = {
        "means": "paper",
        f"task-{named.id}": task.number,
        f"title-{named.id}": "签到表",
        f"kind-{named.id}": "attendance",
        f"task-{other.id}": "2026-999",
    }
    saved = clerk.post("/ledgers/filing", data=form)
    assert (saved.status_code, "已归入1个文件" in saved.text) == (422, True)
    assert "没有编号为“2026-999”" in saved.text
    with database.reading() as session:
        piece = session.scalars(select(Evidence).where(Evidence.file_hash == named.file_hash)).one()
        trace = session.scalars(
            select(Trace).where(Trace.task_id == task.id, Trace.step == Step.HAND_IN)
        ).all()[-1]
        assert session.scalars(select(LooseFile.id)).all() == [other.id]
    assert (piece.task_id, piece.title, piece.kind) == (task.id, "签到表", EvidenceKind.ATTENDANCE)
    assert (trace.actor_id, trace.for_id) == (
        cast["zhoumin"].person_id,
        cast["liqiang"].person_id,
    )
    assert piece.handed_in_by == "李强"


def test_the_handler_files_in_the_own_name_and_sees_no_files_of_others(
    made: Made, sign_in_as: SignIn, database: Database, cast: Cast
) -> None:
    task = made(State.ACTIVE)
    handler, clerk = sign_in_as("liqiang"), sign_in_as("zhoumin")
    handler.post("/ledgers/filing/drop", data={"files": [(io.BytesIO(PDF), "007 记录.pdf")]})
    assert "007 记录.pdf" in handler.get("/ledgers/filing").text
    assert "007 记录.pdf" not in clerk.get("/ledgers/filing").text
    with database.reading() as session:
        loose = session.scalars(select(LooseFile)).one()
    clerk.post("/ledgers/filing", data={"discard": str(loose.id)})
    clerk.post("/ledgers/filing", data={f"task-{loose.id}": task.number})
    with database.reading() as session:
        assert session.scalars(select(LooseFile)).one().id == loose.id
    assert (
        handler.post("/ledgers/filing", data={f"task-{loose.id}": task.number}).status_code == 200
    )
    with database.reading() as session:
        piece = session.scalars(select(Evidence).order_by(Evidence.id.desc())).first()
    assert piece is not None
    assert (piece.task_id, piece.handed_in_by) == (task.id, cast["liqiang"].name)


def test_a_stranger_cannot_file_into_another_towns_task(
    made: Made, sign_in_as: SignIn, database: Database
) -> None:
    task, stranger = made(State.ACTIVE), sign_in_as("wutao")
    stranger.post("/ledgers/filing/drop", data={"files": [(io.BytesIO(PDF), "记录.pdf")]})
    with database.reading() as session:
        loose = session.scalars(select(LooseFile)).one()
    answer = stranger.post("/ledgers/filing", data={f"task-{loose.id}": task.number})
    assert (answer.status_code, "没有编号为" in answer.text) == (422, True)
    with database.reading() as session:
        assert (
            session.scalars(select(Evidence).where(Evidence.file_hash == loose.file_hash)).all()
            == []
        )


def test_a_tray_that_is_full_takes_no_more_files(
    sign_in_as: SignIn, database: Database, cast: Cast
) -> None:
    handler = cast["liqiang"]
    with database.transaction() as session:
        waiting = [NewFile(f"{one}.pdf", "0" * 64, 1) for one in range(MOST_WAITING)]
        drop_files(session, handler, waiting, clock.now())
    browser = sign_in_as("liqiang")
    refused = browser.post(
        "/ledgers/filing/drop", data={"files": [(io.BytesIO(PDF), "又一件.pdf")]}
    )
    assert refused.status_code == 422
    assert "请先归入或删除一些再放" in refused.text
    with database.reading() as session:
        assert waiting_in_tray(session, handler) == (MOST_WAITING, MOST_WAITING)
        assert waiting_in_tray(session, cast["zhoumin"]) == (0, 0)
