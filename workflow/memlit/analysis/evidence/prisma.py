"""The PRISMA 2020 flow (Page et al., BMJ 2021, 372, n71), counted from screening.csv."""

from collections import Counter
from collections.abc import Iterable, Sequence

from memlit.datum import Record, Result, count_of, statistic_of
from memlit.library import EXCLUDED, STAGES, Screened, ScreeningRow, standing_decisions
from memlit.statistics.readers.agreement import KAPPA, cohen_kappa


class TwoScreeners(Record):
    """Records that two people decided on: how many, how many alike, and how many of the others are not settled.

    kappa: Cohen's, None where it is not defined.
    """

    n: Result
    n_alike: Result
    n_open: Result
    kappa: Result | None


class FlowStage(Record):
    """One stage: records that reached it, records that it took out, and why; `two` is None for one reader."""

    stage: str
    n: Result
    n_excluded: Result
    reasons: tuple[tuple[str, Result], ...]
    two: TwoScreeners | None


def prisma_flow(rows: Iterable[ScreeningRow]) -> list[FlowStage]:
    """Stages in order; a record counts once a stage, a reason by its first word.

    A record on which two readers differ is excluded by no one until a row settles it.
    """
    decided = standing_decisions(rows)
    return [_stage(stage, [one for (_, at), one in decided.items() if at == stage]) for stage in STAGES]


def _stage(stage: str, own: Sequence[Screened]) -> FlowStage:
    standing = [one.row for one in own if one.row is not None]
    reasons = Counter(row.reason.split(":")[0] or "no reason" for row in standing if row.decision == EXCLUDED)
    return FlowStage(
        stage=stage,
        n=_count(f"prisma/{stage}#n", f"records at {stage}", len(own)),
        n_excluded=_count(f"prisma/{stage}#excluded", f"records excluded at {stage}", sum(reasons.values())),
        reasons=tuple(
            (reason, _count(f"prisma/{stage}/{reason}#n", f"excluded at {stage}: {reason}", n))
            for reason, n in sorted(reasons.items())
        ),
        two=_two_screeners(f"prisma/{stage}", stage, [one for one in own if len(one.readers) > 1]),
    )


def _two_screeners(base: str, stage: str, twice: Sequence[Screened]) -> TwoScreeners | None:
    if not twice:
        return None
    first, second = ([one.readers[place].decision for one in twice] for place in (0, 1))
    kappa = cohen_kappa(first, second)
    n_alike = sum(ours == theirs for ours, theirs in zip(first, second, strict=True))
    return TwoScreeners(
        n=_count(f"{base}#twice", f"records at {stage} decided by two people", len(twice)),
        n_alike=_count(f"{base}#alike", f"records at {stage} decided alike by two people", n_alike),
        n_open=_count(f"{base}#open", f"differences at {stage} not settled", sum(one.row is None for one in twice)),
        kappa=None
        if kappa is None
        else statistic_of(f"{base}#kappa", f"Cohen's kappa at {stage}", kappa, "1", KAPPA, (f"{base}#twice",)),
    )


def _count(result_id: str, label: str, number: int) -> Result:
    return count_of(result_id, label, number, "rows of screening.csv, one a record")
