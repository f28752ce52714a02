"""Refuse UPDATE and DELETE on the daily seals and their heads.

Revision ID: 0007
Revises: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SEALED = ("seal", "sealed_head")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in SEALED:
            for verb in ("update", "delete"):
                op.execute(
                    f"create trigger {table}_no_{verb} before {verb} on {table}"
                    f" begin select raise(abort, '{table} is append-only'); end"
                )
        return
    op.execute(
        "create function refuse_change_of_seal() returns trigger language plpgsql as"
        " $$ begin raise exception '% is append-only', tg_table_name; end $$"
    )
    for table in SEALED:
        op.execute(
            f"create trigger {table}_append_only before update or delete or truncate on {table}"
            " for each statement execute function refuse_change_of_seal()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in SEALED:
            for verb in ("update", "delete"):
                op.execute(f"drop trigger {table}_no_{verb}")
        return
    for table in SEALED:
        op.execute(f"drop trigger {table}_append_only on {table}")
    op.execute("drop function refuse_change_of_seal()")
