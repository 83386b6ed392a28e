"""What the trained model makes of a message: the intent and the entities that the application is sent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.action_server import ActionServer
from tests.support.engine import Engine

SAID = {
    "greeting": ["护士小姐你好", "您好，孙主任"],
    "goodbye": ["好，没别的事了，再见"],
    "thanks": ["好嘞，谢谢周医生", "真是太谢谢你们啦"],
    "affirm": ["嗯嗯对的"],
    "deny": ["没有，没出过远门"],
    "reading_report": ["今早一百三十六八十二", "刚测的体温37.9", "餐后血糖11.2，有点高"],
    "symptom_report": ["这几天腰酸得直不起来", "不咳嗽，就是嗓子疼"],
    "progress_report": ["吃了半个月药，腿肿消了不少", "还是老样子，一点没见好"],
    "medication_taken": ["我在吃厄贝沙坦，一天一片", "药都按时吃了"],
    "medication_missed": ["昨天的降压药忘吃了", "我嫌麻烦，把他汀停了"],
    "medication_refill": ["格列美脲吃完了，能再开两盒吗"],
    "medication_question": ["吃了硝苯地平脚肿，要换药吗", "肠溶片饭前吃还是饭后吃"],
    "appointment": ["周教授星期几出门诊", "下周想做肠镜，怎么约"],
    "ask_doctor": ["朱大夫在线吗", "方便加您个微信吗"],
    "ask_results": ["B超做好了，您帮我瞧瞧单子"],
    "recheck_question": ["我过多久再来复查肝功"],
    "diet_lifestyle_question": ["血脂高能吃蛋黄吗", "放了支架能不能游泳"],
    "disease_knowledge_question": ["痛风是怎么得的", "房颤会不会遗传给下一代"],
    "cost_question": ["做一次造影得花多少钱"],
    "complaint": ["你们这服务也太差劲了，我要投诉"],
    "snooze": ["我正开车，晚点再说"],
    "out_of_scope": ["明天会不会下雪", "帮我买两张电影票", "SELECT 1 FROM dual", "楼下的猫又打架了"],
}
CASES = [(said, intent) for intent, texts in SAID.items() for said in texts]


def heard(engine: Engine, actions: ActionServer, said: str) -> dict[str, Any]:
    actions.opens_form = False
    engine.turn(f"intent {said}", "m1", said)
    message: dict[str, Any] = actions.calls[-1]["tracker"]["latest_message"]
    return message


@pytest.mark.parametrize(("said", "intent"), CASES)
def test_intent_of_a_new_sentence(engine: Engine, actions: ActionServer, said: str, intent: str) -> None:
    assert heard(engine, actions, said)["intent"]["name"] == intent


def test_findings_are_entities_with_structured_values(engine: Engine, actions: ActionServer) -> None:
    entities = heard(engine, actions, "早上血压185/110，胸口压着疼，一身冷汗")["entities"]
    values = {entity["entity"]: entity["value"] for entity in entities}
    assert values["reading"]["values"] == {"systolic": 185, "diastolic": 110}
    assert values["symptom"]["status"] == "present"
    assert values["red_flag"]["level"] == "immediate"


@pytest.mark.parametrize("said", ["上一题", "返回", "回到上一个问题"])
def test_going_back_is_the_forms_affair_and_takes_no_turn_back(
    engine: Engine, actions: ActionServer, said: str
) -> None:
    assert heard(engine, actions, said)["intent"]["name"] == "go_back"
    assert actions.calls[-1]["next_action"] == "action_free_message"
