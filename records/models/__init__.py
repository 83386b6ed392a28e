"""The tables of the records. Import from here; the files are one concept each."""

from records.models.audit import AuditEvent
from records.models.base import Base
from records.models.conversation import Author, Conversation, DeliveryAttempt, Direction, Message, MessageStatus, Turn
from records.models.goal import Goal
from records.models.observation import Alert, AlertLevel, AlertStatus, Observation, ObservationKind
from records.models.patient import Condition, Consent, ConsentStatus, ContactPoint, Medication, Patient, Sex
from records.models.questionnaire import Questionnaire, QuestionnaireResponse, ResponseItem, ResponseStatus
from records.models.staff import CareTeam, CareTeamMember, CareTeamPatient, Role, Staff, StaffSession
from records.models.task import Task, TaskStatus
from records.models.web import WebLink, WebSession

__all__ = [
    "Alert",
    "AlertLevel",
    "AlertStatus",
    "AuditEvent",
    "Author",
    "Base",
    "CareTeam",
    "CareTeamMember",
    "CareTeamPatient",
    "Condition",
    "Consent",
    "ConsentStatus",
    "ContactPoint",
    "Conversation",
    "DeliveryAttempt",
    "Direction",
    "Goal",
    "Medication",
    "Message",
    "MessageStatus",
    "Observation",
    "ObservationKind",
    "Patient",
    "Questionnaire",
    "QuestionnaireResponse",
    "ResponseItem",
    "ResponseStatus",
    "Role",
    "Sex",
    "Staff",
    "StaffSession",
    "Task",
    "TaskStatus",
    "Turn",
    "WebLink",
    "WebSession",
]
