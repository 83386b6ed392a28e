"""Settles what a FHIR Questionnaire says of itself, and what stands in where another program's says nothing."""

from __future__ import annotations

import re

from records.questionnaires.fhir.reader import Json, Reader

LETTERS = re.compile(r"[^a-z0-9]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
OPENINGS = {
    "zh": "您好，{{name}}，我是{{hospital}}的随访助手。想请您回答几个问题：{title}。",
    "en": "Hello {{name}}, this is {{hospital}}. May I ask you some questions: {title}.",
}
CLOSINGS = {"zh": "都记下了，谢谢您。", "en": "Thank you, everything is noted."}


def native_definition(body: Json, reader: Reader) -> Json:
    """What FHIR's own elements say of the questionnaire, by the file's keys."""
    raw: Json = {"resourceType": "Questionnaire"}
    for key in ("id", "name", "url"):
        name = str(body.get(key, "")).rstrip("/").rsplit("/", 1)[-1]
        if "id" not in raw and (mapped := _id(name)):
            raw["id"] = mapped
            reader.mark(raw, "id", (key,))
    for key, name in {"copyright": "licence"}.items() | {(key, key) for key in KEPT}:
        if key in body:
            raw[name] = body[key]
            reader.mark(raw, name, (key,))
    if raw.get("status") == "unknown":
        raw["status"] = "draft"
    return raw


KEPT = ("url", "version", "status", "language", "title", "description")


def _id(name: str) -> str | None:
    """An id as it may stand here; every id of ours comes back as it was."""
    mapped = LETTERS.sub("_", name.lower())
    if not mapped.strip("_"):
        return None
    return mapped if mapped[0].isalpha() else f"q_{mapped}"


def stand_in(raw: Json, body: Json, reader: Reader) -> None:
    """Put in what every file has and a FHIR Questionnaire need not have. A clinician rewords it."""
    if "id" not in raw:
        reader.fault(("id",), "what is it called? id, name and url have no letter of a to z")
        raw["id"] = "unnamed"
    raw.setdefault("version", "1")
    raw.setdefault("title", body.get("name") or raw["id"])
    raw.setdefault("language", "zh-CN" if CHINESE.search(str(body.get("item", "")) + raw["title"]) else "en")
    language = "zh" if raw["language"].startswith("zh") else "en"
    origin = [body.get("publisher"), body.get("url"), body.get("copyright")]
    raw.setdefault("source", " ".join(word for word in origin if word) or f"FHIR Questionnaire {raw['id']}")
    title = raw["title"].replace("{", "{{").replace("}", "}}")
    raw.setdefault("opening", OPENINGS[language].format(title="\0").replace("\0", title))
    raw.setdefault("closing", CLOSINGS[language])
