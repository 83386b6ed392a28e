"""Which model belongs to the project's state: bot/engine/model.py, without Rasa."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.engine.model import fingerprint, model_inputs, model_path

FILES = {
    "config.yml": "language: zh",
    "domain.yml": "intents: []",
    "data/nlu/talk.yml": "nlu: []",
    "data/rules/followup.yml": "rules: []",
    "data/lexicon/symptoms.yml": "头晕: []",
    "data/questionnaires/hypertension.yml": "title: 高血压",
    "nlu/numbers.py": "ONE = 1",
    "requirements/engine.txt": "rasa==3.6.21",
    "requirements/app.txt": "fastapi",
    "bot/app.py": "",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain.yml",
        "data/nlu/talk.yml",
        "data/rules/followup.yml",
        "data/lexicon/symptoms.yml",
        "nlu/numbers.py",
        "requirements/engine.txt",
    ],
)
def test_model_is_another_when_an_input_changes(project: Path, name: str) -> None:
    before = fingerprint(project)
    (project / name).write_text("changed")
    assert fingerprint(project) != before


@pytest.mark.parametrize("name", ["data/questionnaires/hypertension.yml", "bot/app.py", "requirements/app.txt"])
def test_model_stays_when_something_else_changes(project: Path, name: str) -> None:
    before = fingerprint(project)
    (project / name).write_text("changed")
    assert fingerprint(project) == before


def test_new_training_file_makes_another_model(project: Path) -> None:
    before = fingerprint(project)
    (project / "data/nlu/more.yml").write_text("nlu: []")
    assert fingerprint(project) != before


def test_content_moved_between_files_makes_another_model(project: Path) -> None:
    before = fingerprint(project)
    (project / "data/nlu/talk.yml").rename(project / "data/nlu/renamed.yml")
    assert fingerprint(project) != before


def test_caches_and_editors_files_do_not_count(project: Path) -> None:
    before = fingerprint(project)
    (project / "nlu/__pycache__").mkdir()
    (project / "nlu/__pycache__/numbers.py").write_text("")
    (project / "data/nlu/.talk.yml").write_text("")
    assert fingerprint(project) == before


def test_missing_lock_is_no_error(project: Path) -> None:
    (project / "requirements/engine.txt").unlink()
    assert len(fingerprint(project)) == 16


def test_model_lies_in_models_under_its_hash(project: Path) -> None:
    assert model_path(project) == project / "models" / f"{fingerprint(project)}.tar.gz"


def test_inputs_of_this_project_are_found() -> None:
    names = {path.name for path in model_inputs(Path(__file__).parents[2])}
    assert {"config.yml", "domain.yml", "followup.yml", "understanding.py"} <= names
