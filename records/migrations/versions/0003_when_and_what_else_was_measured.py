"""When it was measured, and what else is: height, waist, HbA1c, urine, steps and sleep; two times in one message.

Revision: 0003, follows 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OLD_KEY = "uq_observation_message_id_kind_context"
KEY = "uq_observation_message_id_kind_context_effective_at"

KIND = "ck_observation_kind_code"
OLD_KINDS = "kind in ('blood_pressure', 'heart_rate', 'weight', 'glucose', 'temperature', 'spo2')"
KINDS = (
    "kind in ('blood_pressure', 'heart_rate', 'weight', 'glucose', 'temperature', 'spo2', 'height', 'waist', 'hba1c',"
    " 'urine_volume', 'steps', 'sleep')"
)
VALUE = "ck_observation_value_range"
OLD_VALUES = "value > 0 and value < 1000"
VALUES = (
    "case when kind in ('urine_volume', 'steps', 'sleep')"
    " then value >= 0 and value < 1000000 else value > 0 and value < 1000 end"
)
OLD_CONTEXT = "of glucose: fasting, before_meal, postprandial, if it was said"
CONTEXT = "of glucose: fasting, before_meal, postprandial (postprandial_1h, …), bedtime, random, if it was said"


def upgrade() -> None:
    op.add_column(
        "observation",
        sa.Column(
            "effective_end",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="where the patient named a day or a part of one: when that ends, effective_at its start",
        ),
    )
    op.create_check_constraint(op.f("ck_observation_effective_order"), "observation", "effective_end > effective_at")
    _constrain(KINDS, VALUES)
    op.alter_column("observation", "context", comment=CONTEXT, existing_comment=OLD_CONTEXT)
    op.drop_constraint(op.f(OLD_KEY), "observation", type_="unique")
    op.create_unique_constraint(
        op.f(KEY), "observation", ["message_id", "kind", "context", "effective_at"], postgresql_nulls_not_distinct=True
    )


def downgrade() -> None:
    """What the older tables cannot hold goes: the new kinds, and of one kind in one message all but the first."""
    op.execute(f"delete from observation where not ({OLD_KINDS})")  # noqa: S608  # our own words
    op.drop_constraint(op.f(KEY), "observation", type_="unique")
    op.execute(
        "delete from observation a using observation b where a.message_id = b.message_id and a.kind = b.kind"
        " and a.context is not distinct from b.context and a.id > b.id"
    )
    op.create_unique_constraint(
        op.f(OLD_KEY), "observation", ["message_id", "kind", "context"], postgresql_nulls_not_distinct=True
    )
    op.alter_column("observation", "context", comment=OLD_CONTEXT, existing_comment=CONTEXT)
    _constrain(OLD_KINDS, OLD_VALUES)
    op.drop_constraint(op.f("ck_observation_effective_order"), "observation", type_="check")
    op.drop_column("observation", "effective_end")


def _constrain(kinds: str, values: str) -> None:
    """Which kinds there are, and which values they have."""
    for name, condition in ((KIND, kinds), (VALUE, values)):
        op.drop_constraint(op.f(name), "observation", type_="check")
        op.create_check_constraint(op.f(name), "observation", condition)
