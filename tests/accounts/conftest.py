"""What tests of accounts share: tasks in any state."""

from tests.tasks.conftest import made

__all__ = ["made"]
