"""The review holds what was accepted: a paper or a number that comes or goes is a difference that a reviewer reads."""

from __future__ import annotations

from pathlib import Path

from tests.corpus.counts import accepted, counts


def test_counts_are_the_accepted_ones(whole_review: Path) -> None:
    found, before = counts(whole_review), accepted()
    assert [row for row in found if row not in before] == [], "run make corpus-counts and read the difference"
    assert [row for row in before if row not in found] == [], "run make corpus-counts and read the difference"
