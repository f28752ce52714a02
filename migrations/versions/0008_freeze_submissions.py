"""Freeze submissions: triggers refuse every change of what was sent, on both databases.

Revision ID: 0008
Revises: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TABLES = ("submission", "submission_line")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in _TABLES:
            for verb in ("update", "delete"):
                op.execute(
                    f"create trigger {table}_no_{verb} before {verb} on {table}"
                    f" begin select raise(abort, '{table} is frozen'); end"
                )
        return
    op.execute(
        "create function refuse_change_of_submission() returns trigger language plpgsql as"
        " $$ begin raise exception 'a submission is frozen'; end $$"
    )
    for table in _TABLES:
        op.execute(
            f"create trigger {table}_frozen before update or delete or truncate on {table}"
            " for each statement execute function refuse_change_of_submission()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in _TABLES:
            for verb in ("update", "delete"):
                op.execute(f"drop trigger {table}_no_{verb}")
        return
    for table in _TABLES:
        op.execute(f"drop trigger {table}_frozen on {table}")
    op.execute("drop function refuse_change_of_submission()")
