"""What changed since the last release: one line among the findings, and a section where something moved."""

from memlit.report.blocks import Block, Material
from memlit.report.written import written


def changes(m: Material) -> Block:
    """Medians, decisions and verdicts that moved; left out where none did."""
    change = m.changes
    if not (change.medians or change.decisions or change.verdicts):
        return {}
    claims = {verdict.claim.id: verdict.claim.note or verdict.claim.id for verdict in m.claims}
    return written(m, "summary/changes", change=change, claims=claims, subject=_subject)


def _subject(identifier: str) -> str:
    return identifier.removeprefix("class/").replace("/", ", ").replace("_", " ")
