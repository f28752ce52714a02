"""The daily seal: what it lists, that it catches up, and every forgery that it brings to light."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.cast import Cast
from tests.conftest import ENGINE, NOW
from tests.factories.tasks import open_task
from tests.tasks.conftest import Made
from tracker.core import clock
from tracker.core.db import Database
from tracker.tasks.actions.seals import day_to_seal
from tracker.tasks.actions.trace import content_of
from tracker.tasks.jobs import seal_days
from tracker.tasks.models import Seal, SealedHead, Trace
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.seals import derived_key
from tracker.tasks.rules.trail import FIRST, chained

Run = Callable[..., Result]
TOMORROW = NOW + timedelta(days=1)
TABLES = ("trace", "seal", "sealed_head")


def unguard(database: Database) -> None:
    """Drop what refuses changes, as somebody with the database's own password could."""
    with database.transaction() as session:
        for table in TABLES:
            if ENGINE == "sqlite":
                for verb in ("update", "delete"):
                    session.execute(text(f"drop trigger {table}_no_{verb}"))
            else:
                session.execute(text(f"drop trigger {table}_append_only on {table}"))


def forge(database: Database, *statements: str) -> None:
    unguard(database)
    with database.transaction() as session:
        for statement in statements:
            session.execute(text(statement))


@pytest.fixture
def sealed(app: Flask, made: Made) -> Flask:
    """One closed task of nine steps, sealed in the night after."""
    made(State.CLOSED)
    seal(app, TOMORROW)
    return app


def seal(app: Flask, at: datetime) -> str:
    with app.app_context(), clock.frozen(at):
        return seal_days(at, False)  # noqa: FBT003  the shape of every job


def verify(app: Flask, *words: str, at: datetime = TOMORROW, typed: str = "") -> Result:
    with clock.frozen(at):
        return app.test_cli_runner().invoke(args=["trail", "verify", *words], input=typed)


def days(database: Database) -> list[date]:
    with database.reading() as session:
        return list(session.scalars(select(Seal.day).order_by(Seal.id)))


@pytest.mark.parametrize(
    ("last", "minutes", "due"),
    [
        (None, 15, date(2026, 3, 18)),
        (None, 5, date(2026, 3, 17)),
        (date(2026, 3, 17), 5, None),
        (date(2026, 3, 17), 15, date(2026, 3, 18)),
        (date(2026, 3, 18), 15, None),
        (date(2026, 3, 10), 15, date(2026, 3, 11)),
    ],
)
def test_a_day_is_sealed_some_minutes_after_its_end(
    last: date | None, minutes: int, due: date | None
) -> None:
    midnight = datetime(2026, 3, 19, tzinfo=clock.OFFICE_ZONE)
    assert day_to_seal(last, midnight + timedelta(minutes=minutes)) == due


def test_a_list_holds_the_head_of_every_trail_that_moved(
    sealed: Flask, database: Database, cast: Cast
) -> None:
    with database.transaction() as session:
        open_task(session, cast, town="baishi")
    seal(sealed, NOW + timedelta(days=2))
    with database.reading() as session:
        heads = session.scalars(select(SealedHead).order_by(SealedHead.seal_id)).all()
        lists = session.scalars(select(Seal).order_by(Seal.id)).all()
    assert [(one.seal_id, one.number, one.position) for one in heads] == [
        (1, "2025-001", 9),
        (2, "2025-001", 1),
    ]
    assert [(one.id, one.heads) for one in lists] == [(1, 1), (2, 1)]


def test_a_second_run_does_nothing_and_downtime_is_caught_up(
    sealed: Flask, database: Database
) -> None:
    assert seal(sealed, TOMORROW) == "没有要封存的日子。"
    assert days(database) == [date(2026, 3, 18)]
    assert "已封存4天" in seal(sealed, NOW + timedelta(days=5))
    assert days(database) == [date(2026, 3, day) for day in range(18, 23)]
    assert verify(sealed, at=NOW + timedelta(days=5)).exit_code == 0


def test_a_whole_trail_is_whole_under_its_seal(sealed: Flask) -> None:
    result = verify(sealed)
    assert (result.exit_code, result.stdout) == (0, "核对1项任务、9条办理经过，全部完整。\n")
    assert "封存到2026年3月18日，共1份清单" in result.stderr


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["update {0} set {1} = {1}", "delete from {0}"])
def test_no_seal_and_no_trail_is_changed_or_removed(
    sealed: Flask, database: Database, table: str, verb: str
) -> None:
    column = {"trace": "note", "seal": "mac", "sealed_head": "hash"}[table]
    with pytest.raises(DBAPIError, match="append-only"), database.transaction() as session:
        session.execute(text(verb.format(table, column)))
    assert verify(sealed).exit_code == 0


@pytest.mark.parametrize(
    ("forgery", "line"),
    [
        (
            "delete from trace where position > 6",
            "2025-001：末尾被截去，2026年3月18日封存时有9步，现在只有6步。",
        ),
        ("delete from trace", "2025-001：末尾被截去，2026年3月18日封存时有9步，现在只有0步。"),
        ("update trace set note = '补记' where position = 4", "2025-001：从第4步起与存证不符。"),
        ("update seal set heads = 0, mac = 'x'", "2026年3月18日的封存清单：内容与签名不符"),
        ("delete from sealed_head", "2026年3月18日的封存清单：内容与签名不符"),
        ("update sealed_head set number = '2025-002'", "内容与签名不符"),
    ],
)
def test_what_the_chain_alone_does_not_tell_the_seal_tells(
    sealed: Flask, database: Database, forgery: str, line: str
) -> None:
    forge(database, forgery)
    result = verify(sealed)
    assert result.exit_code == 1
    assert line in result.stdout


def test_a_removed_task_is_missed(sealed: Flask, database: Database) -> None:
    children = ("measure", "progress", "evidence", "trace", "task_round")
    forge(database, *(f"delete from {one}" for one in children), "delete from task")
    result = verify(sealed)
    assert result.exit_code == 1
    assert "2025-001：整项任务不见了，2026年3月18日封存时有9步。" in result.stdout
    assert "整项任务不见了" in verify(sealed, "--unit", "qinghe").stdout
    assert "不见了" not in verify(sealed, "--unit", "baishi").stdout


def test_a_tail_written_afresh_with_fitting_hashes_is_found(
    sealed: Flask, database: Database
) -> None:
    unguard(database)
    with database.transaction() as session:
        before = FIRST
        for trace in session.scalars(select(Trace).order_by(Trace.position)):
            content: dict[str, Any] = content_of(trace)
            if trace.position >= 7:
                content["note"] = "改过的意见"
            kept = chained(content, before)
            session.execute(
                text("update trace set note = :note, previous_hash = :p, hash = :h where id = :id"),
                {"note": content["note"], "p": before, "h": kept, "id": trace.id},
            )
            before = kept
    result = verify(sealed)
    assert result.exit_code == 1
    assert "2025-001：第9步被换过，与封存的不是同一条" in result.stdout


def test_a_seal_taken_out_or_left_off_shows(sealed: Flask, database: Database) -> None:
    later = NOW + timedelta(days=4)
    seal(sealed, later)
    forge(database, "delete from seal where id = 2")
    assert "与前一份接不上" in verify(sealed, at=later).stdout
    with database.transaction() as session:
        session.execute(text("delete from seal where id > 1"))
    stopped = verify(sealed, at=later)
    assert (stopped.exit_code, "封存停在2026年3月18日" in stopped.stdout) == (1, True)
    with database.transaction() as session:
        session.execute(text("delete from sealed_head"))
        session.execute(text("delete from seal"))
    assert "还没有任何封存清单" in verify(sealed, at=later).stdout


def test_a_new_key_needs_the_old_one_to_check_what_it_signed(sealed: Flask) -> None:
    old = sealed.extensions["settings"].secret_key
    sealed.extensions["settings"] = type(sealed.extensions["settings"])(
        **{
            name: getattr(sealed.extensions["settings"], name)
            for name in sealed.extensions["settings"].__slots__
        }
        | {"secret_key": "another-key-for-tests"}
    )
    alone = verify(sealed)
    assert (alone.exit_code, "不是用现在的密钥封存的" in alone.stdout) == (1, True)
    assert verify(sealed, "--old-keys-stdin", typed=f"{old}\n").exit_code == 0
    assert verify(sealed, "--old-keys-stdin", typed="not-the-old-key\n").exit_code == 1


def test_the_signing_key_is_not_the_program_s_secret() -> None:
    assert derived_key("a secret") != derived_key("another")
    assert b"a secret" not in derived_key("a secret")


def test_a_seal_made_at_a_moment_told_in_the_office_s_zone_holds(app: Flask, made: Made) -> None:
    made(State.CLOSED)
    seal(app, TOMORROW.astimezone(clock.OFFICE_ZONE))
    assert verify(app).exit_code == 0
