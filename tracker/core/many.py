"""Many ids in one statement, sent as one value: a county's two hundred units make no longer statement than one."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, Boolean, ColumnElement, Dialect, Integer, Text, bindparam, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator, TypeEngine


class _Ids(TypeDecorator[list[int]]):
    """A list of ids: an array on PostgreSQL, JSON on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        arrays = dialect.name == "postgresql"
        return dialect.type_descriptor(ARRAY(Integer) if arrays else Text())

    def process_bind_param(self, value: list[int] | None, dialect: Dialect) -> Any:
        return value if dialect.name == "postgresql" else json.dumps(value)


class _Among(FunctionElement[bool]):
    """The condition; each database writes it in its own way."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> "_Among":  # noqa: ARG002  SQLAlchemy's signature
        return self  # a condition as it stands: SQLite must not compare it to 1


def among(column: Any, ids: Iterable[int]) -> ColumnElement[bool]:
    """Answer whether a column holds one of the ids; an index on it is used as for ``in``."""
    return _Among(column, literal(sorted(ids), _Ids()))


def among_told(column: Any, name: str) -> ColumnElement[bool]:
    """Answer the same condition for a list of ids that is told under a name when the statement is executed."""
    return _Among(column, bindparam(name, type_=_Ids()))


@compiles(_Among, "postgresql")
def _among_array(element: _Among, compiler: SQLCompiler, **kwargs: Any) -> str:
    column, ids = (compiler.process(one, **kwargs) for one in element.clauses)
    return f"{column} = ANY ({ids})"


@compiles(_Among, "sqlite")
def _among_json(element: _Among, compiler: SQLCompiler, **kwargs: Any) -> str:
    column, ids = (compiler.process(one, **kwargs) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({ids}))"  # noqa: S608  both parts come from the compiler
