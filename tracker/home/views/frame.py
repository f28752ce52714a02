"""The frame around every page: who is signed in, where one can go."""

from datetime import date

from flask import current_app, request, url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import viewer_or_none
from tracker.accounts.permissions import Permission, Viewer, may, units_with
from tracker.accounts.queries import installation
from tracker.core import clock
from tracker.help.queries import topic_here
from tracker.home.views.places import entries, entry_of
from tracker.reminders.queries import Bell, any_failing, bell
from tracker.reminders.rules.clockwork import alarm
from tracker.web.database import reading
from tracker.web.frame import Frame, FrameViewer, NavItem
from tracker.workdays.queries import load_calendar

_WEEKDAYS = "一二三四五六日"
_SECRECY = "涉密信息和问题线索不得录入本系统"
_DECEMBER = 12
_SENDER = "reminders.delivery"


def build_frame() -> Frame:
    """Answer what the layouts show around the page of this request."""
    who = viewer_or_none()
    today = clock.today()
    with reading() as session:
        demo = is_demo(session)
        told = _told(session, who) if who else Bell(0, None, held=False)
        warning = _alarm(session, who, told) if who else None
        note = _provisional_note(session, today) if who else None
    return Frame(
        viewer=_frame_viewer(who),
        nav=_nav(who, told.unread) if who else (),
        unread=told.unread,
        inbox_url=url_for("reminders.inbox"),
        account_url=url_for("accounts.password"),
        sign_out_url=url_for("accounts.sign_out"),
        town=who.unit_name if who else "",
        demo=demo,
        today=f"{today.year}年{today.month}月{today.day}日 星期{_WEEKDAYS[today.weekday()]}",
        provisional_note=note,
        secrecy_note=_SECRECY,
        find_url=url_for("home.find"),
        help_url=_help_url(),
        all_help_url=url_for("help.index"),
        alarm=warning,
        alarm_url=url_for(_SENDER),
    )


def _told(session: Session, who: Viewer) -> Bell:
    return bell(session, who.person_id, units_with(who, Permission.HEALTH_READ))


def _alarm(session: Session, who: Viewer, told: Bell) -> str | None:
    """Say what is the matter with the sender to those who look after it, on every page but its own.

    That somebody's mail does not arrive is told to those who can mend the address.
    """
    if not may(who, Permission.HEALTH_READ) or request.endpoint == _SENDER:
        return None
    managed = units_with(who, Permission.PEOPLE_MANAGE)
    failing = bool(managed) and any_failing(session, managed, clock.today())
    return alarm(clock.now(), told.beat_at, held=told.held, failing=failing)


def _help_url() -> str | None:
    topic = topic_here()
    return url_for("help.topic", key=topic.key) if topic else None


def is_demo(session: Session) -> bool:
    """Answer whether this is the demonstration; asked once, for it never changes."""
    known = current_app.extensions.get("demo")
    if known is None:
        row = installation(session)
        if row is None:
            return False
        known = current_app.extensions["demo"] = row.demo
    return bool(known)


def _provisional_note(session: Session, today: date) -> str | None:
    """Say in December, when next year's days begin to matter, that they are still guessed."""
    if today.month != _DECEMBER or not load_calendar(session).is_provisional(today.year + 1):
        return None
    return f"{today.year + 1}年放假安排尚未公布，工作日暂按推算。"


def _frame_viewer(who: Viewer | None) -> FrameViewer | None:
    if who is None:
        return None
    return FrameViewer(
        who.person_id, who.name, who.unit_name, tuple(role.label for role in who.roles)
    )


def _nav(who: Viewer, unread: int) -> tuple[NavItem, ...]:
    here = entry_of(request.endpoint or "")
    return tuple(
        NavItem(
            label=label,
            icon=icon,
            url=url_for(endpoint),
            active=endpoint == here,
            badge=unread or None if endpoint == "reminders.inbox" else None,
        )
        for label, icon, endpoint, _ in entries(who)
        if endpoint in current_app.view_functions
    )
