"""Tasks for prints as plain facts: one with short texts, one whose texts are as long as any office writes."""

from dataclasses import replace
from datetime import date

from tracker.ledgers.rules.lines import ExtensionLine, LedgerLine, ReportedLine
from tracker.ledgers.rules.prints import Opinion, Piece, PrintTask, Request, Run
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import EvidenceKind, ExtensionState, FigureKind
from tracker.tasks.rules.lifecycle import State, Step

RUN = Run("青禾镇", date(2026, 6, 18), "周敏")
PLAIN = PrintTask(
    LedgerLine(
        task_id=1,
        problem_id=1,
        number="2026-007",
        state=State.ACTIVE,
        problem="支部书记履职能力不强。部分支部书记会前不定议题、会后不抓落实。",
        title="支部书记履职能力不强",
        unit_name="青禾镇",
        source=Source.SELF_CHECK,
        category="党建",
        standard="支部书记轮训一遍，抽查合格",
        measures=("举办支部书记实训2期", "每季度抽查一次会议记录"),
        leader="王立新",
        leader_post="组织委员",
        lead_unit="党建办公室",
        helping="各村",
        handler="李强",
        handler_post="党建办主任",
        due_text="2026年6月底",
        due_on=date(2026, 6, 30),
        original_due_on=date(2026, 6, 30),
        progress=(ReportedLine(date(2026, 4, 12), "已办实训1期，参训14人次。"),),
        outcome="",
    ),
    pieces=(
        Piece("实训签到表", EvidenceKind.ATTENDANCE, date(2026, 4, 12), 2, "党建办3号盒"),
        Piece("实训通知", EvidenceKind.NOTICE, has_file=True),
    ),
    requests=(
        Request(
            date(2026, 6, 10), "讲师时间冲突", date(2026, 6, 30), date(2026, 8, 31), late=False,
            state=ExtensionState.ASKED,
        ),
    ),
    reported=frozenset({FigureKind.TRAININGS, FigureKind.RULES}),
    to_coordinate="请县委组织部选派讲师",
    submitted_on=date(2026, 6, 15),
    opened_on=date(2026, 6, 1),
    reviewed="2026年一季度：继续坚持",
)  # fmt: skip


def words(name: str, length: int) -> str:
    """Answer a long text in which no stretch repeats, so that a lost line shows."""
    return name + "".join(f"第{n}句说明情况，" for n in range(1, length // 8 + 1)) + f"{name}完。"


def long_task() -> PrintTask:
    """Answer a task whose every text is long."""
    line = replace(
        PLAIN.line,
        superior_number="县委巡察反馈清单第二部分之三（2）",
        problem=words("问题", 900),
        title=words("题", 60),
        standard=words("标准", 300),
        measures=tuple(words(f"措施{n}", 240) for n in range(1, 6)),
        leader="王立新、黄海、张国庆",
        lead_unit="党建办公室、财政所、农业农村办公室、社会事务办公室",
        helping="各村（社区）党组织、纪委办公室、便民服务中心",
        handler="各村（社区）党组织书记及农业农村办公室主任李强",
        due_text="2026年6月底前取得阶段性成效并长期坚持",
        extensions=(ExtensionLine(date(2026, 6, 30), date(2026, 8, 31), late=False),),
        progress=tuple(
            ReportedLine(date(2026, month, 20), words(f"进展{month}", 400)) for month in (3, 4, 5)
        ),
        outcome=words("成效", 600),
        round=2,
        evidence=tuple(f"材料{n}" for n in range(1, 13)),
    )
    return replace(
        PLAIN,
        line=line,
        pieces=tuple(
            Piece(words(f"材料{n}", 40), EvidenceKind.RULE, date(2026, 5, 1), n, f"档案室{n}号盒")
            for n in range(1, 13)
        ),
        opinions=(
            Opinion(Step.COUNTERSIGN, "王立新", "组织委员", date(2026, 6, 16), words("意见", 200)),
        ),
        requests=(replace(PLAIN.requests[0], reason=words("理由", 500)),),
        difficulties=words("困难", 200),
        to_coordinate=words("协调", 200),
        reviewed=words("复核", 80),
    )


def numbered(task: PrintTask, count: int, *, state: State = State.ACTIVE) -> tuple[PrintTask, ...]:
    """Answer many tasks like one, each with a number and a problem of its own."""
    return tuple(
        replace(
            task,
            line=replace(
                task.line, task_id=n, problem_id=n, number=f"2026-{n:03d}", position=n, state=state
            ),
        )
        for n in range(1, count + 1)
    )
