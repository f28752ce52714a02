"""`trail verify`: every trail is read again and compared with its hashes and with the daily seals."""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

import click
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.queries import installation
from tracker.core import clock
from tracker.tasks import queries
from tracker.tasks.actions.trace import content_of
from tracker.tasks.commands.operator import unit_named
from tracker.tasks.models import Seal, Trace
from tracker.tasks.queries.seals import SealedTrail
from tracker.tasks.rules.seals import derived_key, mac_of, mark_of
from tracker.tasks.rules.trail import FIRST, Fault, Flaw, fault_of
from tracker.web.cli import ChineseGroup, SpokenError
from tracker.web.database import reading, settings
from tracker.web.filters import day

trail = ChineseGroup("trail", help="办理经过：核对有没有被改动。")

# A list is written some minutes after midnight; one that is a whole day late tells something.
_LATE = timedelta(days=2)


@trail.command("verify", help="逐项核对办理经过和每日封存；有改动的列出编号，退出码为 1。")
@click.option("--unit", metavar="代码", help="只核对一个单位的台账；不写就核对全部。")
@click.option(
    "--old-keys-stdin",
    is_flag=True,
    help="换过 SECRET_KEY 时用：从标准输入读以前的密钥，一行一个。",
)
def verify(unit: str | None, *, old_keys_stdin: bool) -> None:
    """Check the chain of every task, and every list of heads."""
    keys = _keys(old_keys_stdin=old_keys_stdin)
    broken = tasks = rows = 0
    with reading() as session:
        ledger = unit_named(session, unit) if unit else None
        seals = queries.all_seals(session)
        wrong = list(_wrong_seals(session, seals, keys, clock.now()))
        for line in wrong:
            click.echo(line)
        for number, steps, words in _checked(session, ledger):
            tasks, rows = tasks + 1, rows + steps
            if words:
                broken += 1
                click.echo(f"{number}：{words}")
    if broken:
        raise SpokenError(f"核对{tasks}项任务，{broken}项的办理经过被改动过。")
    if wrong:
        raise SpokenError(f"办理经过前后相连，但封存清单有{len(wrong)}处对不上。")
    click.echo(f"核对{tasks}项任务、{rows}条办理经过，全部完整。")
    click.echo(_sealed_words(seals), err=True)


def _keys(*, old_keys_stdin: bool) -> dict[str, bytes]:
    secrets = [settings().secret_key]
    if old_keys_stdin:
        secrets += [line.strip() for line in sys.stdin if line.strip()]
    keys = [derived_key(one) for one in secrets]
    return {mark_of(one): one for one in keys}


def _checked(session: Session, ledger: Unit | None) -> Iterator[tuple[str, int, str]]:
    for one in queries.trails_with_seals(session, ledger):
        fault = _fault(one)
        yield one.number, len(one.rows or ()), _words(fault) if fault else ""


def _fault(one: SealedTrail) -> Fault | None:
    if one.rows is None:
        return Fault(Flaw.REMOVED, sealed=one.sealed[-1])
    # A row of plain columns has everything that a trace's content is made of.
    rows = (
        (row.position, content_of(cast("Trace", row)), row.previous_hash, row.hash)
        for row in cast("Any", one.rows)
    )
    return fault_of(rows, one.sealed)


def _words(fault: Fault) -> str:
    sealed = fault.sealed
    then = f"{day(sealed.day)}封存时有{sealed.position}步" if sealed else ""
    match fault.flaw:
        case Flaw.EMPTY:
            return "没有任何办理经过。"
        case Flaw.BROKEN:
            return f"从第{fault.position}步起与存证不符。"
        case Flaw.SWAPPED:
            return f"第{fault.position}步被换过，与封存的不是同一条（{then}）。"
        case Flaw.CUT:
            return f"末尾被截去，{then}，现在只有{fault.position}步。"
        case Flaw.REMOVED:
            return f"整项任务不见了，{then}。"


def _wrong_seals(
    session: Session, seals: Sequence[Seal], keys: dict[str, bytes], at: datetime
) -> Iterator[str]:
    before = FIRST
    for number, seal in enumerate(seals, start=1):
        name = f"{day(seal.day)}的封存清单"
        key = keys.get(seal.key_mark)
        if seal.id != number or seal.previous_mac != before:
            yield f"{name}：与前一份接不上，中间有清单被删去或换过。"
            return
        if key is None:
            yield f"{name}：不是用现在的密钥封存的。换过 SECRET_KEY 时请用 --old-keys-stdin 给出以前的密钥。"
        elif mac_of(key, queries.facts_of(seal), queries.heads_of(session, seal))[0] != seal.mac:
            yield f"{name}：内容与签名不符，清单被改动过。"
        before = seal.mac
    yield from _late(session, seals, at)


def _late(session: Session, seals: Sequence[Seal], at: datetime) -> Iterator[str]:
    set_up = installation(session)
    if seals:
        last = seals[-1].day
        if last < clock.day_of(at) - _LATE:
            yield f"封存停在{day(last)}：此后定时程序没有运行，或者后面的封存清单被删去。"
    elif set_up is not None and set_up.created_at < at - _LATE:
        yield "还没有任何封存清单：定时程序没有运行过，或者封存清单被整个删去。"


def _sealed_words(seals: Sequence[Seal]) -> str:
    if not seals:
        return "还没有封存清单，定时程序每天零点后封存前一天的办理经过。"
    last = seals[-1]
    return f"封存到{day(last.day)}，共{len(seals)}份清单，最后一份的封存码：{last.mac}"
