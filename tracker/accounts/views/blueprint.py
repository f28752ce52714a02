"""The blueprint of accounts, and how its forms are saved."""

from collections.abc import Callable

from flask import Blueprint
from sqlalchemy.orm import Session

from tracker.accounts.actions import Hand
from tracker.accounts.guard import viewer
from tracker.core import clock
from tracker.core.errors import InvalidError, StaleError
from tracker.web.database import transaction
from tracker.web.forms import ChineseForm

CONFLICT = 409
SOMEBODY = "别人"

bp = Blueprint("accounts", __name__)


def hand() -> Hand:
    """Answer the hand of this request, for the log."""
    return Hand(viewer().person_id, clock.now())


def save(form: ChineseForm, write: Callable[[Session], None]) -> int | None:
    """Check a form and write in one transaction.

    Answers None when it is done, else the status with which to show the form again: 422 with what is wrong
    beside its field, or 409 when somebody else was faster.
    """
    if not form.validate_on_submit():
        return 422
    try:
        with transaction() as session:
            write(session)
    except InvalidError as error:
        form.refuse(error)
        return 422
    except StaleError:
        return CONFLICT
    return None
