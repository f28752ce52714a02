"""How numbers and days are written in an office's paper."""

from datetime import date, timedelta
from decimal import Decimal

_DIGITS = "零一二三四五六七八九"


def plain(amount: Decimal) -> str:
    """Write an amount without trailing zeros."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def long_day(day: date) -> str:
    """Write a day as 2026年1月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def until(day: date, year: int) -> str:
    """Write a deadline: 3月底 for the last day of a month, with the year when it is another one."""
    month_ends = (day + timedelta(days=1)).month != day.month
    told = f"{day.month}月底" if month_ends else f"{day.month}月{day.day}日"
    return told if day.year == year else f"{day.year}年{told}"


def day_in_year(day: date, year: int) -> str:
    """Write a day, without the year when it is the year that the paper speaks of."""
    return f"{day.month}月{day.day}日" if day.year == year else long_day(day)


def han(number: int) -> str:
    """Write a whole number from 1 to 9999 in Chinese, as headings count: 一, 十二, 二十, 一百零五."""
    written, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + unit
        gap = digit == 0
    return written.removeprefix("一") if written.startswith("一十") else written


def some(number: int) -> str:
    """Write how many there are of something: 两个, 三个, 十二个; 二 only numbers things."""
    return f"{'两' if number == 2 else han(number)}个"  # noqa: PLR2004  the one number with a word of its own
