"""Keep at hand what lists ask of a trail: who did which steps of a task, without fetching each row from where it lies.

The steps of a task were written months apart and lie far apart. The models do not know the index, for the trail stands
in a migration that is released. PostgreSQL indexes no text of more than 2,704 bytes, and the wording of another office's
ledger that names the handlers (all villages, one by one) may be longer; there the name is fetched from the row.

Revision ID: 0012
Revises: 0011
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_DONE = "task_id, step, round, position, actor_id, for_id, means, signed_form_id"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"create index ix_trace_at_hand on trace ({_DONE}, for_name)")
        return
    op.execute("set local statement_timeout = 0")  # a page is given half a minute
    op.execute(f"create index ix_trace_at_hand on trace ({_DONE})")


def downgrade() -> None:
    op.execute("drop index ix_trace_at_hand")
