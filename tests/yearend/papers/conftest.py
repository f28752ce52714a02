"""The town's year for tests of Word files: written and read once, for it is a frozen value."""

import pytest

from tracker.yearend.rules.facts import YearFacts

_READ: list[YearFacts] = []


@pytest.fixture
def year(request: pytest.FixtureRequest) -> YearFacts:
    """The town's year as facts, the same for every test."""
    if not _READ:
        _READ.append(request.getfixturevalue("facts"))
    return _READ[0]
