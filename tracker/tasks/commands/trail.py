"""`trail verify`: every trail is read again and compared with its hashes."""

import click

from tracker.tasks.actions.trace import content_of
from tracker.tasks.commands.operator import unit_named
from tracker.tasks.queries import trails
from tracker.tasks.rules.trail import first_break
from tracker.web.cli import ChineseGroup, SpokenError
from tracker.web.database import reading

trail = ChineseGroup("trail", help="办理经过：核对有没有被改动。")


@trail.command("verify", help="逐项核对办理经过；有改动的列出编号，退出码为 1。")
@click.option("--unit", metavar="代码", help="只核对一个单位的台账；不写就核对全部。")
def verify(unit: str | None) -> None:
    """Check the chain of every task."""
    broken: list[str] = []
    tasks = rows = 0
    with reading() as session:
        ledger = unit_named(session, unit) if unit else None
        for task, traces in trails(session, ledger):
            tasks, rows = tasks + 1, rows + len(traces)
            place = first_break(
                (one.position, content_of(one), one.previous_hash, one.hash) for one in traces
            )
            if place is not None:
                broken.append(f"{task.number}：从第{place}步起与存证不符。")
            elif not traces:
                broken.append(f"{task.number}：没有任何办理经过。")
    for line in broken:
        click.echo(line)
    if broken:
        raise SpokenError(f"核对{tasks}项任务，{len(broken)}项的办理经过被改动过。")
    click.echo(f"核对{tasks}项任务、{rows}条办理经过，全部完整。")
