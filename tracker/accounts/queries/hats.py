"""Whether a hat is worn on a day, as a rule for one appointment and as a condition on many."""

from datetime import date

from sqlalchemy import BindParameter, ColumnElement, or_

from tracker.accounts.models import Appointment


def holds(appointment: Appointment, on: date) -> bool:
    """Answer whether a hat is worn on a day: from its first day to its last, both included."""
    until = appointment.until_on
    return appointment.from_on <= on and (until is None or until >= on)


def in_force(on: date | BindParameter[date]) -> ColumnElement[bool]:
    """Answer the same as :func:`holds`, as a condition on appointments."""
    return (Appointment.from_on <= on) & or_(
        Appointment.until_on.is_(None), Appointment.until_on >= on
    )
