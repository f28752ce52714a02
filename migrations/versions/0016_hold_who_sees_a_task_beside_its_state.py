"""Hold beside a task's state and deadline by whom it is seen, so that a county's lists fetch only what they show.

Whoever sees many ledgers reads one state or everything that is open along this index. Without these columns each of a
thousand tasks was fetched to learn whether it is seen, and lies on a page of its own.

Revision ID: 0016
Revises: 0015
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_BEFORE = "state, due_on, id"
_SEEN = "unit_id, lead_unit_id, handler_id, leader_id"


def upgrade() -> None:
    _make(f"{_BEFORE}, {_SEEN}")


def downgrade() -> None:
    _make(_BEFORE)


def _make(columns: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("set local statement_timeout = 0")  # a page is given half a minute
    op.execute("drop index ix_task_state_due_on")
    op.execute(f"create index ix_task_state_due_on on task ({columns})")
