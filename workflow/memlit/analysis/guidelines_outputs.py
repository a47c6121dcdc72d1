"""Columns of results/data/tags.csv and guidelines.csv, each with its meaning, and their rows."""

from __future__ import annotations

from typing import Any

from memlit.analysis.comparisons_samples import p_of
from memlit.analysis.guidelines_model import Guidelines, TagComparison
from memlit.analysis.tags import Tag

MEANINGS = {
    "tags.csv": {
        "paper": "key of the paper",
        "kind": "pathway or configuration",
        "tag": "what the source says of its device",
        "document": "key of the source",
        "locator": "where in the source",
        "curator": "who read it",
        "note": "the source's statement in our own words",
    },
    "guidelines.csv": {
        "id": "id of the comparison",
        "set": "review (papers of the review) or survey (printed structures of memory cells)",
        "kind": "pathway or configuration",
        "tag": "the tag",
        "other": "what it is compared with: papers not named with it, or cells printed as 1R",
        "class": "device class by its short name",
        "quantity": "metric or quantity compared, on the log scale",
        "n_with": "papers with the tag and a value [1]",
        "n_without": "papers of the other side with a value [1]",
        "ratio": "median with over median without [1]",
        "p_below": "P(without < with) [1]",
        "p": "p of no difference, not adjusted, exploratory [1]",
        "ratio_beside_year": "ratio from the model with the year [1]",
        "low": "lower end of its interval [1]",
        "high": "upper end of its interval [1]",
        "p_beside_year": "p of no difference in that model [1]",
        "detectable": "smallest shift that the plan's power would have shown [decades]",
        "reason": "why it is not estimable",
    },
}


def tag_row(tag: Tag) -> dict[str, Any]:
    return tag.model_dump()


def guideline_rows(guidelines: Guidelines) -> list[dict[str, Any]]:
    return [_row(line) for line in guidelines.comparisons]


def _row(line: TagComparison) -> dict[str, Any]:
    adjusted = line.adjusted
    return {
        "id": line.id,
        "set": line.set_name,
        "kind": line.kind,
        "tag": line.tag,
        "other": line.other,
        "class": line.device_class,
        "quantity": line.quantity,
        "n_with": line.n_with.value,
        "n_without": line.n_without.value,
        "ratio": line.ratio.value if line.ratio else None,
        "p_below": line.probability.value.value if line.probability else None,
        "p": p_of(line.p) if line.p else None,
        "ratio_beside_year": adjusted.value.value if adjusted else None,
        "low": adjusted.low.value if adjusted and adjusted.low else None,
        "high": adjusted.high.value if adjusted and adjusted.high else None,
        "p_beside_year": line.p_adjusted.value if line.p_adjusted else None,
        "detectable": line.detectable.value if line.detectable else None,
        "reason": line.reason,
    }
