"""Fetching what was sent upward, with the right to read it."""

from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.core.errors import NotFoundError
from tracker.ledgers.models import Submission
from tracker.ledgers.queries.submissions import whole_submission


def submission_for(session: Session, viewer: Viewer, submission_id: int) -> Submission:
    """Answer a submission of a unit in the viewer's reach, unit and lines loaded.

    Raises:
        NotFoundError: there is none, or the viewer is a stranger to its unit.
    """
    found = whole_submission(session, viewer, submission_id)
    if found is None:
        raise NotFoundError
    return found
