"""Settles the command line of questionnaires: `suifang questionnaire …`."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import system_clock
from bot.errors import OperatorError
from bot.settings import load_settings
from records.questionnaires import Definition, QuestionnaireError, load_definition

questionnaire = typer.Typer(no_args_is_help=True, help="Check, publish, ask and exchange questionnaires.")

Files = Annotated[list[Path], typer.Argument(help="YAML files, or FHIR R4 Questionnaires as .json")]
File = Annotated[Path, typer.Argument(help="a YAML file, or a FHIR R4 Questionnaire as .json")]


@questionnaire.command()
def check(files: Files) -> None:
    """Say what is wrong with questionnaires, line by line; exit 0 if nothing is."""
    wrong = [path for path in files if not _check(path)]
    if wrong:
        raise typer.Exit(1)


@questionnaire.command("list")
def list_() -> None:
    """Print every published version: name, version, number of questions, title."""
    for form in asyncio.run(_published()):
        print(f"{form.id} {form.version}, {_questions(form)}: {form.title}")


@questionnaire.command()
def publish(files: Files) -> None:
    """Publish new versions into the running system; they are asked from now on. All of them or none."""
    asyncio.run(_publish([_load(path) for path in files]))


@questionnaire.command()
def ask(
    name: Annotated[str, typer.Argument(help="a published questionnaire")],
    patient: Annotated[int, typer.Option(help="the patient's number")],
    at: Annotated[str | None, typer.Option(help="when, e.g. 2026-03-05T09:00, in the patient's own time")] = None,
) -> None:
    """Make a questionnaire due for a patient: now, or at a time."""
    asyncio.run(_ask(name, patient, _moment(at)))


@questionnaire.command()
def export(
    what: Annotated[str, typer.Argument(metavar="NAME_OR_FILE", help="a published questionnaire or a file")],
    out: Annotated[Path | None, typer.Option(help="where to write; without it the terminal")] = None,
) -> None:
    """Write a questionnaire as a FHIR R4 Questionnaire."""
    from records.questionnaires.fhir import to_fhir

    path = Path(what)
    form = _load(path) if path.suffix in (".yml", ".yaml", ".json") or path.exists() else asyncio.run(_newest(what))
    _write(json.dumps(to_fhir(form), ensure_ascii=False, indent=2, allow_nan=False) + "\n", out)


@questionnaire.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="a FHIR R4 Questionnaire as .json")],
    out: Annotated[Path | None, typer.Option(help="a new YAML file; without it the terminal")] = None,
) -> None:
    """Write a FHIR R4 Questionnaire as YAML to edit; nothing is published."""
    from records.questionnaires.fhir.files import load_fhir
    from records.questionnaires.writing import to_yaml

    if out and out.exists():
        raise OperatorError(f"{out} is there already: somebody may have edited it, so name another file")
    _write(to_yaml(load_fhir(file)), out)


@questionnaire.command()
def preview(file: File) -> None:
    """Print what is asked, in order, and what follows from the answers."""
    from records.questionnaires.preview import preview as lines

    for line in lines(_load(file)):
        print(line)


def _check(path: Path) -> bool:
    try:
        form = _load(path)
    except QuestionnaireError as exc:
        for problem in exc.problems:
            print(f"{path}:{problem.line}: {problem.place}: {problem.text}")
        return False
    print(f"ok: {form.id} {form.version}, {_questions(form)}")
    return True


def _load(path: Path) -> Definition:
    if path.suffix == ".json":
        from records.questionnaires.fhir.files import load_fhir

        return load_fhir(path)
    return load_definition(path)


def _questions(form: Definition) -> str:
    number = len(form.questions)
    return f"{number} question{'s' if number > 1 else ''}"


def _moment(at: str | None) -> datetime | None:
    try:
        return None if at is None else datetime.fromisoformat(at)
    except ValueError:
        raise OperatorError(f"{at} is no time: write it as 2026-03-05T09:00") from None


def _write(text: str, out: Path | None) -> None:
    if out is None:
        print(text, end="")
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as exc:
        raise OperatorError(f"{out}: {exc.strerror}") from exc
    print(f"written: {out}")


async def _published() -> list[Definition]:
    from bot.questionnaires import open_records, published

    async with open_records(load_settings()) as session:
        return await published(session)


async def _newest(name: str) -> Definition:
    from bot.questionnaires import newest, open_records

    async with open_records(load_settings()) as session:
        return await newest(session, name)


async def _publish(forms: list[Definition]) -> None:
    from bot.questionnaires import open_records, publish_them

    async with open_records(load_settings()) as session:
        done = await publish_them(session, forms, now=system_clock())
    for one in done:
        print(f"{'published' if one.is_new else 'there already'}: {one.definition.id} {one.definition.version}")
        for name in one.unknown:
            print(f"note: its rules ask {name} next, which is not published")


async def _ask(name: str, patient_id: int, at: datetime | None) -> None:
    from bot.questionnaires import ask, open_records

    async with open_records(load_settings()) as session:
        task = await ask(session, name, patient_id, at=at, now=system_clock())
    print(f"task {task.id}: patient {patient_id} is asked {name}, due {task.due_at.isoformat(timespec='minutes')}")
