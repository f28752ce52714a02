"""The blueprint of accounts, and whose hand a request is."""

from flask import Blueprint

from tracker.accounts.actions import Hand
from tracker.accounts.guard import viewer
from tracker.core import clock

SOMEBODY = "别人"

bp = Blueprint("accounts", __name__)


def hand() -> Hand:
    """Answer the hand of this request, for the log."""
    return Hand(viewer().person_id, clock.now())
