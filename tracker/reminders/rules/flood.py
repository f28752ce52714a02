"""The flood brake: far more due than ever before is rather a slip than a busy day; pure."""

ALWAYS_FINE = 200
_TIMES_NORMAL = 3


def is_flood(count: int, most_before: int) -> bool:
    """Answer whether so many reminders at once need a person's word, given the busiest day so far."""
    return count > max(ALWAYS_FINE, _TIMES_NORMAL * most_before)
