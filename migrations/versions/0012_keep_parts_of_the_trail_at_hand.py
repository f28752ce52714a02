"""Keep at hand what lists ask of a trail: who did which steps of a task, without fetching each row from where it lies.

The steps of a task were written months apart and lie far apart. The models do not know the index, for the trail stands
in a migration that is released.

Revision ID: 0012
Revises: 0011
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_DONE = "round, position, actor_id, for_id, for_name, means, signed_form_id"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute("set local statement_timeout = 0")  # a page is given half a minute
    op.execute(f"create index ix_trace_at_hand on trace (task_id, step, {_DONE})")


def downgrade() -> None:
    op.execute("drop index ix_trace_at_hand")
