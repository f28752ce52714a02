"""Refuse UPDATE and DELETE on the trail.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"create trigger trace_no_{verb} before {verb} on trace"
                " begin select raise(abort, 'trace is append-only'); end"
            )
        return
    op.execute(
        "create function refuse_change_of_trace() returns trigger language plpgsql as"
        " $$ begin raise exception 'trace is append-only'; end $$"
    )
    op.execute(
        "create trigger trace_append_only before update or delete or truncate on trace"
        " for each statement execute function refuse_change_of_trace()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"drop trigger trace_no_{verb}")
        return
    op.execute("drop trigger trace_append_only on trace")
    op.execute("drop function refuse_change_of_trace()")
