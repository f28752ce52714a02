"""A failpoint does nothing unless the environment names it."""

import pytest

from tracker.core import failpoints
from tracker.core.failpoints import failpoint


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failpoints, "_seen", {})


def test_nothing_happens_where_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRACKER_FAILPOINT", raising=False)
    failpoint("send.begun")
    monkeypatch.setenv("TRACKER_FAILPOINT", "another.place:raise")
    failpoint("send.begun")


def test_the_named_place_fails_the_first_time_or_the_third(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_FAILPOINT", "send.begun:raise")
    with pytest.raises(RuntimeError, match=r"send\.begun"):
        failpoint("send.begun")
    monkeypatch.setenv("TRACKER_FAILPOINT", "send.claimed:raise:3")
    failpoint("send.claimed")
    failpoint("send.claimed")
    with pytest.raises(RuntimeError):
        failpoint("send.claimed")
    failpoint("send.claimed")


def test_an_unknown_deed_is_a_mistake_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_FAILPOINT", "send.begun:dance")
    with pytest.raises(ValueError, match="dance"):
        failpoint("send.begun")
