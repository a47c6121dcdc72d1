"""config/standards.yaml: each pattern fits the print beside it, and what it names is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.errors import ConfigError
from memlit.sheet.standards import STANDARDS_FILE, PatternRow, load_standards

from tests.builders import ROOT, vocabulary

STANDARDS = load_standards(ROOT / STANDARDS_FILE, vocabulary())
ROWS = [words for item in STANDARDS.items for part in item.parts for words in part.words]


@pytest.mark.parametrize("words", ROWS, ids=[words.example for words in ROWS])
def test_a_pattern_fits_its_example(words: PatternRow) -> None:
    assert words.compiled.search(words.example)


def test_twelve_items_are_asked_and_no_two_parts_have_one_name() -> None:
    names = [part.id for item in STANDARDS.items for part in item.parts]
    assert len(STANDARDS.items) == 12
    assert len(names) == len(set(names))


def test_a_published_source_has_a_page_and_all_others_are_ours() -> None:
    for source in STANDARDS.sources.values():
        assert source.page or source.text == "ours"


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
