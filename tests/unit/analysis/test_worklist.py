"""Documents at hand against open claims."""

from __future__ import annotations

from typing import Any

from memlit.claims.verdict import ClaimVerdict, Missing
from memlit.claims.worklist import open_claims
from memlit.config.claims import Claim
from memlit.datum import LookedFor
from memlit.field.verdicts import Verdict

from tests.builders import reconciled


def verdict_of(name: str, verdict: Verdict, papers: tuple[str, ...], **fields: Any) -> ClaimVerdict:
    claim = Claim.model_validate(
        {"id": name, "section": "3", "kind": "device_value", "subject": "68", "metric": "efficiency_ratio"}
        | {"comparator": ">", "value": "100", **fields}
    )
    missing = Missing(words="a reading", parameters=("efficiency_ratio",), papers=papers)
    return ClaimVerdict(claim=claim, verdict=verdict, reason="", analysis="", missing=missing)


def test_document_lists_the_open_claims_that_name_its_paper_its_own_first() -> None:
    verdicts = [
        verdict_of("of-two", "not_checkable", ("yao2020", "doe2020")),
        verdict_of("of-one", "not_checkable", ("yao2020",)),
        verdict_of("decided", "differs", ("yao2020",)),
        verdict_of("undefined", "not_checkable", ("yao2020",), lacks="of what it is a ratio"),
        verdict_of("elsewhere", "not_checkable", ("not-at-hand",)),
    ]
    sought = LookedFor(paper="doe2020", parameters=("efficiency_ratio",), pages="all", supplement="")
    documents = [reconciled(key="yao2020"), reconciled(key="doe2020", looked_for=(sought,))]
    lines = open_claims(verdicts, documents)
    assert [(line.document, line.claim, line.n_papers) for line in lines] == [
        ("doe2020", "of-two", 2),
        ("yao2020", "of-one", 1),
        ("yao2020", "of-two", 2),
    ]
    assert [line.in_vain for line in lines] == [("efficiency_ratio",), (), ()]


def test_document_that_is_left_out_is_not_at_hand() -> None:
    lines = open_claims(
        [verdict_of("of-one", "not_checkable", ("yao2020",))], [reconciled(key="yao2020", status="excluded")]
    )
    assert lines == ()
