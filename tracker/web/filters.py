"""Jinja filters: days, moments and sizes in the words of the office."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tracker.core.clock import OFFICE_ZONE
from tracker.core.text import size_in_words


def day(value: date | None) -> str:
    """Write a day as 2026年1月5日; nothing for None."""
    return "" if value is None else f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime | None) -> str:
    """Write a moment in the office's zone as 2026年1月5日 09:30."""
    if value is None:
        return ""
    there = value.astimezone(OFFICE_ZONE)
    return f"{day(there)} {there:%H:%M}"


def size(value: int) -> str:
    """Write a number of bytes as KB, MB or GB."""
    return size_in_words(value)


def number(value: Decimal | None) -> str:
    """Write an amount without trailing zeros."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "moment": moment,
    "size": size,
    "number": number,
}
