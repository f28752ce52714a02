"""The paper for the public names nobody: whom the office knows is softened, whom it does not know makes a gap."""

import pytest

from tests.factories.yearend import AS_OF
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.lifecycle import State
from tracker.yearend.rules.draft import Draft
from tracker.yearend.rules.editions.making import edition_of
from tracker.yearend.rules.editions.offering import Edition, Kind
from tracker.yearend.rules.editions.softening import Names
from tracker.yearend.rules.facts import Origin, ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.year import report_on


def public(outcome: str, handler: str = "") -> Draft:
    task = TaskFact(
        1, "2025-001", "账目不清", State.CLOSED, finished_on=AS_OF, outcome=outcome, handler=handler
    )
    problem = ProblemFact(1, Origin.LAST_YEAR, Source.SELF_CHECK, task.title, "账目不清。", (task,))
    report = report_on(YearFacts("青禾镇", "qinghe", 2026, AS_OF, (problem,)))
    return edition_of(
        report, Edition(Kind.PUBLIC), Names(frozenset({"李强"}), frozenset({"东岭村"}))
    )


def words(draft: Draft) -> str:
    return "".join(one.lead + one.text for one in draft.passages)


@pytest.mark.parametrize("handler", ["", "钱守义"])
def test_people_and_villages_that_the_office_knows_are_softened(handler: str) -> None:
    told = words(public(f"李强、{handler or '李强'}逐笔核对东岭村账目，手续补齐", handler))
    assert "有关责任人逐笔核对有关村（社区）账目" in told


@pytest.mark.parametrize(
    "outcome", ["村民王大山已领到补贴", "张建国同志作了检查", "原会计刘芳因病离岗，账目已交接"]
)
def test_a_sentence_about_somebody_unknown_becomes_a_gap(outcome: str) -> None:
    draft = public(outcome)
    assert outcome not in words(draft)
    assert "这一句写到了个人" in words(draft)
    assert draft.gaps > public("账目已交接").gaps


@pytest.mark.parametrize(
    "outcome",
    [
        "党员干部任前谈话12人次",
        "群众张榜公布情况知晓率提高",
        "村民陈年旧账逐笔核清",
        "干部李某某等3人被问责",
    ],
)
def test_ordinary_words_stay(outcome: str) -> None:
    assert outcome in words(public(outcome))


def test_a_notice_is_addressed_to_nobody() -> None:
    assert public("账目已交接").addressee == ""
