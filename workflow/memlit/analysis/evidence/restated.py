"""Self-check: documents that restate known readings are mined, and compared cell by cell with the record."""

import pandas as pd

from memlit.datum import Numbers, Reading, Result
from memlit.devices.gather import SELF_CHECK, Corpus
from memlit.devices.series import equal
from memlit.grouping import grouped


def check_restatements(corpus: Corpus, printed: pd.DataFrame) -> list[Result]:
    """How many readings of self-check documents the record has too, by paper, device and parameter, and how many agree.

    printed: `id`, `document` and `paper` of all printed readings.
    """
    restated, others = _restated_and_others(corpus, printed)
    record = grouped((reading for reading in others if reading.has_number), _about)
    compared = [reading for reading in restated if reading.has_number and _about(reading) in record]
    agreeing = [reading.id for reading in compared if any(equal(reading, other) for other in record[_about(reading)])]
    make = Numbers("self_check", rule="cells counted")
    return [
        make.counted("compared", "restated cells compared with the record", [reading.id for reading in compared]),
        make.counted("agreeing", "restated cells equal to the record", agreeing),
    ]


def _restated_and_others(corpus: Corpus, printed: pd.DataFrame) -> tuple[list[Reading], list[Reading]]:
    """The printed readings of self-check documents, and those of all others about the same papers."""
    is_check = printed["document"].isin([each.key for each in corpus.documents if each.kind == SELF_CHECK])
    others = printed[~is_check & printed["paper"].isin(printed["paper"][is_check])]
    return [corpus.by_id[one] for one in printed["id"][is_check]], [corpus.by_id[one] for one in others["id"]]


def _about(reading: Reading) -> tuple[str | None, str, str]:
    """Paper, device and parameter of a reading."""
    return reading.datum.paper, reading.datum.device, reading.parameter
