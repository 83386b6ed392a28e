"""Where each part of a questionnaire stands in FHIR."""

from __future__ import annotations

from typing import Any

from records.questionnaires.fhir import to_fhir
from tests.records.questionnaires.support import PAIN, SMOKES, WEIGHT, form

OURS = "urn:suifang:questionnaire:"
LAST: dict[str, Any] = {"linkId": "last", "type": "text", "text": "哪里不舒服？"}


def exported(*items: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The last item in FHIR."""
    item: dict[str, Any] = to_fhir(form(*items, **fields))["item"][-1]
    return item


def extensions(element: dict[str, Any]) -> dict[str, Any]:
    """An element's extensions by the last part of their address."""
    return {ext["url"].rsplit("/", 1)[-1]: ext for ext in element.get("extension", [])}


def test_head_has_fhirs_own_places() -> None:
    more = {"licence": "可自由使用", "description": "定期随访", "language": "zh-CN", "url": "https://example.org/q"}
    resource = to_fhir(form(SMOKES, id="my_form", status="draft", **more))
    del resource["item"]
    assert {key: value for key, value in resource.items() if key != "extension"} == {
        "resourceType": "Questionnaire",
        "id": "my-form",
        "language": "zh-CN",
        "url": "https://example.org/q",
        "version": "1",
        "name": "My_form",
        "title": "随访",
        "status": "draft",
        "subjectType": ["Patient"],
        "description": "定期随访",
        "copyright": "可自由使用",
    }
    assert resource["extension"] == [
        {"url": f"{OURS}source", "valueString": "测试"},
        {"url": f"{OURS}opening", "valueString": "您好，{name}。"},
        {"url": f"{OURS}closing", "valueString": "谢谢。"},
    ]


def test_plain_question_needs_no_extension() -> None:
    assert exported({**LAST, "maxLength": 200}) == {
        "linkId": "last",
        "type": "text",
        "text": "哪里不舒服？",
        "required": True,
        "repeats": False,
        "readOnly": False,
        "maxLength": 200,
    }


def test_quantity_has_its_unit_and_range_in_the_extensions_for_quantities() -> None:
    item = exported({**WEIGHT, "possible": [20, 250], "code": {"system": "loinc", "code": "29463-7"}, "initial": 60})
    kg = {"unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"}
    found = extensions(item)
    assert found["questionnaire-unitOption"]["valueCoding"] == {
        "system": "http://unitsofmeasure.org",
        "code": "kg",
        "display": "kg",
    }
    assert found["sdc-questionnaire-minQuantity"]["valueQuantity"] == {"value": 20, **kg}
    assert found["sdc-questionnaire-maxQuantity"]["valueQuantity"] == {"value": 250, **kg}
    assert item["code"] == [{"system": "http://loinc.org", "code": "29463-7"}]
    assert item["initial"] == [{"valueQuantity": {"value": 60, **kg}}]


def test_integer_has_its_unit_and_range_in_the_extensions_for_numbers() -> None:
    found = extensions(exported({**LAST, "type": "integer", "unit": "支", "possible": [0, 120]}))
    assert found["questionnaire-unit"]["valueCoding"] == {"display": "支"}
    assert (found["minValue"]["valueInteger"], found["maxValue"]["valueInteger"]) == (0, 120)


def test_several_answers_are_a_choice_that_repeats() -> None:
    options = [
        {"code": "1", "label": "无症状", "display": "都没有", "exclusive": True, "synonyms": ["没有", "都好"]},
        {"code": "2", "label": "头痛", "score": 2},
    ]
    item = exported({**PAIN, "repeats": True, "answerOption": options, "initial": "2"})
    assert (item["type"], item["repeats"]) == ("choice", True)
    system = "urn:suifang:answers:test:pain"
    one, other = item["answerOption"]
    assert one["valueCoding"] == {"system": system, "code": "1", "display": "无症状"}
    assert one["extension"] == [
        {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive", "valueBoolean": True},
        {"url": f"{OURS}display", "valueString": "都没有"},
        {"url": f"{OURS}synonyms", "valueString": "没有"},
        {"url": f"{OURS}synonyms", "valueString": "都好"},
    ]
    assert other == {
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 2}],
        "valueCoding": {"system": system, "code": "2", "display": "头痛"},
        "initialSelected": True,
    }
    assert "initial" not in item


def conditions(*when: dict[str, Any], **more: Any) -> dict[str, Any]:
    kinds = {"how_many": "integer", "share": "decimal", "since": "date", "woke": "time", "words": "string"}
    items = [{"linkId": name, "type": kind, "text": "多少？"} for name, kind in kinds.items()]
    return exported(SMOKES, WEIGHT, PAIN, *items, {**LAST, "enableWhen": list(when), **more})


def test_answers_of_conditions_have_the_type_of_their_question() -> None:
    answers = {"smokes": True, "weight": 80, "pain": "2", "how_many": 5, "share": 0.5, "since": "2026-03-05"}
    answers |= {"woke": "05:30", "words": "疼"}
    item = conditions(*({"question": name, "operator": "=", "answer": answer} for name, answer in answers.items()))
    assert item["enableBehavior"] == "all"
    found = [{key: value for key, value in when.items() if key.startswith("answer")} for when in item["enableWhen"]]
    kg = {"unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"}
    assert found == [
        {"answerBoolean": True},
        {"answerQuantity": {"value": 80, **kg}},
        {"answerCoding": {"system": "urn:suifang:answers:test:pain", "code": "2", "display": "疼"}},
        {"answerInteger": 5},
        {"answerDecimal": 0.5},
        {"answerDate": "2026-03-05"},
        {"answerTime": "05:30:00"},
        {"answerString": "疼"},
    ]


def test_option_that_is_named_by_its_label_keeps_the_label() -> None:
    [when] = conditions({"question": "pain", "operator": "!=", "answer": "疼"})["enableWhen"]
    assert when["answerCoding"]["code"] == "2"
    assert when["extension"] == [{"url": f"{OURS}answer", "valueString": "疼"}]


def test_patients_goal_stands_beside_the_usual_limit() -> None:
    [when] = conditions({"question": "weight", "operator": ">", "answer": 80, "goal": "weight"})["enableWhen"]
    assert when["answerQuantity"]["value"] == 80
    assert when["extension"] == [{"url": f"{OURS}goal", "valueString": "weight"}]


def test_conditions_that_fhir_cannot_say_all_stand_in_extensions() -> None:
    last_time = {"question": "weight", "operator": ">", "answer": 80, "previous": True}
    item = conditions({"question": "smokes", "operator": "=", "answer": True}, last_time, enableBehavior="any")
    assert "enableWhen" not in item
    assert item["enableBehavior"] == "any"
    ours = [ext["extension"] for ext in item["extension"] if ext["url"] == f"{OURS}enableWhen"]
    assert ours == [
        [
            {"url": "question", "valueString": "smokes"},
            {"url": "operator", "valueCode": "="},
            {"url": "answer", "valueBoolean": True},
        ],
        [
            {"url": "question", "valueString": "weight"},
            {"url": "operator", "valueCode": ">"},
            {"url": "answer", "valueDecimal": 80},
            {"url": "previous", "valueBoolean": True},
        ],
    ]


def test_computed_item_is_hidden_and_has_its_expression() -> None:
    expression = "round(weight / 1.65 ** 2, 1)"
    item = exported(WEIGHT, {**LAST, "type": "decimal", "readOnly": True, "calculate": expression})
    found = extensions(item)
    assert item["readOnly"] is True
    assert found["questionnaire-hidden"]["valueBoolean"] is True
    assert found["sdc-questionnaire-calculatedExpression"]["valueExpression"] == {
        "language": "text/x-suifang-arithmetic",
        "expression": expression,
    }


def test_item_for_staff_is_read_only_but_not_hidden() -> None:
    item = exported(SMOKES, {**LAST, "readOnly": True})
    assert item["readOnly"] is True
    assert "extension" not in item


def test_explanation_is_help_below_the_question_and_the_short_name_is_sdcs() -> None:
    item = exported({**LAST, "explain": "想到什么说什么。", "short": "不适"})
    [child] = item["item"]
    assert (child["linkId"], child["type"], child["text"]) == ("last.help", "display", "想到什么说什么。")
    control = extensions(child)["questionnaire-itemControl"]["valueCodeableConcept"]["coding"]
    assert control == [{"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "help"}]
    assert extensions(item)["sdc-questionnaire-shortText"]["valueString"] == "不适"


def test_alert_is_one_nested_extension_with_typed_values() -> None:
    alert = {"rule": "pain", "level": "urgent", "when": [{"operator": "=", "answer": "2"}], "say": ""}
    [ext] = exported({**PAIN, "alert": [alert]})["extension"]
    assert ext == {
        "url": f"{OURS}alert",
        "extension": [
            {"url": "rule", "valueString": "pain"},
            {"url": "level", "valueCode": "urgent"},
            {
                "url": "when",
                "extension": [{"url": "operator", "valueCode": "="}, {"url": "answer", "valueString": "2"}],
            },
            {"url": "say", "extension": [{"url": "empty", "valueCode": "text"}]},
        ],
    }
