"""Statements that are put together once and asked often: to put one together takes longer than to ask it."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Executable

_KEPT = 256  # of one kind; people come back to what they looked at
Asked = ParamSpec("Asked")
Statement = TypeVar("Statement", bound=Executable)


def built_once(build: Callable[Asked, Statement]) -> Callable[Asked, Statement]:
    """Keep the statements that a function built, each by what it was built for (all of it hashable)."""
    built: Any = lru_cache(maxsize=_KEPT)(build)
    found: Callable[Asked, Statement] = built
    return found
