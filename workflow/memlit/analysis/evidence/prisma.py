"""The PRISMA 2020 flow (Page et al., BMJ 2021, 372, n71), counted from screening.csv."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from memlit.datum import Numbers, Record, Result
from memlit.library import EXCLUDED, STAGES, Screened, ScreeningRow, standing_decisions
from memlit.published import PublishedTable, published_table
from memlit.statistics.readers.agreement import KAPPA, cohen_kappa


class TwoScreeners(Record):
    """Records that two people decided on: how many, how many alike, and how many of the others are not settled.

    kappa: Cohen's, None where it is not defined.
    """

    n: Result
    n_alike: Result
    n_open: Result
    kappa: Result | None


class FlowLine(Record):
    """One stage, or one reason for which it took records out; `two` is None for one reader."""

    id: str
    stage: str
    reason: str = ""
    n: Result
    n_excluded: Result | None = None
    two: TwoScreeners | None = None


SCREENING_FLOW_TABLE: PublishedTable[FlowLine] = published_table(
    __file__,
    "screening_flow",
    {"n_twice": "two.n", "n_alike": "two.n_alike", "n_open": "two.n_open", "kappa": "two.kappa"},
)


def prisma_flow(rows: Iterable[ScreeningRow]) -> list[FlowLine]:
    """Stages in order, each with its reasons; a record counts once a stage, a reason by its first word.

    A record on which two readers differ is excluded by no one until a row settles it.
    """
    decided = standing_decisions(rows)
    stages = (_stage(stage, [one for (_, at), one in decided.items() if at == stage]) for stage in STAGES)
    return [line for lines in stages for line in lines]


def _stage(stage: str, own: Sequence[Screened]) -> Iterator[FlowLine]:
    standing = [one.row for one in own if one.row is not None]
    reasons = Counter(row.reason.split(":")[0] or "no reason" for row in standing if row.decision == EXCLUDED)
    make = Numbers(f"prisma/{stage}", rule=_COUNTED)
    twice = [one for one in own if len(one.readers) > 1]
    yield FlowLine(
        id=make.base,
        stage=stage,
        n=make.count("n", f"records at {stage}", len(own)),
        n_excluded=make.count("excluded", f"records excluded at {stage}", sum(reasons.values())),
        two=_two_screeners(make, stage, twice) if twice else None,
    )
    for reason, n in sorted(reasons.items()):
        of_reason = Numbers(f"{make.base}/{reason}", rule=_COUNTED)
        label = f"excluded at {stage}: {reason}"
        yield FlowLine(id=of_reason.base, stage=stage, reason=reason, n=of_reason.count("n", label, n))


_COUNTED = "rows of screening.csv, one a record"


def _two_screeners(make: Numbers, stage: str, twice: Sequence[Screened]) -> TwoScreeners:
    first, second = ([one.readers[place].decision for one in twice] for place in (0, 1))
    kappa = cohen_kappa(first, second)
    n_alike = sum(ours == theirs for ours, theirs in zip(first, second, strict=True))
    n_open = sum(one.row is None for one in twice)
    n = make.count("twice", f"records at {stage} decided by two people", len(twice))
    of_twice = Numbers(make.base, (n.id,), KAPPA)
    return TwoScreeners(
        n=n,
        n_alike=make.count("alike", f"records at {stage} decided alike by two people", n_alike),
        n_open=make.count("open", f"differences at {stage} not settled", n_open),
        kappa=None if kappa is None else of_twice.statistic("kappa", f"Cohen's kappa at {stage}", kappa),
    )
