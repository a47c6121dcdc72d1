"""What decides on a device's class: the review's credit, its source's words, its stack, its entry, in this order."""

from __future__ import annotations

import pytest
from memlit.config import Classes
from memlit.datum import Reading
from memlit.devices.class_rule import Described, contradiction, described, device_classes

from tests.builders import entry, reading, sayings

CLASSES = Classes.model_validate(
    {
        "classes": {
            "VCM": {"name": "Valence change", "words": ["oxygen vacancies"]},
            "ECM": {"name": "Metallization", "words": ["cbram"], "decisive_parts": ["Ag"]},
            "RRAM": {"name": "Resistive memory", "words": ["rram"]},
            "oxide": {"name": "Oxide", "of_other_oxides": True},
        },
        "fig11_credits": {"VCM": [20], "ECM": [69, 20]},
    }
)
CROSSBAR = Described("modulation of the profile of oxygen vacancies", "Pt/Al2O3/TiO2-x/Ti/Pt")


@pytest.mark.parametrize(
    ("reference", "of_entry", "about", "decided"),
    [
        # Credited by the review, whatever the source says.
        ("69", ("ECM",), CROSSBAR, [("ECM", "review")]),
        # Credited twice: the review counts it twice.
        ("20", ("VCM", "ECM"), Described(), [("VCM", "review"), ("ECM", "review")]),
        # Named once in its text.
        ("147", ("ECM",), Described("rram"), [("ECM", "review")]),
        # Named in two ways in its text: the source decides.
        ("68", ("VCM", "ECM"), Described("memristor", "TiN/TaOx/HfOx/TiN"), [("oxide", "oxide")]),
        ("68", ("VCM", "ECM"), Described("a CBRAM"), [("ECM", "word")]),
        # Not of the review: word, stack, entry, oxide.
        ("", ("RRAM",), CROSSBAR, [("VCM", "word")]),
        ("", ("RRAM",), Described("memristor", "Ag/SiGe"), [("ECM", "class_from_stack")]),
        ("", ("RRAM",), Described("memristor", "HfO2"), [("RRAM", "entry")]),
        ("", (), Described("memristor", "HfO2"), [("oxide", "oxide")]),
        ("", (), Described("memristor"), [("not_stated", "none")]),
    ],
)
def test_the_first_that_knows_decides(
    reference: str, of_entry: tuple[str, ...], about: Described, decided: list[tuple[str, str]]
) -> None:
    fields = {"reviewref": reference} if reference else {}
    paper = entry("a", roles=("synapse",), device_classes=of_entry, **fields)
    assert [(found.device_class, found.basis) for found in device_classes(paper, about, CLASSES)] == decided


def test_a_paper_without_class_and_role_has_no_device() -> None:
    assert device_classes(entry("a"), CROSSBAR, CLASSES) == ()


def test_a_word_against_the_class_is_a_contradiction_and_an_oxide_is_none() -> None:
    against = contradiction("ECM", CROSSBAR, CLASSES)
    assert against is not None
    assert (against.device_class, against.because) == ("VCM", "oxygen vacancies")
    assert contradiction("VCM", CROSSBAR, CLASSES) is None
    assert contradiction("ECM", Described("memristor", "Pt/TiO2/Pt"), CLASSES) is None


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
    (found,) = described(sayings(map(labelled, labels))).values()
    assert found.stack == stack
