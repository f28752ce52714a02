"""Keeping anew what words are looked up by, should it ever be doubted."""

from sqlalchemy import column, delete, table, text, update
from sqlalchemy.orm import Session

_WRITTEN = {"problem": "text", "task": "number"}


def keep_pairs_anew(session: Session) -> None:
    """Keep the pairs of characters of all problems and tasks anew, and with it forget those of words long changed.

    SQLite's triggers (migration 0011) keep the pairs of a text whenever it is written, even when it stays the same.
    """
    lite = session.get_bind().dialect.name == "sqlite"
    if not lite:
        session.execute(text("set local statement_timeout = 0"))  # a page is given half a minute
    for name, written in _WRITTEN.items():
        if lite:
            session.execute(delete(table(f"{name}_pair")))
            session.execute(update(table(name, column(written))).values({written: column(written)}))
        else:
            session.execute(text(f"reindex index ix_{name}_word_pairs"))
