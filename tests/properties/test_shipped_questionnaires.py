"""Whatever patients answer, every shipped questionnaire ends well and keeps only what belongs into it.

`SUIFANG_PROPERTY_RUNS` is the number of patients for each questionnaire; `SUIFANG_PROPERTY_SEED` the first one's seed.
"""

from __future__ import annotations

import os

import pytest

from bot.settings import QUESTIONNAIRES
from records.questionnaires import Definition, load_definitions, publish
from tests.properties.shrinking import shrink
from tests.properties.steps import random_patient
from tests.properties.world import World
from tests.support.people import NOW

RUNS = int(os.environ.get("SUIFANG_PROPERTY_RUNS", "3"))
FIRST = int(os.environ.get("SUIFANG_PROPERTY_SEED", "0"))
SHIPPED = load_definitions(QUESTIONNAIRES)


@pytest.fixture(params=sorted(SHIPPED))
async def definition(request: pytest.FixtureRequest, world: World) -> Definition:
    """A shipped questionnaire, published."""
    async with world.sessions.begin() as session:
        await publish(session, SHIPPED[request.param], now=NOW)
    return SHIPPED[request.param]


@pytest.mark.timeout(0 if "SUIFANG_PROPERTY_RUNS" in os.environ else 300)
async def test_every_conversation_ends_with_what_belongs_into_the_form(definition: Definition, world: World) -> None:
    first = FIRST + RUNS * sorted(SHIPPED).index(definition.id)  # so that few patients are of all styles
    for seed in range(first, first + RUNS):
        patient = random_patient(seed, 3 * len(definition.questions) + 1)
        played = await world.play(definition, patient)
        if played.faults:
            shortest = await shrink(played, lambda shorter: world.play(definition, shorter))
            again = f"SUIFANG_PROPERTY_SEED={FIRST} SUIFANG_PROPERTY_RUNS={RUNS}, seed {seed}"
            pytest.fail(f"{again}\n{shortest}", pytrace=False)
