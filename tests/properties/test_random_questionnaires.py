"""Whatever a clinician writes and whatever patients answer, a form ends well and keeps only what belongs into it."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from records.questionnaires import parse_definition, publish
from tests.properties.definitions import forms
from tests.properties.steps import KINDS, STYLES, Patient, Step, weights_of
from tests.properties.world import World
from tests.support.people import NOW, definition

RUNS = int(os.environ.get("SUIFANG_PROPERTY_RUNS", "20"))
MOST_STEPS = 24


@st.composite
def patients(draw: st.DrawFn) -> Patient:
    """Somebody of one style; a conversation that fails gets shorter as its steps are dropped."""
    salts = st.integers(0, (1 << 16) - 1)
    style = draw(st.sampled_from(sorted(STYLES)))
    weights = weights_of(style, habit=draw(st.sampled_from(KINDS)))
    kinds = [kind for kind in KINDS for _ in range(weights.get(kind, 0))]
    step = st.builds(Step, kind=st.sampled_from(kinds), salt=salts)
    length = draw(st.integers(0, MOST_STEPS))
    return Patient(salt=draw(salts), style=style, steps=tuple(draw(st.lists(step, min_size=length, max_size=length))))


@settings(
    max_examples=RUNS,
    deadline=None,
    database=None,
    derandomize="SUIFANG_PROPERTY_RUNS" not in os.environ,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
@given(items=forms(), patient=patients())
async def test_every_conversation_ends_with_what_belongs_into_the_form(
    items: list[dict[str, Any]], patient: Patient, world: World
) -> None:
    form = definition(items)
    parse_definition(form.model_dump(mode="json", by_alias=True, exclude_defaults=True), place="drawn")
    async with world.sessions.begin() as session:
        await publish(session, form, now=NOW)
    played = await world.play(form, patient)
    assert not played.faults, str(played)
