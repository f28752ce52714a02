"""A calendar for other programs (RFC 5545): all-day events with number and title, nothing more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One all-day event; ``uid`` stays the same when the day moves."""

    uid: str
    on: date
    summary: str
    url: str


def render_ics(entries: Iterable[DayEntry], *, name: str, at: datetime) -> bytes:
    """Answer the calendar, lines folded at 75 octets and text escaped as RFC 5545 wants it."""
    from icalendar import Calendar, Event  # noqa: PLC0415  eighty modules, and few people subscribe

    calendar = Calendar()
    calendar.add("prodid", "-//zhenggai-tracker//deadlines//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for one in entries:
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", at)
        event.add("dtstart", one.on)
        event.add("dtend", one.on + timedelta(days=1))
        event.add("summary", one.summary)
        event.add("url", one.url)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
