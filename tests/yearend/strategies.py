"""Years of any unit, as plain facts, for properties that must hold whatever happened."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import FigureKind, ResultWord, TaskKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lines import MeasureFact
from tracker.yearend.rules.facts import (
    FigureFact,
    Origin,
    OutlineHeading,
    ProblemFact,
    ProgressFact,
    TaskFact,
    YearFacts,
)

AS_OF = date(2026, 12, 15)
DAYS = st.dates(date(2026, 1, 1), AS_OF)
TITLES = st.sampled_from(
    [
        "村级财务管理不规范",
        "集体增收路子不宽",
        "“三会一课”记录不全",
        "重业务轻党建",
        "督促检查抓得不够经常",
    ]
)
DEEDS = st.sampled_from(
    [
        "6月底前修订报账审批制度，确保财务规范",
        "将逐村复核账目",
        "每季度组织一次实训",
        "提升履职能力",
    ]
)
NEWS = st.sampled_from(
    ["", "已完成摸底", "问题整改到位，全面完成", "效果明显，6个村已复核", "彻底解决了报账难题"]
)
OUTCOMES = st.sampled_from(["", "11笔支出已全部补正", "报账时间明显缩短", "问题彻底解决，已销号"])
POSTS = st.sampled_from(["", "组织委员", "副镇长"])
UNITS = st.sampled_from(["", "财政所", "党建办"])

measures = st.builds(MeasureFact, text=DEEDS, due_on=st.none() | DAYS, done_on=st.none() | DAYS)
figures = st.builds(
    FigureFact,
    kind=st.sampled_from(FigureKind),
    amount=st.integers(1, 400).map(lambda tenths: Decimal(tenths) / 10),
    name=st.sampled_from(["", "清退"]),
).flatmap(
    lambda one: st.sampled_from((None, *one.kind.sorts)).map(lambda sort: replace(one, sort=sort))
)
progress = st.builds(
    ProgressFact,
    done_on=DAYS,
    text=NEWS,
    difficulties=st.sampled_from(["", "因用地尚在报批"]),
    figures=st.lists(figures, max_size=2).map(tuple),
)


def _sound(task: TaskFact) -> TaskFact:
    """Make what contradicts itself agree: who is finished has a day, who is not has none."""
    finished = task.state in {State.CLOSED, State.SUSTAINED}
    day = (task.finished_on or AS_OF) if finished else None
    closed = day if task.state is State.CLOSED else None
    return replace(task, finished_on=day, closed_on=closed)


tasks = st.builds(
    TaskFact,
    id=st.just(0),
    number=st.just(""),
    title=TITLES,
    state=st.sampled_from(State),
    kind=st.sampled_from(TaskKind),
    round=st.integers(1, 3),
    handler=st.just("李强"),
    leader=st.sampled_from(["", "王立新", "黄海"]),
    leader_post=POSTS,
    lead_unit=UNITS,
    standard=st.sampled_from(["", "账目齐全"]),
    due_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    original_due_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    finished_on=DAYS,
    outcome=OUTCOMES,
    result_word=st.none() | st.sampled_from(ResultWord),
    measures=st.lists(measures, max_size=3).map(tuple),
    progress=st.lists(progress, max_size=2).map(tuple),
).map(_sound)

problems = st.builds(
    ProblemFact,
    id=st.just(0),
    origin=st.sampled_from(Origin),
    source=st.sampled_from(Source),
    title=TITLES,
    text=TITLES.map(lambda title: f"{title}。4个村公示不及时。"),
    tasks=st.lists(tasks, max_size=3).map(tuple),
    outward_text=st.sampled_from(["", "部分村公示不及时。"]),
    category=st.sampled_from(["", "支部建设", "村级财务"]),
    repeats_year=st.none() | st.just(2024),
)


def _numbered(facts: YearFacts) -> YearFacts:
    """Give problems and tasks their ids and numbers; who was joined was joined to the first task."""
    number = 0
    found = []
    for place, problem in enumerate(facts.problems, start=1):
        renamed = []
        for task in problem.tasks:
            number += 1
            joined_to = "2025-001" if task.state is State.JOINED else ""
            renamed.append(
                replace(task, id=number, number=f"2025-{number:03d}", joined_to=joined_to)
            )
        found.append(replace(problem, id=place, tasks=tuple(renamed)))
    return replace(facts, problems=tuple(found))


years = st.builds(
    YearFacts,
    unit=st.sampled_from(["青禾镇", "城关街道", "县农业局"]),
    unit_code=st.just("qinghe"),
    year=st.just(2026),
    as_of=st.just(AS_OF),
    problems=st.lists(problems, max_size=9).map(tuple),
    sustained_counts=st.booleans(),
    headings=st.sampled_from(
        [
            (),
            (
                OutlineHeading("建强基层支部", "支部书记培训"),
                OutlineHeading("管好村级财务", "账目"),
            ),
        ]
    ),
).map(_numbered)

# A busy machine draws slowly; that says nothing about what is tested.
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
