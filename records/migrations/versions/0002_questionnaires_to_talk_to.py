"""Questionnaires to talk to: what waits for a yes, when a question is put again, goals, and where a task came from.

Revision: 0002, follows 0001
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ANSWER_KEY = "uq_questionnaire_response_item_message_id_link_id"
FILLING_KEY = "uq_questionnaire_response_item_response_id_message_id_link_id"

OLD_READING_KEY = "uq_observation_message_id_kind"
READING_KEY = "uq_observation_message_id_kind_context"


def upgrade() -> None:
    op.create_table(
        "goal",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "measure",
            sa.String(),
            nullable=False,
            comment="what it limits: systolic, diastolic, fasting_glucose, weight, …",
        ),
        sa.Column("value", sa.Double(), nullable=False, comment="in the unit of the questionnaire's item"),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_goal_patient_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint("patient_id", "measure", name=op.f("uq_goal_patient_id_measure")),
    )
    _add("observation", sa.Boolean(), "approximate", "said as about so much", sa.false())
    op.add_column(
        "observation",
        sa.Column(
            "context",
            sa.String(),
            nullable=True,
            comment="of glucose: fasting, before_meal, postprandial, if it was said",
        ),
    )
    op.drop_constraint(op.f(OLD_READING_KEY), "observation", type_="unique")
    op.create_unique_constraint(
        op.f(READING_KEY), "observation", ["message_id", "kind", "context"], postgresql_nulls_not_distinct=True
    )
    _add("patient", sa.String(), "language", "of what the bot says: zh or en", "zh")
    _add(
        "questionnaire_response",
        sa.Integer(),
        "turns",
        "messages and silences so far: a form never goes on for ever",
        "0",
    )
    _add("questionnaire_response", sa.Integer(), "puts", "how often in a row `asking` was put", "1")
    _add("questionnaire_response", sa.Integer(), "nudges", "how often in a row it was put again without an answer", "0")
    _add(
        "questionnaire_response",
        sa.Boolean(),
        "paused",
        "an emergency stopped the form: `asking` has not been put since",
        sa.false(),
    )
    _add("questionnaire_response", sa.Boolean(), "snoozed", "`resume_at` is the patient's own wish", sa.false())
    op.add_column(
        "questionnaire_response",
        sa.Column(
            "pending",
            sa.LargeBinary(),
            nullable=True,
            comment="a value that waits for a yes, or half a pressure, with its linkId; encrypted",
        ),
    )
    op.add_column(
        "questionnaire_response",
        sa.Column(
            "resume_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the open question is put again by itself",
        ),
    )
    op.add_column(
        "questionnaire_response", sa.Column("reason", sa.String(), nullable=True, comment="code: why it was stopped")
    )
    op.create_index(
        "ix_response_resume",
        "questionnaire_response",
        ["resume_at"],
        unique=False,
        postgresql_where=sa.text("status = 'in-progress'"),
    )
    op.drop_constraint(op.f(ANSWER_KEY), "questionnaire_response_item", type_="unique")
    op.create_unique_constraint(
        op.f(FILLING_KEY), "questionnaire_response_item", ["response_id", "message_id", "link_id"]
    )
    op.add_column(
        "task",
        sa.Column("response_id", sa.BigInteger(), nullable=True, comment="the completed form whose rule made it"),
    )
    op.create_foreign_key(
        op.f("fk_task_response_id"),
        "task",
        "questionnaire_response",
        ["response_id"],
        ["id"],
        ondelete="SET NULL",
        use_alter=True,
    )
    op.create_index(op.f("ix_task_response_id"), "task", ["response_id"], unique=False)
    op.add_column(
        "task",
        sa.Column(
            "rule",
            sa.String(),
            nullable=True,
            comment="code of the follow-up rule that made it, if one did",
        ),
    )


def _add(table: str, kind: Any, name: str, comment: str, value: Any) -> None:
    """A column that rows have already: they get the value, new ones say it themselves."""
    op.add_column(table, sa.Column(name, kind, nullable=False, comment=comment, server_default=value))
    op.alter_column(table, name, server_default=None)


def downgrade() -> None:
    op.drop_column("task", "rule")
    op.drop_column("task", "response_id")
    op.drop_constraint(op.f(FILLING_KEY), "questionnaire_response_item", type_="unique")
    _drop_doubles("questionnaire_response_item", "message_id", "link_id")
    op.create_unique_constraint(op.f(ANSWER_KEY), "questionnaire_response_item", ["message_id", "link_id"])
    op.drop_index(
        "ix_response_resume", table_name="questionnaire_response", postgresql_where=sa.text("status = 'in-progress'")
    )
    for column in ("reason", "resume_at", "pending", "snoozed", "paused", "nudges", "turns", "puts"):
        op.drop_column("questionnaire_response", column)
    op.drop_column("patient", "language")
    op.drop_constraint(op.f(READING_KEY), "observation", type_="unique")
    _drop_doubles("observation", "message_id", "kind")
    op.create_unique_constraint(op.f(OLD_READING_KEY), "observation", ["message_id", "kind"])
    op.drop_column("observation", "context")
    op.drop_column("observation", "approximate")
    op.drop_table("goal")


def _drop_doubles(table: str, *key: str) -> None:
    """Keep the first row of each key: the older tables know neither carried answers nor two contexts of a glucose."""
    same = " and ".join(f"a.{column} = b.{column}" for column in key)
    op.execute(f"delete from {table} a using {table} b where {same} and a.id > b.id")  # noqa: S608  # our own names
