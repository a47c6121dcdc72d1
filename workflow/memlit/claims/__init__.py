"""The claims of the review, each with a verdict from a rule for its kind."""

from memlit.claims.evaluate import evaluate_claims
from memlit.claims.model import CLAIMS_FILE, Claim, load_claims
from memlit.claims.verdict import VERDICTS, ClaimVerdict, verdict_counts

__all__ = ["CLAIMS_FILE", "VERDICTS", "Claim", "ClaimVerdict", "evaluate_claims", "load_claims", "verdict_counts"]
