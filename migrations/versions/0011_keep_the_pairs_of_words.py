"""Keep the pairs of neighbouring characters of what is searched, so that a word of two is found without reading all.

SQLite keeps them in tables of its own, filled by triggers: for each pair and block of 60 rows (by its first id), in
which of these it may stand (bits). What a text no longer tells stays there, for whoever asks looks at the text itself. PostgreSQL keeps
an inverted index of them. A later step that makes one of the two tables anew on SQLite must make its triggers, too.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_COLUMNS = {
    "problem": ("text", "category"),
    "task": ("number", "title", "handler_text", "leader_text", "lead_unit_text"),
}
_BLOCK = 60
# The character and the next one at each place of the text; the places are the keys of a JSON list as long as there are.
_KEEP = """
    insert into {table}_pair (pair, block, bits)
    select substr(said, key + 1, 2), new.id - new.id % {block}, 1 << new.id % {block}
    from (select lower({said}) as said),
        json_each('[0' || replace(hex(zeroblob(length(said) - 2)), '00', ',0') || ']')
    where length(said) > 1
    on conflict (pair, block) do update set bits = bits | excluded.bits
"""
_PAIRS_OF = """
    create function word_pairs(said text) returns text[]
    language sql immutable strict parallel safe
    return (
        select coalesce(array_agg(distinct substr(said, place, 2)), '{}')
        from generate_series(1, length(said) - 1) as place
    )
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, columns in _COLUMNS.items():
            _keep_in_table(table, columns)
        return
    op.execute("set local statement_timeout = 0")  # a page is given half a minute
    op.execute(_PAIRS_OF)
    for table, columns in _COLUMNS.items():
        op.execute(
            f"create index ix_{table}_word_pairs on {table}"
            f" using gin (word_pairs({_said(columns, '', 'chr(10)')}))"
        )


def _said(columns: tuple[str, ...], row: str, feed: str) -> str:
    """Answer what is searched of a row, its texts parted by line feeds."""
    return f" || {feed} || ".join(f"coalesce({row}{one}, '')" for one in columns)


def _keep_in_table(table: str, columns: tuple[str, ...]) -> None:
    op.execute(
        f"create table {table}_pair (pair text not null, block integer not null,"
        " bits integer not null, primary key (pair, block)) without rowid"
    )
    keep = _KEEP.format(table=table, block=_BLOCK, said=_said(columns, "new.", "char(10)"))
    for name, when in (("insert", "insert"), ("update", f"update of {', '.join(columns)}")):
        op.execute(f"create trigger {table}_pairs_{name} after {when} on {table} begin {keep}; end")
    first: sa.ColumnClause[str] = sa.column(columns[0])
    op.execute(sa.update(sa.table(table, first)).values({first: first}))  # what is there already


def downgrade() -> None:
    lite = op.get_bind().dialect.name == "sqlite"
    for table in _COLUMNS:
        if not lite:
            op.execute(f"drop index ix_{table}_word_pairs")
            continue
        for when in ("insert", "update"):
            op.execute(f"drop trigger {table}_pairs_{when}")
        op.execute(f"drop table {table}_pair")
    if not lite:
        op.execute("drop function word_pairs(text)")
