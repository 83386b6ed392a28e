"""Settles the server of the page's tests: the real routes, with a stand-in for the worker that answers from a table."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from starlette.staticfiles import StaticFiles

from channels.protocol import InboundMessage, Receipt
from channels.web import STATIC_DIR, WebDeps, create_router
from records.cipher import Keyring
from records.database import Sessions, create_engine, create_sessions, notify
from records.feed import CONVERSATION_CHANNEL, Feed
from records.models import ContactPoint, Conversation, Message
from records.types import bind_keyring, index_of

YES_NO = [{"title": "有", "payload": "有"}, {"title": "没有", "payload": "没有"}, {"title": "跳过", "payload": "跳过"}]
SLOW_SECONDS = 1.0


def now() -> datetime:
    return datetime.now(UTC)


class Receive:
    """Stores an inbound message, as the real one does, and has it answered."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._answers: set[asyncio.Task[None]] = set()

    async def __call__(self, message: InboundMessage) -> Receipt:
        async with self._sessions.begin() as session:
            where = ContactPoint.address_index == index_of("contact_point.address", message.address)
            query = select(Conversation.id).join(ContactPoint, ContactPoint.id == Conversation.contact_point_id)
            conversation_id = (await session.scalars(query.where(where))).one()
            new = insert(Message).values(
                conversation_id=conversation_id,
                direction="in",
                author="patient",
                status="received",
                channel=message.channel,
                external_id=message.external_id,
                body=message.text,
                ordinal=0,
                attempts=0,
                created_at=message.received_at,
            )
            stored = await session.scalar(new.on_conflict_do_nothing().returning(Message.id))
            known = select(Message.id).where(Message.external_id == message.external_id)
            message_id = stored or (await session.scalars(known)).one()
            await notify(session, CONVERSATION_CHANNEL, str(conversation_id))
        if stored and message.text != "不要回答":
            task = asyncio.create_task(self._answer(conversation_id, stored, message.text))
            self._answers.add(task)
            task.add_done_callback(self._answers.discard)
        return Receipt(message_id=message_id, conversation_id=conversation_id, duplicate=stored is None)

    async def _answer(self, conversation_id: int, message_id: int, text: str) -> None:
        await asyncio.sleep(SLOW_SECONDS if text == "慢慢来" else 0.1)
        async with self._sessions.begin() as session:
            await session.execute(update(Message).where(Message.id == message_id).values(status="handled"))
            session.add(
                Message(
                    conversation_id=conversation_id,
                    direction="out",
                    author="bot",
                    status="sent",
                    channel="web",
                    body="这两周有没有头晕？" if text == "开始" else f"收到：{text}",
                    quick_replies=YES_NO if text == "开始" else None,
                    reply_to=message_id,
                    created_at=now(),
                    done_at=now(),
                )
            )
            await notify(session, CONVERSATION_CHANNEL, str(conversation_id))


def create_app(database_url: str, keyring_file: str, link_key: str) -> FastAPI:
    bind_keyring(Keyring.load(Path(keyring_file)))
    engine = create_engine(database_url)
    sessions, feed = create_sessions(engine), Feed(database_url)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        listening = asyncio.create_task(feed.run())
        yield
        listening.cancel()
        await engine.dispose()

    app = FastAPI(lifespan=lifespan)
    deps = WebDeps(
        sessions=sessions,
        feed=feed,
        receive=Receive(sessions),
        link_key=link_key,
        clock=now,
        secure_cookies=False,
        hospital="市第一医院",
    )
    app.include_router(create_router(deps))
    app.mount("/static/web", StaticFiles(directory=STATIC_DIR))
    return app


if __name__ == "__main__":
    *arguments, port = sys.argv[1:]
    uvicorn.run(create_app(*arguments), host="127.0.0.1", port=int(port), log_level="warning")
