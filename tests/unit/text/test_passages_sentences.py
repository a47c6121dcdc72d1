"""Sentences in the manner of device abstracts, labelled before they were read (tests/data/passages_sentences.jsonl)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from memlit.passages import read_passages
from memlit.vocabulary import Vocabulary, load_vocabulary

ROOT = Path(__file__).resolve().parents[3]
SI = ("si_value", "si_lower", "si_upper")


def sentences() -> list[dict[str, Any]]:
    lines = (ROOT / "tests/data/passages_sentences.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "config/vocabulary.yaml")


@pytest.mark.parametrize("sentence", sentences(), ids=lambda sentence: sentence["text"][:50])
def test_values_of_a_sentence_are_found_where_they_stand(
    sentence: dict[str, Any], vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """What is marked `not_found` is a known miss; a sentence without values gives none."""
    file = tmp_path / "sentence.txt"
    file.write_text(sentence["text"] + "\n", encoding="utf-8")
    finds = list(read_passages(file, vocabulary).finds)
    at = 0
    for value in sentence["values"]:
        start = sentence["text"].index(value["printed"], at)
        at = start + 1
        if value.get("not_found"):
            continue
        there = [
            find
            for find in finds
            if find.start < start + len(value["printed"])
            and find.end > start
            and find.parameter in value["parameters"]
            and all(getattr(find.quantity, key) == pytest.approx(value[key]) for key in SI if key in value)
        ]
        assert there, value
        finds.remove(there[0])
    if not sentence["values"]:
        assert not finds
