"""The review's own text: labelled values are found with recall and precision of at least 0.9."""

from __future__ import annotations

import csv
import math

import pytest
from memlit.field import load_vocabulary
from memlit.passages import Find, read_passages

from tests.builders import REFERENCE, ROOT

REVIEW = REFERENCE / "seed/review.txt"
LABELS = ROOT / "tests/data/passages_labelled.csv"


def stands_at(find: Find, label: dict[str, str]) -> bool:
    start, end = int(label["offset"]), int(label["offset"]) + int(label["length"])
    return find.start < end and find.end > start


def is_right(find: Find, label: dict[str, str]) -> bool:
    quantity = find.quantity
    numbers = [quantity.si_value, quantity.si_lower, quantity.si_upper, *quantity.candidates_si]
    wanted = (float(label["si_low"]), float(label["si_high"]))
    same = any(math.isclose(number, goal, rel_tol=1e-6) for number in numbers if number is not None for goal in wanted)
    unit = quantity.si_unit == label["si_unit"]
    return stands_at(find, label) and same and unit and find.parameter in label["parameters"].split("|")


@pytest.mark.reference("seed/review.txt")
def test_labelled_values_are_found_and_little_else() -> None:
    finds = read_passages(REVIEW, load_vocabulary(ROOT / "config/vocabulary.yaml")).finds
    labels = list(csv.DictReader(LABELS.open(encoding="utf-8")))
    wanted = [label for label in labels if not label["parameters"].startswith("?")]
    free = [label for label in labels if label["parameters"].startswith("?")]
    found = [label for label in wanted if any(is_right(find, label) for find in finds)]
    judged = [find for find in finds if not any(stands_at(find, label) for label in free)]
    right = [find for find in judged if any(is_right(find, label) for label in wanted)]
    assert len(found) >= 0.9 * len(wanted)
    assert len(right) >= 0.9 * len(judged)
