"""Alembic's entry point. The connection comes from records.migrate, which is the only caller."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from records.models import Base
from records.types import EncryptedBytes, EncryptedJSON, EncryptedText


def _render(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Migrations know encrypted columns as bytes: they must not depend on today's code."""
    return (
        "sa.LargeBinary()"
        if kind == "type" and isinstance(item, (EncryptedBytes, EncryptedJSON, EncryptedText))
        else False
    )


def _ours(obj: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """The queue's tables belong to PgQueuer, which migrates them itself."""
    return not (kind == "table" and name is not None and name.startswith("pgqueuer"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=_render,
    include_object=_ours,
)
with context.begin_transaction():
    context.run_migrations()
