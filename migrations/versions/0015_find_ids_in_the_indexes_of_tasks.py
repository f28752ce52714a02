"""Keep the id in the indexes that find tasks on PostgreSQL, so that a list fetches no task that it does not show.

SQLite keeps it in every index. Without it PostgreSQL fetched each open task of a town to learn its id, or walked along
the deadlines of all towns instead.

Revision ID: 0015
Revises: 0014
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_COLUMNS = {
    "ix_task_unit_id_state_due_on": "unit_id, state, due_on",
    "ix_task_lead_unit_id_unit_id": "lead_unit_id, unit_id, state, due_on",
    "ix_task_handler_id_state_due_on": "handler_id, state, due_on, unit_id",
    "ix_task_leader_id_state_due_on": "leader_id, state, due_on, unit_id",
}


def upgrade() -> None:
    _make(" include (id)")


def downgrade() -> None:
    _make("")


def _make(also: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute("set local statement_timeout = 0")  # a page is given half a minute
    for name, columns in _COLUMNS.items():
        op.execute(f"drop index {name}")
        op.execute(f"create index {name} on task ({columns}){also}")
