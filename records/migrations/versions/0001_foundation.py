"""The foundation: patients, staff, questionnaires, conversations, tasks, observations, alerts and the audit log.

Revision: 0001, follows None
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "care_team",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_team")),
        sa.UniqueConstraint("name", name=op.f("uq_care_team_name")),
    )
    op.create_table(
        "patient",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False, comment="full name, encrypted"),
        sa.Column("name_index", sa.LargeBinary(), nullable=False, comment="blind index of the name"),
        sa.Column("birth_date", sa.LargeBinary(), nullable=True, comment="ISO date, encrypted; null when not known"),
        sa.Column("sex", sa.String(), nullable=False, comment="FHIR AdministrativeGender"),
        sa.Column("national_id", sa.LargeBinary(), nullable=True, comment="encrypted"),
        sa.Column("national_id_index", sa.LargeBinary(), nullable=True, comment="blind index"),
        sa.Column("timezone", sa.String(), nullable=False, comment="IANA name; reminders follow it"),
        sa.Column("demo", sa.Boolean(), nullable=False, comment="made up for a demonstration, no real person"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sex in ('male', 'female', 'other', 'unknown')", name=op.f("ck_patient_sex_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("national_id_index", name=op.f("uq_patient_national_id_index")),
    )
    op.create_index(op.f("ix_patient_name_index"), "patient", ["name_index"], unique=False)
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False, comment="the YAML file's id, e.g. hypertension"),
        sa.Column("version", sa.String(), nullable=False, comment="the YAML file's version"),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "definition",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="the whole definition, FHIR's terms",
        ),
        sa.Column(
            "digest",
            sa.String(),
            nullable=False,
            comment="SHA-256 of the definition: a changed file needs a new version",
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_questionnaire_name_version")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("display_name", sa.String(), nullable=False, comment="shown to colleagues and to patients"),
        sa.Column("role", sa.String(), nullable=False, comment="nurse, doctor or administrator"),
        sa.Column("password_hash", sa.String(), nullable=False, comment="argon2id, with its parameters"),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failed_logins", sa.Integer(), nullable=False, comment="in a row; reset by a right one"),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True, comment="no log-in before this time"),
        sa.Column("demo", sa.Boolean(), nullable=False, comment="made up for a demonstration"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role in ('nurse', 'doctor', 'administrator')", name=op.f("ck_staff_role_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("username", name=op.f("uq_staff_username")),
    )
    op.create_table(
        "turn",
        sa.Column("message_key", sa.String(), nullable=False, comment="m or s (session start) and the message id"),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("outcome", sa.LargeBinary(), nullable=False, comment="events and responses, encrypted"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("message_key", "action", name=op.f("pk_turn")),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True, comment="null: the system, or nobody yet"),
        sa.Column(
            "patient_id", sa.BigInteger(), nullable=True, comment="no foreign key: the log outlives the patient's row"
        ),
        sa.Column(
            "action",
            sa.String(),
            nullable=False,
            comment="code: login, login_refused, view_patient, acknowledge_alert, …",
        ),
        sa.Column("detail", sa.String(), nullable=True, comment="codes and ids only, never what a patient wrote"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_audit_event_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index("ix_audit_event_patient", "audit_event", ["patient_id", "at"], unique=False)
    op.create_table(
        "care_team_member",
        sa.Column("care_team_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["care_team_id"], ["care_team.id"], name=op.f("fk_care_team_member_care_team_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_care_team_member_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("care_team_id", "staff_id", name=op.f("pk_care_team_member")),
    )
    op.create_index(op.f("ix_care_team_member_staff_id"), "care_team_member", ["staff_id"], unique=False)
    op.create_table(
        "care_team_patient",
        sa.Column("care_team_id", sa.BigInteger(), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["care_team_id"], ["care_team.id"], name=op.f("fk_care_team_patient_care_team_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_care_team_patient_patient_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("care_team_id", "patient_id", name=op.f("pk_care_team_patient")),
    )
    op.create_index(op.f("ix_care_team_patient_patient_id"), "care_team_patient", ["patient_id"], unique=False)
    op.create_table(
        "condition",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False, comment="condition's code"),
        sa.Column("display", sa.String(), nullable=False, comment="the words shown to staff"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_condition_patient_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition")),
        sa.UniqueConstraint("patient_id", "code", name=op.f("uq_condition_patient_id_code")),
    )
    op.create_index(op.f("ix_condition_patient_id"), "condition", ["patient_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(), nullable=False, comment="active or inactive (withdrawn)"),
        sa.Column(
            "text_version", sa.String(), nullable=False, comment="version of the consent text that was agreed to"
        ),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True, comment="when it ended"),
        sa.CheckConstraint("status in ('active', 'inactive')", name=op.f("ck_consent_status_code")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_consent_patient_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_patient_id"), "consent", ["patient_id"], unique=False)
    op.create_index(
        "uq_consent_active", "consent", ["patient_id"], unique=True, postgresql_where=sa.text("status = 'active'")
    )
    op.create_table(
        "contact_point",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False, comment="channel's name: web, wechat, telegram, sms, memory"),
        sa.Column("address", sa.LargeBinary(), nullable=False, comment="encrypted"),
        sa.Column("address_index", sa.LargeBinary(), nullable=False, comment="blind index of the address"),
        sa.Column(
            "rank", sa.Integer(), nullable=False, comment="order of preference, 1 first (FHIR ContactPoint.rank)"
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_contact_point_patient_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
        sa.UniqueConstraint("channel", "address_index", name=op.f("uq_contact_point_channel_address_index")),
        sa.UniqueConstraint("patient_id", "channel", "rank", name=op.f("uq_contact_point_patient_id_channel_rank")),
    )
    op.create_index(op.f("ix_contact_point_patient_id"), "contact_point", ["patient_id"], unique=False)
    op.create_table(
        "medication",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False, comment="drug, encrypted"),
        sa.Column("dosage", sa.LargeBinary(), nullable=False, comment="as prescribed, encrypted"),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_medication_patient_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medication")),
    )
    op.create_index(op.f("ix_medication_patient_id"), "medication", ["patient_id"], unique=False)
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("csrf_token", sa.String(), nullable=False, comment="must come with every form of this session"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_session")),
    )
    op.create_index(op.f("ix_staff_session_staff_id"), "staff_session", ["staff_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("questionnaire", sa.String(), nullable=False, comment="name of the questionnaire to ask"),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True, comment="when the first question was queued"),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True, comment="code: why it was refused, missed or cancelled"),
        sa.CheckConstraint("(status in ('pending', 'in_progress')) = (ended_at is null)", name=op.f("ck_task_ended")),
        sa.CheckConstraint("status <> 'in_progress' or opened_at is not null", name=op.f("ck_task_opened")),
        sa.CheckConstraint(
            "status in ('pending', 'in_progress', 'completed', 'refused', 'missed', 'cancelled')",
            name=op.f("ck_task_status_code"),
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_task_patient_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index("ix_task_due", "task", ["due_at"], unique=False, postgresql_where=sa.text("status = 'pending'"))
    op.create_index(op.f("ix_task_patient_id"), "task", ["patient_id"], unique=False)
    op.create_index(
        "uq_task_in_progress", "task", ["patient_id"], unique=True, postgresql_where=sa.text("status = 'in_progress'")
    )
    op.create_table(
        "conversation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_point_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("held_by", sa.BigInteger(), nullable=True, comment="the person who stepped in; null = bot"),
        sa.Column(
            "engine_session", sa.String(), nullable=True, comment="what the engine's session was last started for"
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_point_id"],
            ["contact_point.id"],
            name=op.f("fk_conversation_contact_point_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["held_by"], ["staff.id"], name=op.f("fk_conversation_held_by")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_conversation_patient_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("contact_point_id", name=op.f("uq_conversation_contact_point_id")),
    )
    op.create_index(op.f("ix_conversation_patient_id"), "conversation", ["patient_id"], unique=False)
    op.create_table(
        "questionnaire_response",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("questionnaire_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("asking", sa.String(), nullable=True, comment="linkId of the item that the patient was asked last"),
        sa.Column(
            "misses", sa.Integer(), nullable=False, comment="answers in a row to `asking` that were not understood"
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True, comment="completed or stopped"),
        sa.CheckConstraint(
            "(status = 'in-progress') = (ended_at is null)", name=op.f("ck_questionnaire_response_ended")
        ),
        sa.CheckConstraint(
            "status in ('in-progress', 'completed', 'stopped')", name=op.f("ck_questionnaire_response_status_code")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_questionnaire_response_patient_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_response_questionnaire_id")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_questionnaire_response_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_response")),
        sa.UniqueConstraint("task_id", name=op.f("uq_questionnaire_response_task_id")),
    )
    op.create_index(
        op.f("ix_questionnaire_response_patient_id"), "questionnaire_response", ["patient_id"], unique=False
    )
    op.create_index(
        op.f("ix_questionnaire_response_questionnaire_id"), "questionnaire_response", ["questionnaire_id"], unique=False
    )
    op.create_table(
        "web_link",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("contact_point_id", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True, comment="null until somebody opened it"),
        sa.ForeignKeyConstraint(
            ["contact_point_id"], ["contact_point.id"], name=op.f("fk_web_link_contact_point_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_web_link")),
    )
    op.create_index(op.f("ix_web_link_contact_point_id"), "web_link", ["contact_point_id"], unique=False)
    op.create_table(
        "web_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("contact_point_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_point_id"], ["contact_point.id"], name=op.f("fk_web_session_contact_point_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_web_session")),
    )
    op.create_index(op.f("ix_web_session_contact_point_id"), "web_session", ["contact_point_id"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True, comment="the platform's id of an inbound or sent message"),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="encrypted"),
        sa.Column(
            "audio",
            sa.LargeBinary(),
            nullable=True,
            comment="a voice message as it came, encrypted; body is its text",
        ),
        sa.Column(
            "quick_replies",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=True,
            comment="buttons: title and what it sends",
        ),
        sa.Column("reply_to", sa.BigInteger(), nullable=True, comment="the inbound message it answers"),
        sa.Column("ordinal", sa.Integer(), nullable=False, comment="order among the replies to one message"),
        sa.Column("task_id", sa.BigInteger(), nullable=True, comment="the task that it opens"),
        sa.Column("attempts", sa.Integer(), nullable=False, comment="turns or deliveries that were tried"),
        sa.Column("first_tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True, comment="not before this time"),
        sa.Column("reason", sa.String(), nullable=True, comment="code of the last failure"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True, comment="handled, or sent, or given up"),
        sa.CheckConstraint(
            "(direction = 'in' and status in ('received', 'handled', 'held', 'failed') and author = 'patient' and external_id is not null and reply_to is null) or (direction = 'out' and status in ('queued', 'sent', 'failed') and author <> 'patient')",
            name=op.f("ck_message_direction_fits"),
        ),
        sa.CheckConstraint("author in ('patient', 'bot', 'staff')", name=op.f("ck_message_author_code")),
        sa.CheckConstraint("direction in ('in', 'out')", name=op.f("ck_message_direction_code")),
        sa.CheckConstraint(
            "status in ('received', 'handled', 'held', 'queued', 'sent', 'failed')", name=op.f("ck_message_status_code")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_message_conversation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["reply_to"], ["message.id"], name=op.f("fk_message_reply_to")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_message_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("reply_to", "ordinal", name=op.f("uq_message_reply_to_ordinal")),
    )
    op.create_index("ix_message_history", "message", ["conversation_id", "id"], unique=False)
    op.create_index(
        "ix_message_received",
        "message",
        ["conversation_id", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'received'"),
    )
    op.create_index(
        "ix_message_unsent",
        "message",
        ["conversation_id", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'queued'"),
    )
    op.create_index(
        "uq_message_inbound",
        "message",
        ["channel", "external_id"],
        unique=True,
        postgresql_where=sa.text("direction = 'in'"),
    )
    op.create_table(
        "alert",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column(
            "rule",
            sa.String(),
            nullable=False,
            comment="code of the rule: chest_pain, person_requested, turn_failed, …",
        ),
        sa.Column("words", sa.LargeBinary(), nullable=True, comment="the patient's words, encrypted"),
        sa.Column("message_id", sa.BigInteger(), nullable=True, comment="the message that raised it"),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(status = 'acknowledged') = (acknowledged_at is not null and acknowledged_by is not null)",
            name=op.f("ck_alert_acknowledged"),
        ),
        sa.CheckConstraint("level in ('emergency', 'urgent', 'routine')", name=op.f("ck_alert_level_code")),
        sa.CheckConstraint("status in ('open', 'acknowledged')", name=op.f("ck_alert_status_code")),
        sa.ForeignKeyConstraint(["acknowledged_by"], ["staff.id"], name=op.f("fk_alert_acknowledged_by")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_alert_message_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_alert_patient_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("message_id", "rule", name=op.f("uq_alert_message_id_rule")),
    )
    op.create_index(op.f("ix_alert_patient_id"), "alert", ["patient_id"], unique=False)
    op.create_table(
        "delivery_attempt",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False, comment="sent, or the code of the failure"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_delivery_attempt_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_attempt")),
    )
    op.create_index(op.f("ix_delivery_attempt_message_id"), "delivery_attempt", ["message_id"], unique=False)
    op.create_table(
        "observation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True, comment="in the unit of `unit`; null for blood pressure"),
        sa.Column("systolic", sa.Double(), nullable=True, comment="mm[Hg], LOINC 8480-6"),
        sa.Column("diastolic", sa.Double(), nullable=True, comment="mm[Hg], LOINC 8462-4"),
        sa.Column("unit", sa.String(), nullable=False, comment="UCUM"),
        sa.Column(
            "effective_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when it was measured, as far as the patient said",
        ),
        sa.Column("message_id", sa.BigInteger(), nullable=False, comment="where the patient said it"),
        sa.Column(
            "superseded_at", sa.DateTime(timezone=True), nullable=True, comment="corrected by the patient at this time"
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "case when kind = 'blood_pressure' then systolic is not null and diastolic is not null and value is null and systolic >= diastolic else value is not null and systolic is null and diastolic is null end",
            name=op.f("ck_observation_components"),
        ),
        sa.CheckConstraint(
            "kind in ('blood_pressure', 'heart_rate', 'weight', 'glucose', 'temperature', 'spo2')",
            name=op.f("ck_observation_kind_code"),
        ),
        sa.CheckConstraint(
            "systolic between 30 and 350 and diastolic between 20 and 250", name=op.f("ck_observation_pressure_range")
        ),
        sa.CheckConstraint("value > 0 and value < 1000", name=op.f("ck_observation_value_range")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_observation_message_id")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_observation_patient_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint("message_id", "kind", name=op.f("uq_observation_message_id_kind")),
    )
    op.create_index("ix_observation_trend", "observation", ["patient_id", "kind", "effective_at"], unique=False)
    op.create_table(
        "questionnaire_response_item",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("response_id", sa.BigInteger(), nullable=False),
        sa.Column("link_id", sa.String(), nullable=False, comment="FHIR linkId of the item"),
        sa.Column(
            "asked_link_id", sa.String(), nullable=True, comment="the item that was being asked when this was said"
        ),
        sa.Column("value", sa.LargeBinary(), nullable=True, comment="FHIR value[x] as JSON, encrypted"),
        sa.Column(
            "data_absent_reason", sa.String(), nullable=True, comment="FHIR data-absent-reason when there is no value"
        ),
        sa.Column("message_id", sa.BigInteger(), nullable=False, comment="where the patient said it"),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="replaced by a later answer at this time",
        ),
        sa.CheckConstraint(
            "(value is null) <> (data_absent_reason is null)",
            name=op.f("ck_questionnaire_response_item_value_or_reason"),
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_questionnaire_response_item_message_id")),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["questionnaire_response.id"],
            name=op.f("fk_questionnaire_response_item_response_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_response_item")),
        sa.UniqueConstraint("message_id", "link_id", name=op.f("uq_questionnaire_response_item_message_id_link_id")),
    )
    op.create_index(
        op.f("ix_questionnaire_response_item_message_id"), "questionnaire_response_item", ["message_id"], unique=False
    )
    op.create_index(
        op.f("ix_questionnaire_response_item_response_id"), "questionnaire_response_item", ["response_id"], unique=False
    )
    op.create_index(
        "uq_response_item_current",
        "questionnaire_response_item",
        ["response_id", "link_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at is null"),
    )

    op.execute(
        "create function audit_event_is_append_only() returns trigger language plpgsql as "
        "$$begin raise exception 'audit events are only ever added'; end$$"
    )
    op.execute(
        "create trigger audit_event_append_only before update or delete or truncate on audit_event "
        "for each statement execute function audit_event_is_append_only()"
    )


def downgrade() -> None:
    op.execute("drop trigger audit_event_append_only on audit_event")
    op.execute("drop function audit_event_is_append_only()")
    op.drop_index(
        "uq_response_item_current",
        table_name="questionnaire_response_item",
        postgresql_where=sa.text("superseded_at is null"),
    )
    op.drop_index(op.f("ix_questionnaire_response_item_response_id"), table_name="questionnaire_response_item")
    op.drop_index(op.f("ix_questionnaire_response_item_message_id"), table_name="questionnaire_response_item")
    op.drop_table("questionnaire_response_item")
    op.drop_index("ix_observation_trend", table_name="observation")
    op.drop_table("observation")
    op.drop_index(op.f("ix_delivery_attempt_message_id"), table_name="delivery_attempt")
    op.drop_table("delivery_attempt")
    op.drop_index(op.f("ix_alert_patient_id"), table_name="alert")
    op.drop_table("alert")
    op.drop_index("uq_message_inbound", table_name="message", postgresql_where=sa.text("direction = 'in'"))
    op.drop_index("ix_message_unsent", table_name="message", postgresql_where=sa.text("status = 'queued'"))
    op.drop_index("ix_message_received", table_name="message", postgresql_where=sa.text("status = 'received'"))
    op.drop_index("ix_message_history", table_name="message")
    op.drop_table("message")
    op.drop_index(op.f("ix_web_session_contact_point_id"), table_name="web_session")
    op.drop_table("web_session")
    op.drop_index(op.f("ix_web_link_contact_point_id"), table_name="web_link")
    op.drop_table("web_link")
    op.drop_index(op.f("ix_questionnaire_response_questionnaire_id"), table_name="questionnaire_response")
    op.drop_index(op.f("ix_questionnaire_response_patient_id"), table_name="questionnaire_response")
    op.drop_table("questionnaire_response")
    op.drop_index(op.f("ix_conversation_patient_id"), table_name="conversation")
    op.drop_table("conversation")
    op.drop_index("uq_task_in_progress", table_name="task", postgresql_where=sa.text("status = 'in_progress'"))
    op.drop_index(op.f("ix_task_patient_id"), table_name="task")
    op.drop_index("ix_task_due", table_name="task", postgresql_where=sa.text("status = 'pending'"))
    op.drop_table("task")
    op.drop_index(op.f("ix_staff_session_staff_id"), table_name="staff_session")
    op.drop_table("staff_session")
    op.drop_index(op.f("ix_medication_patient_id"), table_name="medication")
    op.drop_table("medication")
    op.drop_index(op.f("ix_contact_point_patient_id"), table_name="contact_point")
    op.drop_table("contact_point")
    op.drop_index("uq_consent_active", table_name="consent", postgresql_where=sa.text("status = 'active'"))
    op.drop_index(op.f("ix_consent_patient_id"), table_name="consent")
    op.drop_table("consent")
    op.drop_index(op.f("ix_condition_patient_id"), table_name="condition")
    op.drop_table("condition")
    op.drop_index(op.f("ix_care_team_patient_patient_id"), table_name="care_team_patient")
    op.drop_table("care_team_patient")
    op.drop_index(op.f("ix_care_team_member_staff_id"), table_name="care_team_member")
    op.drop_table("care_team_member")
    op.drop_index("ix_audit_event_patient", table_name="audit_event")
    op.drop_table("audit_event")
    op.drop_table("turn")
    op.drop_table("staff")
    op.drop_table("questionnaire")
    op.drop_index(op.f("ix_patient_name_index"), table_name="patient")
    op.drop_table("patient")
    op.drop_table("care_team")
