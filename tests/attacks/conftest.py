"""What attacks share: tasks in any state, and the forms that a browser would send about them."""

from tests.tasks.conftest import filled, made

__all__ = ["filled", "made"]
