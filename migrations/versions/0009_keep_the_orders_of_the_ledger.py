"""Keep the three orders of the ledger, with what tells who may see a row.

The models do not know these indexes: they have directions that SQLite does not tell when it is asked.

Revision ID: 0009
Revises: 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_SEEN = "unit_id, lead_unit_id, handler_id, leader_id, state"


def upgrade() -> None:
    first = "" if op.get_bind().dialect.name == "sqlite" else " nulls first"  # SQLite's own way
    op.execute(f"create index ix_task_in_order on task (year desc, number, id, {_SEEN})")
    op.execute(f"create index ix_task_by_due on task (due_on, id, {_SEEN})")
    op.execute(f"create index ix_task_by_moved on task (moved_on{first}, id, {_SEEN})")
    op.execute("create index ix_task_of_unit_in_order on task (unit_id, year desc, number, id)")
    op.execute("create index ix_task_of_unit_by_due on task (unit_id, due_on, id)")
    op.execute(f"create index ix_task_of_unit_by_moved on task (unit_id, moved_on{first}, id)")


def downgrade() -> None:
    for name in ("in_order", "by_due", "by_moved"):
        op.execute(f"drop index ix_task_of_unit_{name}")
        op.execute(f"drop index ix_task_{name}")
