"""The stack that decides on a device's class is what a label names, whichever of its labels comes first."""

from __future__ import annotations

import pytest
from memlit.datum import Reading
from memlit.synapses.class_rule import described

from tests.builders import reading


def labelled(stub: str) -> Reading:
    one = reading("r_on", 1e5, "ohm")
    printed = one.datum.printed.model_copy(update={"stub": stub})
    return one.model_copy(update={"datum": one.datum.model_copy(update={"printed": printed})})


@pytest.mark.parametrize(
    ("labels", "stack"),
    [
        (("130nm RRAM (Tsinghua) [17]", "TaOx/HfOx"), "TaOx/HfOx"),
        (("TaOx/HfOx", "130nm RRAM (Tsinghua) [17]"), "TaOx/HfOx"),
        (("22nm RRAM (Intel)", "2-bit cell"), "22nm RRAM (Intel)"),
    ],
)
def test_a_label_with_layers_is_the_stack(labels: tuple[str, ...], stack: str) -> None:
    (found,) = described(map(labelled, labels)).values()
    assert found.stack == stack
