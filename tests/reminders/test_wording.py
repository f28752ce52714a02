"""The sentences of reminders, word for word, and how many become one message."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.reminders.rules.default import LADDER, RULES
from tracker.reminders.rules.digest import compose
from tracker.reminders.rules.hours import next_try, office_hours, still_worth_telling
from tracker.reminders.rules.ladder import Part
from tracker.reminders.rules.wording import (
    Brief,
    Occasion,
    address,
    chase_text,
    day_words,
    sentence,
)
from tracker.tasks.rules.lifecycle import OWED, State
from tracker.workdays.queries import bundled_days
from tracker.workdays.rules import WorkCalendar

CALENDAR = WorkCalendar(bundled_days)
TODAY = date(2026, 6, 15)


def brief(
    *,
    due_on: date | None = date(2026, 6, 25),
    state: State = State.ACTIVE,
    last: date | None = date(2026, 4, 12),
    number: str = "2025-007",
) -> Brief:
    return Brief(
        task_id=7,
        number=number,
        title="支部书记培训",
        state=state,
        due_on=due_on,
        handler="李强",
        handler_post="财政所所长",
        leader="王立新",
        leader_post="组织委员",
        last_progress_on=last,
    )


def occasion(rule: str, part: Part, of: Brief, today: date = TODAY) -> Occasion:
    return Occasion(RULES[rule], part, of, today, CALENDAR)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (
            occasion("due_10", Part.HANDLER, brief()),
            "6月25日到期，还有10天。最近一次进展是4月12日的。请把材料准备起来，来不及的请提前申请延期。",
        ),
        (
            occasion("due_10", Part.LEADER, brief(last=None)),
            "李强负责，6月25日到期，还有10天。目前还没有登记过进展。",
        ),
        (
            occasion("due_0", Part.HANDLER, brief(due_on=TODAY)),
            "今天到期。能办结的请今天申请销号，办不结的请今天申请延期。",
        ),
        (
            occasion("due_0", Part.LEADER, brief(due_on=date(2026, 10, 4)), date(2026, 9, 30)),
            "李强负责，10月4日到期，到期前都是休息日，今天是最后一个工作日。最近一次进展是4月12日的。",
        ),
        (
            occasion("due_3", Part.CLERK, brief(state=State.FIRST_REVIEW)),
            "6月25日到期，还有10天，已申请销号，待初审。",
        ),
        (
            occasion("due_3", Part.CLERK, brief(state=State.UNASSIGNED, due_on=date(2026, 6, 16))),
            "明天（6月16日）到期，还没有交办。",
        ),
        (
            occasion("overdue_1", Part.HANDLER, brief(due_on=date(2026, 6, 12))),
            "6月12日到期，已经超期3天，还没有销号。能办结的请尽快报材料，办不结的请写明原因和预计时间。",
        ),
        (
            occasion("chase_1", Part.CLERK, brief(due_on=date(2026, 6, 14))),
            "李强负责，昨天到期。催办的话已经拟好，可以直接复制发给本人。",
        ),
        (
            occasion("assigned", Part.HANDLER, brief(state=State.ASSIGNED)),
            "交给您办理，整改时限6月25日，责任领导王立新。请签收后办理，责任单位不对的可以提请调整。",
        ),
        (
            occasion("assigned", Part.LEADER, brief(state=State.ASSIGNED)),
            "已交办李强，整改时限6月25日，请您负责督促。",
        ),
        (
            occasion("unsigned_5", Part.LEADER, brief(state=State.ASSIGNED)),
            "交办5个工作日了，李强还没有签收，请您过问一下。",
        ),
    ],
)
def test_a_reminder_reads_like_a_colleague_wrote_it(one: Occasion, words: str) -> None:
    assert sentence(one) == words


@pytest.mark.parametrize("rule", [one.code for one in LADDER])
@pytest.mark.parametrize("state", OWED)
@pytest.mark.parametrize(
    "due_on", [None, TODAY - timedelta(days=9), TODAY, TODAY + timedelta(days=1)]
)
def test_every_rule_finds_words_in_every_state(
    rule: str, state: State, due_on: date | None
) -> None:
    for part in RULES[rule].to:
        words = sentence(occasion(rule, part, brief(state=state, due_on=due_on)))
        assert words.endswith("。")
        assert "None" not in words


@pytest.mark.parametrize(
    ("of", "today", "words"),
    [
        (
            brief(due_on=date(2026, 6, 30)),
            TODAY,
            (
                "李所长，您好。2025-007 支部书记培训这项6月30日到期。最近一次进展是4月12日的。"
                "麻烦6月26日前把佐证材料和一两句成效发给我，由我登记。如果来不及，请在到期前向王委员说明，办理延期。"
            ),
        ),
        (
            brief(due_on=date(2026, 6, 17), last=None),
            TODAY,
            (
                "李所长，您好。2025-007 支部书记培训这项6月17日到期。目前还没有登记过进展。"
                "麻烦今天下班前把佐证材料和一两句成效发给我，由我登记。如果来不及，请在到期前向王委员说明，办理延期。"
            ),
        ),
        (
            brief(due_on=date(2026, 6, 14)),
            TODAY,
            (
                "李所长，您好。2025-007 支部书记培训这项昨天到期，还没有收到材料。请今天回个话："
                "能办结的，6月17日前把材料给我；一时办不结的，写明原因和预计时间，我向王委员报告。"
            ),
        ),
    ],
)
def test_the_text_to_copy_is_friendly_and_exact(of: Brief, today: date, words: str) -> None:
    assert chase_text(of, today, CALENDAR) == words


@pytest.mark.parametrize(
    ("name", "post", "words"),
    [
        ("李强", "财政所所长", "李所长"),
        ("黄海", "副镇长", "黄镇长"),
        ("欧阳明", "东岭村党支部书记", "欧阳书记"),
        ("吴涛", "科员", "吴涛"),
        ("", "", "您"),
    ],
)
def test_people_are_spoken_to_by_title(name: str, post: str, words: str) -> None:
    assert address(name, post) == words


def test_a_day_of_another_year_names_its_year() -> None:
    assert day_words(date(2027, 1, 5), TODAY) == "2027年1月5日"
    assert day_words(date(2026, 7, 5), TODAY) == "7月5日"


def test_one_reminder_makes_a_subject_of_its_own() -> None:
    digest = compose([occasion("due_0", Part.HANDLER, brief(due_on=TODAY))])
    assert digest.subject == "今天到期：2025-007 支部书记培训"


def test_many_reminders_become_one_message_the_gravest_first() -> None:
    digest = compose(
        [
            occasion("due_10", Part.CLERK, brief(number="2025-003")),
            occasion("chase_1", Part.CLERK, brief(number="2025-002", due_on=date(2026, 6, 14))),
            occasion("supervise_5", Part.CLERK, brief(number="2025-001", due_on=date(2026, 6, 8))),
            occasion("due_3", Part.CLERK, brief(number="2025-004", due_on=date(2026, 6, 18))),
        ]
    )
    assert digest.subject == "整改任务提醒：请您酌定1项，已经超期1项，临近时限2项"
    assert [(line.heading, line.name[:8]) for line in digest.lines] == [
        ("请您酌定", "2025-001"),
        ("已经超期", "2025-002"),
        ("临近时限", "2025-004"),
        ("临近时限", "2025-003"),
    ]
    assert [bool(line.copy_text) for line in digest.lines] == [False, True, False, False]


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        (datetime(2026, 3, 18, 0, 29, 59, tzinfo=UTC), False),  # 08:29:59 in the office
        (datetime(2026, 3, 18, 0, 30, tzinfo=UTC), True),
        (datetime(2026, 3, 18, 9, 29, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 18, 9, 30, tzinfo=UTC), False),
        (datetime(2026, 3, 21, 2, 0, tzinfo=UTC), False),  # a Saturday
        (datetime(2026, 10, 10, 2, 0, tzinfo=UTC), True),  # a make-up Saturday
        (datetime(2026, 3, 17, 23, 0, tzinfo=UTC), False),  # already Wednesday, but 07:00
    ],
)
def test_the_product_speaks_in_office_hours_only(at: datetime, open_: bool) -> None:  # noqa: FBT001  a column of the table
    assert office_hours(at, CALENDAR) is open_


@pytest.mark.parametrize(
    ("today", "earliest"),
    [
        (date(2026, 3, 19), date(2026, 3, 16)),
        (date(2026, 3, 16), date(2026, 3, 13)),
        (date(2026, 10, 8), date(2026, 9, 30)),  # the eve of the holiday is not lost
    ],
)
def test_how_late_a_reminder_is_still_worth_telling(today: date, earliest: date) -> None:
    assert still_worth_telling(today, CALENDAR) == earliest


def test_failed_attempts_are_repeated_seven_times_with_growing_rests() -> None:
    at = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)
    rests = [next_try(at, failed, 100) for failed in range(1, 9)]
    minutes = [(one - at).total_seconds() / 60 if one else None for one in rests]
    assert minutes == [1, 5, 15, 60, 180, 360, 720, None]


def test_what_failed_together_comes_again_spread_over_a_fifth_of_the_rest() -> None:
    at = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)
    rests = {next_try(at, 4, message_id) for message_id in range(100)}
    assert len(rests) == 100
    assert {one for one in rests if one is None or not 60 <= (one - at).seconds / 60 < 72} == set()
