"""The floor: the least that a page of 50 rows and a written row cost with the same libraries."""

import os

from flask import Flask
from sqlalchemy import Text, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from tracker.core.db import make_engine

_ROWS = 50
_PAGE = """<!doctype html><table>{% for one in rows %}
<tr><td>{{ one.number }}</td><td>{{ one.title }}</td><td>{{ one.due_on }}</td><td>{{ one.state }}</td></tr>
{% endfor %}</table>"""


class _Base(DeclarativeBase):
    type_annotation_map = {str: Text()}


class _Row(_Base):
    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]
    due_on: Mapped[str | None]


class _Line(_Base):
    __tablename__ = "benchmark_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str]


app = Flask(__name__)
_engine = make_engine(make_url(os.environ["DATABASE_URL"]))
_template = app.jinja_env.from_string(_PAGE)


@app.get("/sign-in")
def ready() -> str:
    """Answer that the server runs."""
    return "ready"


@app.get("/page")
def page() -> str:
    """Show the first 50 tasks, without rights, counts or filters."""
    with Session(_engine.execution_options(read_only=True)) as session:
        return _template.render(rows=session.scalars(select(_Row).order_by(_Row.id).limit(_ROWS)))


@app.get("/insert")
def insert() -> str:
    """Write one row and commit."""
    with Session(_engine) as session:
        session.add(_Line(words="一行"))
        session.commit()
    return "done"


with _engine.begin() as _connection:
    _Base.metadata.tables["benchmark_line"].create(_connection, checkfirst=True)
