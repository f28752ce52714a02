"""Saving what a form holds in one transaction, and with which status it comes back when it cannot be saved."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError, StaleError
from tracker.web.database import transaction
from tracker.web.forms import ChineseForm

UNFIT, CONFLICT = 422, 409


def save(form: ChineseForm, write: Callable[[Session], None]) -> int | None:
    """Check a form and write in one transaction.

    Answers None when it is done, else the status with which to show the form again: 422 with what is wrong
    beside its field, or 409 when somebody else was faster.
    """
    if not form.validate_on_submit():
        return UNFIT
    try:
        with transaction() as session:
            write(session)
    except InvalidError as error:
        form.refuse(error)
        return UNFIT
    except StaleError:
        return CONFLICT
    return None
