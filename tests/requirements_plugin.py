"""REQUIRE_ALL=1 turns a test skipped for a missing tool into a failure.

What only the neighbouring folder ``../shared`` can give may always be missing, and a test about one engine
has nothing to say on the other; their reasons begin with the words below.
"""

import os
from collections.abc import Generator
from typing import Any

import pytest

_ALWAYS_ALLOWED = ("../shared", "about ")


def strict() -> bool:
    """Answer whether nothing may be skipped for a missing tool."""
    return os.environ.get("REQUIRE_ALL") == "1"


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Answer why something was skipped."""
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ")


def _refuse(report: Any) -> None:
    if not strict() or report.outcome != "skipped" or hasattr(report, "wasxfail"):
        return
    reason = reason_of(report)
    if not reason.startswith(_ALWAYS_ALLOWED):
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL=1, but this was skipped: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,  # noqa: ARG001  the hook's signature
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Look at each test's report."""
    report = yield
    _refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,  # noqa: ARG001  the hook's signature
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Look at each file's report."""
    report = yield
    _refuse(report)
    return report
