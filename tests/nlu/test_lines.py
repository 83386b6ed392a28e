"""What `suifang nlu` is asked and what it answers, line by line."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.json_lines import answer_for
from nlu.findings import Reading, RedFlag, Symptom, Understanding
from nlu.lines import VITAL_SIGNS, LineError, Request, answer_of, line_of, read_request
from nlu.understanding import MAX_LENGTH

ASKED = Request(id="a", text="")


def reading(**fields: object) -> Reading:
    said = {"kind": "glucose", "values": {"value": 7.0}, "unit": "mmol/L", "surface": "血糖七", "start": 0, "end": 3}
    return Reading(**(said | fields))  # type: ignore[arg-type]


def pressure(values: dict[str, float], **fields: object) -> Reading:
    return reading(kind="blood_pressure", values=values, unit="mm[Hg]", **fields)


def written(found: Reading) -> dict[str, object]:
    answer = answer_of(ASKED, Understanding(text="", readings=(found,)), ())
    (line,) = answer["readings"] + answer["measurements"]
    return dict(line)


def refused(raw: bytes) -> LineError:
    with pytest.raises(LineError) as caught:
        read_request(raw)
    return caught.value


def test_request_is_an_id_and_a_text() -> None:
    assert read_request('{"id": "a", "text": "头晕"}\n'.encode()) == Request(id="a", text="头晕")


def test_number_is_an_id_and_so_is_none() -> None:
    assert read_request(b'{"id": 7, "text": ""}').id == 7
    assert read_request(b'{"text": ""}').id is None


def test_mark_of_an_editor_before_the_first_line_is_no_error() -> None:
    assert read_request('\ufeff{"id": 1, "text": "好"}'.encode()).text == "好"


@pytest.mark.parametrize(
    ("raw", "why", "known"),
    [
        (b"\n", "is empty", None),
        (b"", "is empty", None),
        ("血压145/90".encode(), "is not JSON", None),
        (b'{"id": 1, "text": "a"', "is not JSON", None),
        (b"[" * 100_000, "is not JSON", None),
        (b'["id", "text"]', "is not a JSON object", None),
        (b'"text"', "is not a JSON object", None),
        (b'{"id": "a"}', "has no text", "a"),
        (b'{"id": "a", "text": 5}', "has a text that is not a string", "a"),
        (b'{"id": "a", "text": null}', "has a text that is not a string", "a"),
        (b'{"id": "a", "text": ["x"]}', "has a text that is not a string", "a"),
        (b'{"id": ["a"], "text": "x"}', "has an id that is neither a string nor a whole number", None),
        (b'{"id": 1e999, "text": "x"}', "has an id that is neither a string nor a whole number", None),
        (b'{"id": "a", "text": "\xff\xfe"}', "is not UTF-8", "a"),
        ("头晕".encode("gbk"), "is not JSON", None),
    ],
)
def test_line_that_asks_nothing_says_why_and_whose_it_is(raw: bytes, why: str, known: str | None) -> None:
    error = refused(raw)
    assert (str(error), error.id) == (why, known)


def test_replacement_character_that_was_typed_is_no_error() -> None:
    assert read_request('{"id": 1, "text": "\ufffd"}'.encode()).text == "\ufffd"


@given(st.binary())
def test_whatever_the_bytes_the_line_is_a_request_or_an_error(raw: bytes) -> None:
    with contextlib.suppress(LineError):
        assert isinstance(read_request(raw).text, str)


def test_pressure_has_both_halves_and_null_for_the_missing_one() -> None:
    assert written(pressure({"systolic": 145.0})) == {
        "kind": "blood_pressure", "systolic": 145, "diastolic": None, "unit": "mmHg", "context": None,
        "status": "stated", "when": None, "subject": "self", "approximate": False,
        "surface": "血糖七", "start": 0, "end": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "code", "unit"),
    [
        ("heart_rate", "/min", "bpm"),
        ("temperature", "Cel", "C"),
        ("weight", "kg", "kg"),
        ("spo2", "%", "%"),
        ("glucose", "mmol/L", "mmol/L"),
        ("waist", "cm", "cm"),
        ("urine_volume", "mL", "mL"),
        ("steps", "{steps}", "steps"),
        ("sleep", "h", "h"),
    ],
)
def test_unit_is_the_one_people_write(kind: str, code: str, unit: str) -> None:
    assert written(reading(kind=kind, unit=code))["unit"] == unit


@pytest.mark.parametrize("kind", ["height", "waist", "hba1c", "urine_volume", "steps", "sleep"])
def test_measurements_stand_apart_from_vital_signs(kind: str) -> None:
    answer = answer_of(ASKED, Understanding(text="", readings=(reading(), reading(kind=kind))), ())
    assert [r["kind"] for r in answer["readings"]] == ["glucose"]
    assert [r["kind"] for r in answer["measurements"]] == [kind]
    assert kind not in VITAL_SIGNS


def test_range_that_was_said_has_both_ends() -> None:
    found = pressure({"systolic": 130.0}, upper={"systolic": 140.0}, surface="高压一百三四十")
    assert written(found)["systolic"] == [130, 140]


def test_range_that_is_about_right_is_still_a_range() -> None:
    found = pressure({"systolic": 130.0}, upper={"systolic": 140.0}, surface="高压大概130到140", approximate=True)
    assert (written(found)["systolic"], written(found)["approximate"]) == ([130, 140], True)


@pytest.mark.parametrize(
    ("surface", "low", "high"),
    [("心率八十多", 80.0, 89.0), ("体重一百二十几斤", 60.0, 64.5), ("血糖七点多", 7.0, None)],
)
def test_open_end_is_the_number_that_was_said_and_about_right(surface: str, low: float, high: float | None) -> None:
    upper = {} if high is None else {"value": high}
    line = written(reading(values={"value": low}, upper=upper, surface=surface, approximate=True))
    assert (line["value"], line["approximate"]) == (low, True)


def test_symptom_tells_all_that_was_said_of_it() -> None:
    symptom = Symptom(
        name="头晕", status="present", surface="头晕", start=2, end=4, duration="三天了", severity="有点",
        frequency="经常", side=None, subject="母亲",
    )  # fmt: skip
    (line,) = answer_of(ASKED, Understanding(text="", symptoms=(symptom,)), ())["symptoms"]
    assert line == {
        "symptom": "头晕", "status": "present", "duration": "三天了", "severity": "有点", "frequency": "经常",
        "side": None, "subject": "母亲", "surface": "头晕", "start": 2, "end": 4,
    }  # fmt: skip


def test_symptom_that_is_only_asked_about_stands_apart() -> None:
    answer = answer_for(Request(id=1, text="吃了药会不会拉肚子？我头晕，不恶心"))
    assert [(s["symptom"], s["status"]) for s in answer["symptoms"]] == [("头晕", "present"), ("恶心", "denied")]
    assert [(s["symptom"], s["status"]) for s in answer["symptoms_asked"]] == [("腹泻", "asked")]


def test_red_flag_tells_its_words_and_whose_it_is() -> None:
    flag = RedFlag(rule="faint", surface="晕倒", level="immediate", start=2, end=4, subject="父亲")
    (line,) = answer_of(ASKED, Understanding(text=""), (flag,))["red_flags"]
    assert line == {"flag": "faint", "level": "immediate", "subject": "父亲", "surface": "晕倒", "start": 2, "end": 4}


def test_intents_are_there_only_where_somebody_looked() -> None:
    best, other = {"name": "thanks", "confidence": 0.9}, {"name": "goodbye", "confidence": 0.6}
    nothing = Understanding(text="")
    assert "intent" not in answer_of(ASKED, nothing, ())
    assert answer_of(ASKED, nothing, (), [best, other])["intent"] == best
    assert answer_of(ASKED, nothing, (), [best, other])["intents"] == [best, other]
    assert answer_of(ASKED, nothing, (), [])["intent"] is None


def test_long_text_is_read_up_to_the_limit_and_says_so() -> None:
    filler = "嗯" * MAX_LENGTH
    assert answer_for(Request(id=1, text="头晕" + filler))["truncated"] is True
    assert answer_for(Request(id=1, text=filler + "头晕"))["symptoms"] == []
    assert answer_for(Request(id=1, text="头晕" + filler[2:]))["truncated"] is False


def test_line_is_one_line_for_every_reader() -> None:
    raw = line_of({"id": "a\u2028b\x85c\nd", "error": "头晕\ud800"})
    assert raw.count(b"\n") == 1
    assert len(raw.decode().splitlines()) == 1
    assert json.loads(raw) == {"id": "a\u2028b\x85c\nd", "error": "头晕\ud800"}
    assert "头晕" in raw.decode()


def test_offsets_are_those_of_the_text_that_was_sent() -> None:
    text = "　今早１４５／９０，头晕"
    answer = answer_for(Request(id=1, text=text))
    found = answer["readings"] + answer["symptoms"]
    assert len(found) == 2
    assert all(text[f["start"] : f["end"]] == f["surface"] for f in found)


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_whatever_the_text_the_answer_is_one_line_of_json(text: str) -> None:
    raw = line_of(answer_for(Request(id="x", text=text)))
    assert raw.endswith(b"\n")
    assert len(raw.decode().splitlines()) == 1
    assert json.loads(raw)["id"] == "x"
