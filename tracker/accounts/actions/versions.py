"""Whether a person or a unit still stands as a page showed it."""

from tracker.accounts.models import Person, Unit
from tracker.core.errors import StaleError


def same_version(row: Person | Unit, version: int) -> None:
    """Check that nobody changed a person or a unit since a page was shown.

    Raises:
        StaleError: somebody did.
    """
    if row.version != version:
        raise StaleError
