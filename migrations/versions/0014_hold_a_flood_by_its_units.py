"""Hold a flood of reminders by the units whose tasks they are of, so that each decides for itself.

A day that was decided before stays decided for every ledger; what still waits for a word is held anew by the
next round, now by its units.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_DECIDED = "count, most_before, held_at, state, decided_by_id, decided_at"


def upgrade() -> None:
    op.create_table(
        "flood_hold",
        sa.Column("day_on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        *_columns(),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_flood_hold_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_flood_hold_unit_id_unit")),
        sa.PrimaryKeyConstraint("day_on", "unit_id", name=op.f("pk_flood_hold")),
    )
    op.execute(
        f"insert into flood_hold (day_on, unit_id, {_DECIDED}) "  # noqa: S608  constant words
        f"select day_on, unit.id, {_DECIDED} from reminder_hold join unit on unit.keeps_ledger "
        "where reminder_hold.state <> 'asking'"
    )
    op.drop_table("reminder_hold")


def downgrade() -> None:
    op.create_table(
        "reminder_hold",
        sa.Column("day_on", sa.Date(), nullable=False),
        *_columns(),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_reminder_hold_decided_by_id_person")
        ),
        sa.PrimaryKeyConstraint("day_on", name=op.f("pk_reminder_hold")),
    )
    op.drop_table("flood_hold")


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("most_before", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
    ]
