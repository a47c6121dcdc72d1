"""config/standards.yaml: each pattern fits the print beside it, and what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from memlit.config import FIELD_FOLDERS
from memlit.errors import ConfigError
from memlit.field import load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.sheet.standards import STANDARDS_FILE, PatternRow, load_standards

from tests.builders import ROOT, vocabulary

STANDARDS = load_standards(ROOT / STANDARDS_FILE, vocabulary())
FIELDS = [STANDARDS]
for folder in sorted(FIELD_FOLDERS.glob("*/project")):
    if (folder / STANDARDS_FILE).is_file():
        FIELDS.append(load_standards(folder / STANDARDS_FILE, load_vocabulary(folder / VOCABULARY_FILE)))
ROWS = [words for field in FIELDS for item in field.items for part in item.parts for words in part.words]


@pytest.mark.parametrize("words", ROWS, ids=[words.example for words in ROWS])
def test_a_pattern_fits_its_example(words: PatternRow) -> None:
    assert words.compiled.search(words.example)


def test_twelve_items_are_asked_and_no_two_parts_have_one_name() -> None:
    names = [part.id for item in STANDARDS.items for part in item.parts]
    assert len(STANDARDS.items) == 12
    assert len(names) == len(set(names))


def test_a_published_source_has_a_page_and_all_others_are_ours() -> None:
    for source in (source for field in FIELDS for source in field.sources.values()):
        assert source.page or source.text == "ours"


@pytest.mark.parametrize(
    ("part", "print_"),
    [
        ("at_maximum", "n-type PbSe materials with a figure-of-merit (ZT) of 1.3 at 850 K"),  # 10.1039/c1ee02465e
        ("at_maximum", "a maximum zT of 1.1 at 1100 K"),  # 10.1039/c4ee03042g
        ("making", "materials fabricated by ball milling and hot pressing"),  # PbTe with Tl, Si and Na
        ("direction", "parallel (across the layers) and perpendicular (along the cleavage planes) to trigonal c axis"),
    ],
)
def test_prints_of_papers_on_thermoelectrics_are_found(part: str, print_: str) -> None:
    (asked,) = [one for field in FIELDS[1:] for item in field.items for one in item.parts if one.id == part]
    assert any(words.compiled.search(print_) for words in asked.words)


@pytest.mark.parametrize("print_", ["a current density of 5 A/cm", "the density of states at 3 %"])
def test_another_density_is_no_density_of_the_sample(print_: str) -> None:
    (asked,) = [one for field in FIELDS[1:] for item in field.items for one in item.parts if one.id == "density"]
    assert re.search(asked.unless, print_, re.IGNORECASE)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("source: li2023", "source: nobody", "names the source nobody"),
        ("applies_to: [synapse]", "applies_to: [synapsis]", "names the kind synapsis"),
        ("parameters: [read_voltage]", "parameters: [red_voltage]", "names the parameter red_voltage"),
        ("best_in: making", "best_in: baking", "names the context baking"),
        ("not_in: [network]", "not_in: [networks]", "names the context networks"),
        (r"\byields?\b", r"(\byields?\b", "is no regular expression"),
    ],
)
def test_what_the_file_names_must_be_there(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (ROOT / STANDARDS_FILE).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "standards.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        load_standards(path, vocabulary())
