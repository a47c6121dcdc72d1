"""The PRISMA 2020 flow (Page et al., BMJ 2021, 372, n71), counted from screening.csv."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from memlit.datum import Record, Result, count_of
from memlit.library import STAGES, ScreeningRow

EXCLUDED = "excluded"


class FlowStage(Record):
    """One stage: records that reached it, records that it took out, and why."""

    stage: str
    n: Result
    n_excluded: Result
    reasons: tuple[tuple[str, Result], ...]


def prisma_flow(rows: Iterable[ScreeningRow]) -> list[FlowStage]:
    """Stages in order; a record counts once a stage, a reason by its first word."""
    known = list(rows)
    flow = []
    for stage in STAGES:
        own = {row.record: row for row in known if row.stage == stage}
        reasons = Counter(row.reason.split(":")[0] or "no reason" for row in own.values() if row.decision == EXCLUDED)
        flow.append(
            FlowStage(
                stage=stage,
                n=_count(f"prisma/{stage}#n", f"records at {stage}", len(own)),
                n_excluded=_count(f"prisma/{stage}#excluded", f"records excluded at {stage}", sum(reasons.values())),
                reasons=tuple(
                    (reason, _count(f"prisma/{stage}/{reason}#n", f"excluded at {stage}: {reason}", n))
                    for reason, n in sorted(reasons.items())
                ),
            )
        )
    return flow


def _count(result_id: str, label: str, number: int) -> Result:
    return count_of(result_id, label, number, "rows of screening.csv, one a record")
