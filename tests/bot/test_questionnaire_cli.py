"""`suifang questionnaire …` as an operator calls it: what it prints, exit codes, and rows of a real database."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from bot.cli import main
from bot.settings import ROOT
from records.database import Sessions
from records.models import Questionnaire, Task
from records.questionnaires import load_definition
from tests.records.questionnaires.support import PAIN, SMOKES, WEIGHT, raw
from tests.support.people import make_patient, rows_of, unique

OWN = sorted((ROOT / "data" / "questionnaires").glob("*.yml"))
HYPERTENSION = ROOT / "data" / "questionnaires" / "hypertension.yml"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def suifang(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process: exit code, standard output, standard error."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["suifang", "questionnaire", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        captured = capsys.readouterr()
        return code if isinstance(code, int) else 0, captured.out, captured.err

    return run


@pytest.fixture
def with_database(database_url: str, tmp_path: Path) -> Run:
    """The command in a process of its own, against the tests' database and with secrets of its own."""
    environment = {"DATABASE_URL": database_url, "SUIFANG_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        command = [sys.executable, "-c", "from bot.cli import main; main()", "questionnaire", *map(str, arguments)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        return done.returncode, done.stdout, done.stderr

    return run


def file_of(folder: Path, name: str, **fields: object) -> Path:
    path = folder / f"{name}.yml"
    content = yaml.safe_dump(raw(SMOKES, WEIGHT, PAIN, id=name, **fields), allow_unicode=True)
    path.write_text(content, encoding="utf-8")
    return path


def form_name() -> str:
    return unique("form").replace("-", "_")


def test_check_says_ok_for_each_of_the_projects_own(suifang: Run) -> None:
    code, out, err = suifang("check", *OWN)
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == len(OWN)
    form = load_definition(HYPERTENSION)
    assert f"ok: hypertension {form.version}, {len(form.questions)} questions" in out.splitlines()


def test_check_prints_each_fault_with_file_line_and_place_and_goes_on(suifang: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    body = file_of(tmp_path, "right").read_text(encoding="utf-8")
    wrong.write_text(body.replace("type: boolean", "type: bool").replace("unit: kg", "unit: ''"), encoding="utf-8")
    code, out, err = suifang("check", wrong, tmp_path / "none.yml", tmp_path / "right.yml")
    first, second, *rest, last = out.splitlines()
    assert (code, err) == (1, "")
    lines = wrong.read_text(encoding="utf-8").splitlines()
    assert first.startswith(f"{wrong}:{1 + next(n for n, line in enumerate(lines) if 'bool' in line)}: item[0].type: ")
    assert [second, *rest][-1] == f"{tmp_path}/none.yml:0: the whole file: No such file or directory"
    assert last == "ok: right 1, 3 questions"


def test_fhir_file_is_checked_too(suifang: Run, tmp_path: Path) -> None:
    right, wrong = tmp_path / "right.json", tmp_path / "wrong.json"
    assert suifang("export", HYPERTENSION, "--out", right) == (0, f"written: {right}\n", "")
    resource = json.loads(right.read_text(encoding="utf-8"))
    resource["item"][0]["type"] = "url"
    wrong.write_text(json.dumps(resource, indent=1), encoding="utf-8")
    code, out, _ = suifang("check", right, wrong)
    ok, fault = out.splitlines()
    assert code == 1
    assert ok.startswith("ok: hypertension ")
    line = 1 + next(n for n, line in enumerate(wrong.read_text(encoding="utf-8").splitlines()) if '"url",' in line)
    assert fault.startswith(f"{wrong}:{line}: item[0].type: url is not asked here")


def test_export_and_import_give_the_same_questionnaire(suifang: Run, tmp_path: Path) -> None:
    _, exported, _ = suifang("export", HYPERTENSION)
    assert json.loads(exported)["resourceType"] == "Questionnaire"
    assert "高血压" in exported
    (tmp_path / "form.json").write_text(exported, encoding="utf-8")
    code, printed, _ = suifang("import", tmp_path / "form.json")
    assert code == 0
    assert suifang("import", tmp_path / "form.json", "--out", tmp_path / "form.yml")[0] == 0
    assert (tmp_path / "form.yml").read_text(encoding="utf-8") == printed
    assert load_definition(tmp_path / "form.yml") == load_definition(HYPERTENSION)


def test_import_does_not_write_over_what_somebody_may_have_edited(suifang: Run, tmp_path: Path) -> None:
    suifang("export", HYPERTENSION, "--out", tmp_path / "form.json")
    (tmp_path / "form.yml").write_text("mine", encoding="utf-8")
    code, _, err = suifang("import", tmp_path / "form.json", "--out", tmp_path / "form.yml")
    assert code == 1
    assert err.startswith(f"suifang: {tmp_path}/form.yml is there already")
    assert (tmp_path / "form.yml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "none.yml"), "none.yml: the whole file: No such file or directory"),
        (("import", "README.md"), "README.md: line 1: the whole file: not readable as JSON"),
        (("preview", "none.yml"), "No such file"),
        (("publish", "none.yml"), "No such file"),
        (("export", str(HYPERTENSION), "--out", "/nowhere/form.json"), "/nowhere/form.json: No such file or directory"),
        (("ask", "hypertension", "--patient", "1", "--at", "tomorrow"), "tomorrow is no time"),
    ],
)
def test_fault_of_the_operator_is_one_sentence(suifang: Run, arguments: tuple[str, ...], words: str) -> None:
    code, out, err = suifang(*arguments)
    [sentence] = err.splitlines()
    assert (code, out) == (1, "")
    assert sentence.startswith("suifang: ")
    assert words in sentence


def test_preview_tells_questions_in_order_with_options_conditions_ranges_and_rules(
    suifang: Run, tmp_path: Path
) -> None:
    when = [
        {"question": "pain", "operator": "=", "answer": "疼"},
        {"question": "weight", "operator": ">", "answer": 80},
    ]
    alert = [{"rule": "pain", "level": "urgent", "when": [{"operator": "=", "answer": "2"}], "say": "我告诉护士。"}]
    items = [
        {"linkId": "hello", "type": "display", "text": "先问体重。"},
        {**WEIGHT, "possible": [20, 250], "plausible": [30, 150], "confirm": {"change": 8}, "required": False},
        {**PAIN, "alert": alert, "initial": "1"},
        {"linkId": "why", "type": "text", "text": "怎么疼？", "enableWhen": when, "enableBehavior": "any"},
        {"linkId": "twice", "type": "decimal", "text": "两倍", "readOnly": True, "calculate": "weight * 2"},
    ]
    rule = {"code": "soon", "source": "规范", "when": when[:1], "withinDays": 14, "say": "下次是{date}。"}
    content = yaml.safe_dump(raw(*items, followUp=[rule]), allow_unicode=True)
    (tmp_path / "test.yml").write_text(content, encoding="utf-8")
    code, out, _ = suifang("preview", tmp_path / "test.yml")
    lines = [line.strip() for line in out.splitlines()]
    assert code == 0
    expected = [
        "said: 先问体重。",
        "1. 您现在多重？",
        "weight: quantity, kg, optional",
        "possible from 20 to 250, else refused",
        "plausible from 30 to 150, else confirmed",
        "confirmed if it differs from the last one by more than 8",
        "2. 伤口疼吗？",
        "usual answer: 1",
        "- 2 疼",
        "alert pain (urgent) if it is 2, says: 我告诉护士。",
        "3. 怎么疼？",
        "only if pain is 疼 or weight is above 80",
        "computed: 两倍",
        "computed: weight * 2",
        "soon: if pain is 疼",
        "this one within 14 days",
        "says: 下次是{date}。",
        "as 规范 has it",
    ]
    places = [lines.index(line) for line in expected]
    assert places == sorted(places)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_every_own_questionnaire_has_a_preview(suifang: Run, path: Path) -> None:
    code, out, _ = suifang("preview", path)
    form = load_definition(path)
    assert code == 0
    assert f"{len(form.questions)}. {form.questions[-1].text}" in out.replace("\n\n", "\n")


async def test_publish_puts_a_version_into_the_running_database_once(
    with_database: Run, sessions: Sessions, tmp_path: Path
) -> None:
    name = form_name()
    path = file_of(tmp_path, name, title="新随访")
    assert with_database("publish", path) == (0, f"published: {name} 1\n", "")
    assert with_database("publish", path) == (0, f"there already: {name} 1\n", "")
    [row] = await rows_of(sessions, Questionnaire, Questionnaire.name == name)
    assert (row.version, row.title) == ("1", "新随访")
    assert f"{name} 1, 3 questions: 新随访" in with_database("list")[1].splitlines()


async def test_publish_refuses_a_changed_version_and_then_publishes_none(
    with_database: Run, sessions: Sessions, tmp_path: Path
) -> None:
    name, other = form_name(), form_name()
    with_database("publish", file_of(tmp_path, name))
    code, out, err = with_database("publish", file_of(tmp_path, other), file_of(tmp_path, name, title="变了"))
    assert (code, out) == (1, "")
    assert err == f"suifang: {name} version 1 was published with another content: raise its version\n"
    assert await rows_of(sessions, Questionnaire, Questionnaire.name == other) == []


async def test_publish_tells_of_a_rule_that_asks_what_is_not_published(with_database: Run, tmp_path: Path) -> None:
    name = form_name()
    rule = {"code": "soon", "source": "规范", "withinDays": 14, "questionnaire": f"{name}_next"}
    _, out, _ = with_database("publish", file_of(tmp_path, name, followUp=[rule]))
    assert out.splitlines() == [f"published: {name} 1", f"note: its rules ask {name}_next next, which is not published"]


async def test_ask_makes_a_task_in_the_patients_own_time(
    with_database: Run, sessions: Sessions, tmp_path: Path
) -> None:
    name, patient = form_name(), await make_patient(sessions)
    with_database("publish", file_of(tmp_path, name))
    code, out, err = with_database("ask", name, "--patient", str(patient.patient_id), "--at", "2026-12-01T09:00")
    [task] = await rows_of(sessions, Task, Task.patient_id == patient.patient_id)
    assert (code, err) == (0, "")
    assert out == f"task {task.id}: patient {patient.patient_id} is asked {name}, due 2026-12-01T09:00+08:00\n"
    assert (task.questionnaire, task.status, task.due_at) == (name, "pending", datetime(2026, 12, 1, 1, tzinfo=UTC))


async def test_ask_refuses_what_there_is_not(with_database: Run, sessions: Sessions, tmp_path: Path) -> None:
    name, patient = form_name(), await make_patient(sessions)
    with_database("publish", file_of(tmp_path, name, status="retired"))
    for arguments, words in (
        (("none", "--patient", str(patient.patient_id)), "there is no questionnaire none"),
        ((name, "--patient", str(patient.patient_id)), f"{name} 1 is retired"),
    ):
        code, _, err = with_database("ask", *arguments)
        assert code == 1
        assert err.startswith(f"suifang: {words}")
    with_database("publish", file_of(tmp_path, name, version="2"))
    code, _, err = with_database("ask", name, "--patient", "999999999")
    assert (code, err) == (1, "suifang: there is no patient 999999999\n")
    assert await rows_of(sessions, Task, Task.patient_id == patient.patient_id) == []


async def test_published_questionnaire_is_exported_by_its_name_and_the_newest(
    with_database: Run, tmp_path: Path
) -> None:
    name = form_name()
    for version in ("1", "2"):
        with_database("publish", file_of(tmp_path, name, version=version))
    _, out, _ = with_database("export", name)
    assert (json.loads(out)["id"], json.loads(out)["version"]) == (name.replace("_", "-"), "2")
    assert with_database("export", "none")[2].startswith("suifang: there is no questionnaire none")


def test_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none", "SUIFANG_HOME": str(tmp_path)}
    command = [sys.executable, "-c", "from bot.cli import main; main()", "questionnaire", "list"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    [sentence] = done.stderr.splitlines()
    assert done.returncode == 1
    assert sentence.startswith("suifang: the database does not answer")
