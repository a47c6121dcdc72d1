"""Claims and screening: every claim as read, and a flow of papers that adds up."""

from __future__ import annotations

import csv
from collections import defaultdict

import pytest
import yaml
from memlit.library import load_library

from tests.builders import REFERENCE, ROOT

FIELDS = ("section", "kind", "subject", "role", "metric", "statistic", "comparator", "value", "unit")
STAGES = ("identification", "screening", "eligibility", "included")


def claims() -> list[dict[str, str]]:
    return yaml.safe_load((ROOT / "config/claims.yaml").read_text(encoding="utf-8"))["claims"]  # type: ignore[no-any-return]


def screening() -> list[dict[str, str]]:
    with (ROOT / "curation/screening.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_claims_have_ids_and_values_as_printed() -> None:
    found = claims()
    assert len(found) == len({claim["id"] for claim in found})
    by_id = {claim["id"]: claim for claim in found}
    assert (by_id["vcm-ea-median"]["value"], by_id["vcm-ea-median"]["unit"]) == ("220", "pJ")
    assert (by_id["ref147-ps"]["value"], by_id["ref147-ps"]["unit"]) == ("1.5", "µW")


COUNTS_OF_OWN_LISTS = {"set-sizes", "set-union"}
"""Read as claims, but the review prints them nowhere and only its own lists could answer them."""
OMISSION = {"class-missing"}
"""Read as a contradiction: papers that the text discusses and Fig. 11 does not credit, though it names no full list."""
SPLIT = {"class-conflict-ecm", "class-conflict-ecm-outside"}
"""One claim as read: what the review contradicts itself, and what takes knowledge from outside of it."""
REREAD = {"noninterface-tau-us", "arrays-below-gpu"}
"""Their subject or value was a reader's word: classes that the review does not name, a summary."""


@pytest.mark.reference("evidence")
def test_claims_are_the_ones_read() -> None:
    with (REFERENCE / "evidence/claims.csv").open(encoding="utf-8", newline="") as file:
        left_out = COUNTS_OF_OWN_LISTS | OMISSION | SPLIT | REREAD
        rows = [row for row in csv.DictReader(file) if row["claim_id"] not in left_out]
    read = [(row["claim_id"], *(row[field] for field in FIELDS)) for row in rows]
    own = {claim["id"]: claim for claim in claims()}
    assert [(row[0], *(own[row[0]][field] for field in FIELDS)) for row in read] == read


def test_every_record_goes_through_the_stages_in_order() -> None:
    library = load_library(ROOT / "references.bib")
    steps: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in screening():
        assert row["record"] in library.entries
        assert row["reason"]
        steps[row["record"]].append((row["stage"], row["decision"]))
    for record, path in steps.items():
        assert [stage for stage, _ in path] == list(STAGES[: len(path)]), record
        assert all(decision in {"identified", "passed"} for _, decision in path[:-1]), record
        assert path[-1][1] in {"excluded", "included"}, record
    screened = {key for key in steps if set(library.entries[key].sets) & {"review-fig11", "review-text", "survey"}}
    expected = {
        key for name in ("review-fig11", "review-text", "survey") for key in (e.key for e in library.in_set(name))
    }
    assert screened == expected
