"""What can go wrong, as types that carry facts; each door puts them into words."""

from collections.abc import Sequence


class TrackerError(Exception):
    """Anything that the program refuses for a reason it can name."""


class NotFoundError(TrackerError):
    """There is no such thing, or the viewer is a stranger to it (shown as 404)."""


class ForbiddenError(TrackerError):
    """The viewer may see the thing but not do this; ``who_can`` names those who may."""

    def __init__(self, reason: str, who_can: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.who_can = tuple(who_can)


class InvalidError(TrackerError):
    """What was typed cannot be taken; ``field`` is the form field it belongs to, if any."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class ConflictError(TrackerError):
    """What was asked no longer fits how things stand (shown as 409)."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class StaleError(TrackerError):
    """Somebody else changed the row since the form was shown (shown as 409)."""

    def __init__(self, changed_by: str | None = None) -> None:
        super().__init__(changed_by or "")
        self.changed_by = changed_by


class ConfigurationError(TrackerError):
    """A setting of the environment is missing or wrong; the program does not start."""


class TooManyAttemptsError(TrackerError):
    """An account is locked for a while (shown as 429)."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes
