"""The only reader of time; doors ask it, everyone else is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")

_frozen_at: ContextVar[datetime | None] = ContextVar("frozen_at", default=None)


def now() -> datetime:
    """Answer the present moment, aware, in UTC."""
    return _frozen_at.get() or datetime.now(UTC)


def today() -> date:
    """Answer the present day as the offices count it (Asia/Shanghai)."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Answer the office's day on which an aware moment falls."""
    return moment.astimezone(OFFICE_ZONE).date()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Let the clock stand at an aware moment, to rehearse a day or a year."""
    token = _frozen_at.set(at)
    try:
        yield
    finally:
        _frozen_at.reset(token)
