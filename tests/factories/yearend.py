"""A town at the end of 2026, written row by row: every way in which a problem can stand."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from tests.cast import Cast
from tracker.reports.models import Batch
from tracker.reports.rules.sources import Source
from tracker.tasks.models import (
    Evidence,
    Extension,
    Figure,
    Measure,
    Problem,
    Progress,
    Task,
    TaskRound,
)
from tracker.tasks.rules.kinds import EvidenceKind, ExtensionState, FigureKind, TaskKind
from tracker.tasks.rules.lifecycle import State

AS_OF = date(2026, 12, 15)
AT = datetime(2026, 12, 15, 2, 0, tzinfo=UTC)
ASSIGNED_ON = date(2026, 1, 12)
VILLAGES = "东岭村、西坪村会计未按月报账"  # inward only; must never be seen in a draft

OUTLINE_TEXT = """一、工作成效
（一）压实管党治党责任
召开党委会专题研究，班子成员到村督促检查，责任逐级传导。
（二）建强基层支部
开展支部书记培训，规范组织生活，做好流动党员教育管理。
（三）管好村级资金资产
清理村级账目，规范财务报账，公示惠民资金，盘活集体资产。
二、存在问题
（一）督促检查抓得不够经常。"""


@dataclass
class Work:
    """What a task is made from; whatever is not told is plain."""

    title: str
    state: State = State.ACTIVE
    category: str | None = None
    source: Source = Source.SELF_CHECK
    year: int = 2025
    registered_on: date = date(2026, 1, 8)
    text: str = ""
    outward: str = ""
    inward: str = ""
    kind: TaskKind = TaskKind.BY_STAGES
    leader: str = "wanglixin"
    leader_post: str = "组织委员"
    unit: str = "qinghe-party"
    helping: str = ""
    handler_post: str = ""
    standard: str = ""
    due_on: date | None = date(2026, 6, 30)
    original_due_on: date | None = None
    done_on: date | None = None
    round: int = 1
    outcome: str = ""
    basis: str = ""
    measures: list[tuple[str, date | None]] = field(default_factory=list)
    progress: list[tuple[date, str, str]] = field(default_factory=list)
    figures: list[tuple[FigureKind, str, str]] = field(default_factory=list)
    extension: tuple[str, date, bool] | None = None
    indicator: tuple[str, str, str, str, str] | None = None
    evidence: str = ""
    joins: Task | None = None
    repeats: Problem | None = None
    superior_number: str | None = None


@dataclass
class Town:
    """Writes problems and tasks of the cast's town."""

    session: Session
    cast: Cast
    batch: Batch | None = None
    numbers: dict[int, int] = field(default_factory=dict)

    def report(self, year: int, *, title: str = "", text: str = OUTLINE_TEXT) -> Batch:
        """Write the town's own report on a year, with the outline read from it."""
        self.batch = Batch(
            unit_id=self.cast.town,
            year=year,
            title=title or f"中共青禾镇委员会关于{year}年度落实全面从严治党主体责任情况的报告",
            file_name="报告.docx",
            file_hash=f"{year:064d}",
            text=text,
            extraction={"outline": outline(text)},
            created_by_id=self.cast["zhoumin"].person_id,
            created_at=AT,
        )
        self.session.add(self.batch)
        self.session.flush()
        return self.batch

    def problem(self, work: Work, *more: Work) -> tuple[Problem, list[Task]]:
        """Write a problem with one task for each work."""
        problem = Problem(
            unit_id=self.cast.town,
            batch_id=self.batch.id if self.batch and work.source is Source.SELF_CHECK else None,
            year=work.year,
            source=work.source,
            superior_number=work.superior_number,
            position=self.numbers.get(work.year, 0) + 1,
            title=work.title,
            text=work.text or f"{work.title}。",
            category=work.category,
            inward_text=work.inward,
            outward_text=work.outward,
            repeat_of_id=work.repeats.id if work.repeats else None,
            registered_on=work.registered_on,
        )
        self.session.add(problem)
        self.session.flush()
        return problem, [self._task(problem, one) for one in (work, *more)]

    def _task(self, problem: Problem, work: Work) -> Task:
        number = self.numbers[work.year] = self.numbers.get(work.year, 0) + 1
        finished = work.state in {State.CLOSED, State.SUSTAINED}
        task = Task(
            unit_id=self.cast.town,
            problem_id=problem.id,
            year=work.year,
            number=f"{work.year}-{number:03d}",
            title=work.title,
            standard=work.standard,
            kind=work.kind,
            state=work.state,
            before_pause=State.ACTIVE if work.state is State.PAUSED else None,
            round=work.round,
            handler_id=self.cast["liqiang"].person_id,
            handler_post=work.handler_post,
            leader_id=self.cast[work.leader].person_id,
            leader_post=work.leader_post,
            lead_unit_id=self.cast.units[work.unit],
            helping_text=work.helping,
            due_on=work.due_on,
            original_due_on=work.original_due_on or work.due_on,
            outcome=work.outcome,
            basis=work.basis,
            joined_to_id=work.joins.id if work.joins else None,
            assigned_on=ASSIGNED_ON,
            closed_on=work.done_on if work.state is State.CLOSED else None,
            moved_on=work.done_on or AS_OF,
            created_at=AT,
            **_indicator(work),
        )
        self.session.add(task)
        self.session.flush()
        self._rounds(task, work, finished=finished)
        self._lines(task, work)
        self.session.flush()
        return task

    def _rounds(self, task: Task, work: Work, *, finished: bool) -> None:
        for number in range(1, work.round):
            closed_on = ASSIGNED_ON - timedelta(days=400 - number)
            self.session.add(
                TaskRound(
                    task_id=task.id,
                    number=number,
                    started_on=closed_on - timedelta(days=60),
                    original_due_on=closed_on,
                    due_on=closed_on,
                    closed_on=closed_on,
                    outcome="已建立台账",
                )
            )
        self.session.add(
            TaskRound(
                task_id=task.id,
                number=work.round,
                started_on=ASSIGNED_ON,
                original_due_on=work.original_due_on or work.due_on,
                due_on=work.due_on,
                extended=work.extension is not None,
                extended_late=bool(work.extension and work.extension[2]),
                sustained_on=work.done_on if work.state is State.SUSTAINED else None,
                closed_on=work.done_on if work.state is State.CLOSED else None,
                outcome=work.outcome if finished else "",
            )
        )

    def _lines(self, task: Task, work: Work) -> None:
        self.session.add_all(
            Measure(task_id=task.id, position=position, text=text, done_on=done_on)
            for position, (text, done_on) in enumerate(work.measures, start=1)
        )
        self._progress(task, work)
        if work.extension:
            reason, asked_on, late = work.extension
            assert work.original_due_on is not None
            assert work.due_on is not None
            self.session.add(
                Extension(
                    task_id=task.id,
                    round=work.round,
                    asked_on=asked_on,
                    reason=reason,
                    due_before=work.original_due_on,
                    proposed_on=work.due_on,
                    late=late,
                    state=ExtensionState.GRANTED,
                    decided_on=asked_on,
                    decided_by="陈国栋",
                )
            )
        if work.evidence:
            self.session.add(
                Evidence(
                    task_id=task.id,
                    round=work.round,
                    kind=EvidenceKind.MINUTES,
                    title=work.evidence,
                    paper_place="党建办2号盒",
                    handed_in_by="李强",
                    entered_at=AT,
                )
            )

    def _progress(self, task: Task, work: Work) -> None:
        rows = [
            Progress(
                task_id=task.id,
                round=work.round,
                done_on=on,
                text=text,
                difficulties=difficulties,
                reported_by="李强",
                entered_at=AT,
            )
            for on, text, difficulties in work.progress
        ]
        self.session.add_all(rows)
        self.session.flush()
        self.session.add_all(
            Figure(progress_id=rows[-1].id, kind=kind, amount=Decimal(amount), name=name)
            for kind, amount, name in work.figures
        )


def outline(text: str) -> list[dict[str, Any]]:
    """Answer an outline in the shape of the contract: every line that begins with 一、 or （一）."""
    entries: list[dict[str, Any]] = []
    at = 0
    kind = "work"
    for line in text.split("\n"):
        mark = next((mark for mark in ("、", "）") if mark in line[:4]), None)
        if mark is not None:
            number, heading = line.split(mark, 1)
            if mark == "、":
                kind = "problems" if "问题" in heading else "work"
            entries.append(
                {
                    "number": number + mark,
                    "heading": heading,
                    "level": 1 if mark == "、" else 2,
                    "kind": kind,
                    "start": at,
                    "end": at + len(line),
                }
            )
        at += len(line) + 1
    return entries


def _indicator(work: Work) -> dict[str, Any]:
    if work.indicator is None:
        return {}
    name, unit, at_start, wanted, now = work.indicator
    return {
        "indicator_name": name,
        "indicator_unit": unit,
        "value_at_start": Decimal(at_start),
        "value_wanted": Decimal(wanted),
        "value_now": Decimal(now),
    }


def whole_town(session: Session, cast: Cast) -> Town:
    """Write the town whose drafts lie in tests/yearend/expected."""
    town = Town(session, cast)
    town.report(2024)
    old, _ = town.problem(
        Work(
            "支部组织生活质量不高",
            State.CLOSED,
            year=2024,
            registered_on=date(2025, 1, 10),
            done_on=date(2025, 8, 20),
        )
    )
    town.problem(
        Work(
            "党员活动阵地作用发挥不足",
            year=2024,
            category="支部建设",
            registered_on=date(2025, 1, 10),
            round=2,
            due_on=date(2027, 3, 31),
            standard="14个村活动阵地每月开放不少于8天",
            measures=[("排定各村阵地开放日", date(2026, 9, 1)), ("按月抽查开放记录", None)],
            progress=[(date(2026, 11, 20), "已有9个村按开放日开放", "其余5个村无专人值守")],
        )
    )
    town.report(2025)
    _closed(town)
    _open(town, old)
    _from_others(town)
    return town


def _closed(town: Town) -> None:
    _, (lists,) = town.problem(
        Work(
            "督促检查抓得不够经常",
            State.CLOSED,
            category="责任传导",
            done_on=date(2026, 6, 20),
            standard="每月有清单、有对账记录",
            measures=[
                ("建立党委重点工作月清单", date(2026, 2, 1)),
                ("班子成员每月到联系村逐条对账", date(2026, 6, 1)),
            ],
            outcome="当场能定的当场定，定不了的列入党委会议题，工作部署与跟踪问效做到同步安排",
            figures=[(FigureKind.MEETINGS, "4", "")],
            progress=[(date(2026, 5, 6), "月清单已对账4次", "")],
            evidence="月清单和对账记录",
        )
    )
    town.problem(
        Work(
            "谈心谈话记录不全",
            State.JOINED,
            category="责任传导",
            joins=lists,
        )
    )
    town.problem(
        Work(
            "村级财务管理不规范",
            State.CLOSED,
            category="村级财务",
            leader="huanghai",
            leader_post="副镇长",
            unit="qinghe-finance",
            helping="农经站",
            original_due_on=date(2026, 6, 30),
            due_on=date(2026, 9, 30),
            done_on=date(2026, 9, 16),
            standard="报账手续齐全，账目逐村复核",
            extension=("汛期抽调人员", date(2026, 6, 12), False),
            measures=[
                ("6月底前修订报账审批、印章使用制度，确保财务规范运行", date(2026, 5, 20)),
                ("对14个村报账员集中实训", date(2026, 7, 3)),
                ("逐村复核近三年账目", date(2026, 9, 1)),
            ],
            progress=[(date(2026, 9, 2), "账目复核完成", "")],
            figures=[
                (FigureKind.RULES, "2", ""),
                (FigureKind.TRAININGS, "2", ""),
                (FigureKind.MONEY, "4.6", "补正手续不全支出"),
            ],
            outcome="查出的11笔4.6万元手续不全支出已全部补正，问题整改到位",
        )
    )
    town.problem(
        Work(
            "流动党员教育管理存在薄弱环节",
            State.SUSTAINED,
            category="支部建设",
            kind=TaskKind.LASTING,
            due_on=date(2026, 10, 31),
            done_on=date(2026, 10, 28),
            standard="在册流动党员联系全覆盖",
            measures=[("一名支委固定联系一名流动党员", date(2026, 3, 1))],
            outcome="在册37名流动党员年内实现联系全覆盖",
        )
    )
    town.problem(
        Work(
            "支部书记履职能力参差不齐",
            State.CLOSED,
            category="支部建设",
            handler_post="组织干事",
            due_on=date(2026, 6, 30),
            done_on=date(2026, 7, 8),
            standard="14名支部书记全部参训",
            progress=[
                (date(2026, 6, 18), "开展支部书记履职实训，彻底改变了重业务轻党建的状况", "")
            ],
            figures=[(FigureKind.TRAININGS, "4", ""), (FigureKind.TRAINEES, "56", "")],
        )
    )
    town.problem(
        Work(
            "便民服务点建设滞后",
            State.ENDED,
            category="服务群众",
            basis="2026年5月6日党委会研究，该村并入社区统一规划，服务事项改由社区大厅承接",
            done_on=date(2026, 5, 6),
        )
    )


def _open(town: Town, old: Problem) -> None:
    town.problem(
        Work(
            "集体增收路子不宽",
            category="集体经济",
            leader="huanghai",
            leader_post="副镇长",
            unit="qinghe",
            helping="自然资源所",
            original_due_on=date(2026, 9, 30),
            due_on=date(2027, 4, 30),
            standard="2个村经营性收入均超过10万元",
            extension=("建设用地尚在报批", date(2026, 9, 8), False),
            indicator=("经营性收入不足10万元的村", "个", "6", "0", "2"),
            measures=[
                ("摸清14个村资源家底", date(2026, 4, 1)),
                ("办结2个村用地手续", None),
                ("冷库项目开工建设", None),
            ],
            progress=[(date(2026, 11, 28), "已有4个村的项目取得收益", "2个村建设用地尚在报批")],
        )
    )
    town.problem(
        Work(
            "闲置资产盘活进展缓慢",
            category="集体经济",
            leader="huanghai",
            leader_post="副镇长",
            unit="qinghe-finance",
            due_on=date(2026, 10, 31),
        )
    )
    town.problem(
        Work(
            "支部组织生活质量有所反复",
            State.FIRST_REVIEW,
            category="支部建设",
            due_on=date(2026, 12, 31),
            standard="抽查支部会前有议题、会后有落实",
            repeats=old,
            measures=[("对14个支部逐个过一遍议题", None)],
            progress=[(date(2026, 12, 1), "抽查14个支部，11个会前定了议题，显著改善", "")],
        )
    )


def _from_others(town: Town) -> None:
    town.problem(
        Work(
            "惠民资金公示环节存在脱节",
            source=Source.INSPECTION,
            year=2026,
            registered_on=date(2026, 5, 18),
            category="村级财务",
            unit="qinghe-finance",
            superior_number="巡-3",
            text="惠民资金公示环节存在脱节。东岭村、西坪村等4个村公示不及时。",
            outward="惠民资金公示环节存在脱节。4个村公示不及时、内容过于笼统。",
            inward=VILLAGES,
            due_on=date(2027, 2, 28),
            measures=[("发放与公示信息当日互通", None)],
            progress=[
                (date(2026, 10, 9), "已补公示18期", "发放在财政所、公示在村里，信息不能当日互通")
            ],
        )
    )
    town.problem(
        Work(
            "固定资产账实不符",
            State.CLOSED,
            source=Source.AUDIT,
            year=2026,
            registered_on=date(2026, 6, 5),
            category="村级财务",
            unit="qinghe-finance",
            leader="huanghai",
            leader_post="副镇长",
            due_on=date(2026, 8, 31),
            done_on=date(2026, 9, 10),
            measures=[("盘点全镇固定资产", date(2026, 8, 1)), ("补登资产卡片", date(2026, 9, 5))],
            outcome="盘亏的3件资产已核实责任并按程序核销",
        )
    )
