"""Settles the command line: `suifang …`. Errors are one sentence on standard error and a non-zero exit."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot.clock import system_clock
from bot.errors import SuifangError
from bot.logs import configure_logs
from bot.nlu_cli import nlu
from bot.questionnaire_cli import questionnaire
from bot.roles import Role
from bot.secrets import load_secrets
from bot.settings import QUESTIONNAIRES, ROOT, Settings, load_settings

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="随访 Suifang")
cli.add_typer(questionnaire, name="questionnaire")
cli.command()(nlu)

INTERRUPTED = 130
T = TypeVar("T")

if TYPE_CHECKING:
    from bot.accounts import NewStaff


@cli.command()
def up() -> None:
    """Start everything on this machine and keep it up; Ctrl-C ends it."""
    from bot.up import up as start

    settings = load_settings()
    _run(start(settings, load_secrets(settings.secrets_dir)))


@cli.command()
def serve(role: Annotated[Role, typer.Option(help="what this process does")] = Role.ALL) -> None:
    """Run one role against a database that is up."""
    configure_logs()
    _run(_serve(load_settings(), role))


@cli.command()
def rasa() -> None:
    """Run the dialogue engine in this process's place."""
    from bot.database import records_url
    from bot.engine_process import engine_command, engine_environment

    settings = load_settings()
    secrets = load_secrets(settings.secrets_dir)
    environment = engine_environment(settings, secrets, database_url=records_url(settings, secrets))
    command = engine_command()
    os.chdir(ROOT)
    os.execve(command[0], command, environment)  # noqa: S606  # no shell, our own command


@cli.command()
def migrate() -> None:
    """Create the databases if they are missing, bring them to the newest revision, publish the questionnaires."""
    _run(_migrate(load_settings()))


@cli.command("add-staff")
def add_staff(
    username: Annotated[str, typer.Argument(help="what the person logs in with")],
    name: Annotated[str, typer.Option(help="shown to colleagues and patients")],
    role: Annotated[str, typer.Option(help="nurse, doctor or administrator")] = "nurse",
    team: Annotated[str, typer.Option(help="care team; made if it is new")] = "随访组",
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Add a staff member who may log in to the console; asks for the password."""
    from bot.accounts import NewStaff

    _run(_add_staff(load_settings(), NewStaff(username=username, name=name, role=role, team=team, password=password)))


@cli.command()
def link(patient: Annotated[int, typer.Option(help="the patient's number")]) -> None:
    """Print a one-time link to a patient's page."""
    print(_run(_link(load_settings(), patient)))


@cli.command()
def chat(patient: Annotated[int, typer.Option(help="the patient's number")]) -> None:
    """Talk as a patient, in the terminal, through the pages' own routes."""
    from channels.web.terminal import chat as talk

    settings = load_settings()
    url = _run(_link(settings, patient))
    _run(talk(url))


@cli.command()
def converse(
    files: Annotated[list[Path], typer.Argument(help="golden conversations")],
    as_json: Annotated[bool, typer.Option("--json", help="print transcripts and records")] = False,
) -> None:
    """Play golden conversations through the real engine with a frozen clock; exit 0 if all hold."""
    from bot.golden.report import converse as play

    configure_logs()
    if not _run(play(files, as_json=as_json)):
        raise typer.Exit(1)


@cli.command()
def doctor() -> None:
    """Say what is there, what is missing and how to get it."""
    from bot.doctor import checks, passed, render

    found = checks(load_settings())
    print(render(found))
    if not passed(found):
        raise typer.Exit(1)


async def _serve(settings: Settings, role: Role) -> None:
    from bot.database import records_url
    from bot.serve import serve as run
    from bot.wiring import build

    secrets = load_secrets(settings.secrets_dir)
    async with build(settings, secrets, database_url=records_url(settings, secrets), clock=system_clock) as system:
        await run(system, role)


async def _migrate(settings: Settings) -> None:
    from bot.database import prepare_databases, records_url
    from bot.wiring import build
    from records.questionnaires import publish_all

    secrets = load_secrets(settings.secrets_dir)
    url = records_url(settings, secrets)
    await prepare_databases(url)
    async with build(settings, secrets, database_url=url) as system, system.sessions.begin() as session:
        await publish_all(session, QUESTIONNAIRES, now=system.clock())


async def _add_staff(settings: Settings, new: NewStaff) -> None:
    from bot.accounts import add_staff
    from bot.database import records_url
    from bot.wiring import build

    secrets = load_secrets(settings.secrets_dir)
    database_url = records_url(settings, secrets)
    async with build(settings, secrets, database_url=database_url) as system, system.sessions.begin() as session:
        await add_staff(session, new, now=system.clock())


async def _link(settings: Settings, patient_id: int) -> str:
    from bot.database import records_url
    from bot.demo import patient_link
    from bot.errors import OperatorError
    from bot.wiring import build

    secrets = load_secrets(settings.secrets_dir)
    database_url = records_url(settings, secrets)
    async with build(settings, secrets, database_url=database_url) as system, system.sessions.begin() as session:
        url = await patient_link(system, session, patient_id)
    if url is None:
        raise OperatorError(f"there is no patient {patient_id} with a page")
    return url


def _run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def main() -> None:
    """Entry point. What is ours or the operator's to mend is one sentence; only a defect shows its traceback."""
    import asyncpg
    from sqlalchemy.exc import DBAPIError

    from bot.postgres import PostgresError
    from bot.supervisor import SupervisorError
    from records.database import is_away
    from records.questionnaires import QuestionnaireError

    try:
        cli()
    except (SuifangError, PostgresError, SupervisorError, QuestionnaireError) as exc:
        _fail(str(exc))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as exc:
        if is_away(exc):
            _fail(f"the database does not answer ({type(exc).__name__}): run `suifang up`, or put DATABASE_URL right")
        if not isinstance(exc, (DBAPIError, asyncpg.PostgresError)):
            raise
        _fail(f"the database refused ({type(exc).__name__}): run `suifang migrate` first, or put DATABASE_URL right")


def _fail(sentence: str) -> None:
    print(f"suifang: {sentence}", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main()
