"""Claims and screening: every claim as read, and a flow of papers that adds up."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml
from memlit.library import load_library

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the reference material is not beside the repository")

FIELDS = ("section", "kind", "subject", "role", "metric", "statistic", "comparator", "value", "unit")
STAGES = ("identification", "screening", "eligibility", "included")
WITH_A_METRIC = {"woo2016", "wu2018", "park2013", "gao2015", "wang2015", "wu2017"}


def claims() -> list[dict[str, str]]:
    return yaml.safe_load((ROOT / "config/claims.yaml").read_text(encoding="utf-8"))["claims"]  # type: ignore[no-any-return]


def screening() -> list[dict[str, str]]:
    with (ROOT / "screening.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_claims_have_ids_and_words_of_their_own() -> None:
    found = claims()
    assert len(found) == len({claim["id"] for claim in found}) == 108
    assert all(isinstance(claim[field], str) for claim in found for field in FIELDS)
    assert all(claim["note"] for claim in found)
    by_id = {claim["id"]: claim for claim in found}
    assert (by_id["vcm-ea-median"]["value"], by_id["vcm-ea-median"]["unit"]) == ("220", "pJ")
    assert (by_id["ref147-ps"]["value"], by_id["ref147-ps"]["unit"]) == ("1.5", "µW")


COUNTS_OF_OWN_LISTS = {"set-sizes", "set-union"}
"""Read as claims, but the review prints them nowhere and only its own lists could answer them."""
OF_ITSELF = {
    "class-conflict-heating",
    "pcm-credits",
    "pcm-diffraction",
    "pcm-reset",
    "ref134-authors",
    "ref142-figure",
    "ref142-network",
    "ref248-configuration",
    "section-numbers",
    "vcm-ps-low-high",
}
"""What the review says in two ways, found after the list was read."""
SPLIT = {"class-conflict-ecm", "class-conflict-ecm-outside"}
"""One claim as read: what the review contradicts itself, and what takes knowledge from outside of it."""


@needs_shared
def test_claims_are_the_ones_read() -> None:
    with (SHARED / "evidence/claims.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["claim_id"] not in COUNTS_OF_OWN_LISTS | SPLIT]
    read = [(row["claim_id"], *(row[field] for field in FIELDS)) for row in rows]
    own = [claim for claim in claims() if claim["id"] not in SPLIT | OF_ITSELF]
    assert [(claim["id"], *(claim[field] for field in FIELDS)) for claim in own] == read


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


def test_six_of_the_credited_papers_reach_a_metric() -> None:
    credited = {entry.key for entry in load_library(ROOT / "references.bib").in_set("review-fig11")}
    last = {row["record"]: row for row in screening() if row["record"] in credited}
    assert {key for key, row in last.items() if row["decision"] == "included"} == WITH_A_METRIC
    left_out = Counter(row["reason"].split(":")[0] for row in last.values() if row["decision"] == "excluded")
    assert left_out == {"not_retrieved": 35, "no_metric": 27, "charge_device": 1}
