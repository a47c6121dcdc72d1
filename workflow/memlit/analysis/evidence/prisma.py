"""The PRISMA 2020 flow (Page et al., BMJ 2021, 372, n71), counted from screening.csv."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from memlit.library import EXCLUDED, STAGES, Screened, ScreeningRow, standing_decisions
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.published import PublishedTable, published_table
from memlit.statistics.readers.agreement import KAPPA, cohen_kappa

SCREENING_FLOW_TABLE: PublishedTable[None] = published_table(__file__, "screening_flow")


def prisma_flow(rows: Iterable[ScreeningRow]) -> pd.DataFrame:
    """The rows of screening_flow.csv: stages in order, each with its reasons, a reason by its first word.

    A record counts once a stage; one on which two readers differ is excluded by no one until a row settles it.
    """
    decided = standing_decisions(rows)
    stages = (_stage(stage, [one for (_, at), one in decided.items() if at == stage]) for stage in STAGES)
    lines = [line for own in stages for line in own]
    return pd.DataFrame(lines, columns=SCREENING_FLOW_TABLE.names, dtype="object")


def _stage(stage: str, own: Sequence[Screened]) -> Iterator[dict[str, Any]]:
    standing = [one.row for one in own if one.row is not None]
    reasons = Counter(row.reason.split(":")[0] or "no reason" for row in standing if row.decision == EXCLUDED)
    twice = [one for one in own if len(one.readers) > 1]
    of_readers = _two_screeners(twice) if twice else {}
    yield {"id": f"prisma/{stage}", "stage": stage, "n": len(own), "n_excluded": reasons.total(), **of_readers}
    for reason, n in sorted(reasons.items()):
        yield {"id": f"prisma/{stage}/{reason}", "stage": stage, "reason": reason, "n": n}


def _two_screeners(twice: Sequence[Screened]) -> dict[str, float | None]:
    """Records that two people decided on: how many, how many alike, how many of the others are not settled.

    kappa: Cohen's, None where it is not defined.
    """
    first, second = ([one.readers[place].decision for one in twice] for place in (0, 1))
    return {
        "n_twice": len(twice),
        "n_alike": sum(ours == theirs for ours, theirs in zip(first, second, strict=True)),
        "n_open": sum(one.row is None for one in twice),
        "kappa": cohen_kappa(first, second),
    }


_COUNTED = "rows of screening.csv, one a record"
_OF_STAGES = (
    NumberColumn("n", "records at {stage}", _COUNTED, "count"),
    NumberColumn("n_excluded", "records excluded at {stage}", _COUNTED, "count", id="{id}#excluded"),
    NumberColumn("n_twice", "records at {stage} decided by two people", _COUNTED, "count", id="{id}#twice"),
    NumberColumn("n_alike", "records at {stage} decided alike by two people", _COUNTED, "count", id="{id}#alike"),
    NumberColumn("n_open", "differences at {stage} not settled", _COUNTED, "count", id="{id}#open"),
    NumberColumn("kappa", "Cohen's kappa at {stage}", KAPPA, inputs="kappa_of"),
)
_OF_REASONS = NumberColumn("n", "excluded at {stage}: {reason}", _COUNTED, "count")


def flow_numbers(flow: pd.DataFrame) -> pd.DataFrame:
    """The numbers of screening_flow.csv, as rows of the table of numbers."""
    stages, reasons = flow[flow["reason"].isna()], flow[flow["reason"].notna()]
    stages = stages.assign(kappa_of=stages["id"] + "#twice")
    return pd.concat([numbers_of_table(stages, *_OF_STAGES), numbers_of_table(reasons, _OF_REASONS)])
