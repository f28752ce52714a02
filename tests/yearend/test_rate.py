"""整改完成率 can be asked what it is made of: the rule, the other rule, every problem behind it."""

from collections.abc import Callable
from dataclasses import replace

from flask.testing import FlaskClient
from hypothesis import given

from tests.yearend.strategies import quick, years
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.rate import rate_apart
from tracker.yearend.rules.statistics import figures_of


@quick
@given(years)
def test_the_rate_and_its_problems_are_those_of_the_figures(facts: YearFacts) -> None:
    apart = rate_apart(facts)
    assert apart.rule.rate == figures_of(facts).rate
    other = replace(facts, sustained_counts=not facts.sustained_counts)
    assert apart.other == rate_apart(other).rule
    behind = [one.id for _, problems in apart.groups for one in problems]
    assert sorted(behind) == sorted(one.id for one in facts.problems)


def test_the_page_says_the_rule_and_names_the_problems(
    town: None,  # noqa: ARG001  the town must be there
    browser_of: Callable[[str], FlaskClient],
) -> None:
    browser = browser_of("zhoumin")
    page = browser.get("/yearend?unit=qinghe&year=2026").text
    assert "/yearend/tasks?table=rate" in page
    found = browser.get("/yearend/tasks?unit=qinghe&year=2026&table=rate").text
    assert "长期坚持不计入已完成数" in found
    assert "长期坚持计入已完成数" in found
    assert "集体增收路子不宽" in found
