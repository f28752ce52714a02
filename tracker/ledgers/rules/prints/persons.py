"""Prints that go by person: one sheet for each leader or handler, and the text that chases evidence in a chat."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.documents.rules.boxes import Cell, Ends, Grid
from tracker.documents.rules.paper import Block, Title
from tracker.documents.rules.sheet import shown
from tracker.ledgers.rules.prints.engine import SIGNED, table_of
from tracker.ledgers.rules.prints.facts import PrintTask, Run
from tracker.ledgers.rules.prints.lists import CLAIMS, MISSING
from tracker.ledgers.rules.prints.missing import missing_of
from tracker.ledgers.rules.words import due_words
from tracker.tasks.rules.lifecycle import OPEN

_NOBODY = "（未明确）"
_PROMISE = (
    "以上问题，本人认领。对照完成标准和整改时限，亲自过问、逐项盯办，每月向党委报告一次进展；"
    "到期不能办结的，提前说明原因并按程序申请延期。"
)


@dataclass(frozen=True, slots=True)
class OfPerson:
    """The tasks of one person, by the name that stands in the ledger."""

    name: str
    tasks: tuple[PrintTask, ...]


def by_leader(tasks: Sequence[PrintTask]) -> tuple[OfPerson, ...]:
    """Group tasks by leader, in the order in which leaders come in the list."""
    return _grouped((task.leader, task) for task in tasks)


def by_handler(tasks: Sequence[PrintTask]) -> tuple[OfPerson, ...]:
    """Group tasks by handler, in the order in which they come in the list."""
    return _grouped((task.handler, task) for task in tasks)


def chased(tasks: Sequence[PrintTask]) -> tuple[OfPerson, ...]:
    """Answer whose open tasks lack evidence, person by person."""
    return by_handler([one for one in tasks if one.line.state in OPEN and missing_of(one)])


def claim_blocks(tasks: Sequence[PrintTask], run: Run) -> tuple[Block, ...]:
    """Answer one sheet for each leader: the problems, the promise, a box to sign."""
    blocks: list[Block] = []
    for place, person in enumerate(by_leader(tasks)):
        blocks += [
            Title(CLAIMS.title, fresh=place > 0),
            Ends((f"认领人：{person.name}", f"{run.unit_name}　{shown(run.on)}")),
            table_of(CLAIMS, person.tasks),
            Grid(
                (
                    (
                        Cell("整改承诺", 3, label=True),
                        Cell(_PROMISE, 21, height=45, foot=f"认领人{SIGNED}"),
                    ),
                ),
                kept=True,
            ),
        ]
    return tuple(blocks)


def missing_blocks(tasks: Sequence[PrintTask], run: Run) -> tuple[Block, ...]:
    """Answer one list for each person whose tasks lack evidence."""
    blocks: list[Block] = []
    for place, person in enumerate(chased(tasks)):
        blocks += [
            Title(MISSING.title, fresh=place > 0),
            Ends((f"责任人：{person.name}", f"{run.unit_name}　{shown(run.on)}")),
            table_of(MISSING, person.tasks),
            Ends(
                (
                    f"催交人：{run.printed_by}",
                    "收到人签字：　　　　　　　　",
                    "日期：　　　　　　　",
                )
            ),
        ]
    return tuple(blocks)


def chasing_text(person: OfPerson) -> str:
    """Answer what can be copied into a chat: each task, its deadline, what is still missing."""
    name = person.name.split(" ")[-1]
    lines = [f"{name}您好，您负责的整改事项还缺以下佐证材料："]
    for task in person.tasks:
        due = due_words(task.line)
        until = f"，时限{due}" if due else ""
        lines.append(f"{task.line.number} {task.matter}{until}")
        lines += [f"　—{word}；" for word in missing_of(task)]
    lines.append("电子件、纸质件都可以；只有纸质原件的，告诉我放在哪里就行。谢谢！")
    return "\n".join(lines)


def _grouped(pairs: Iterable[tuple[str, PrintTask]]) -> tuple[OfPerson, ...]:
    found: dict[str, list[PrintTask]] = defaultdict(list)
    for name, task in pairs:
        found[name or _NOBODY].append(task)
    return tuple(OfPerson(name, tuple(tasks)) for name, tasks in found.items())
