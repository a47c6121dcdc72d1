"""Self-check: documents that restate known readings are mined, and compared cell by cell with the record."""

from collections.abc import Iterable

import pandas as pd

from memlit.datum import Numbers, Reading, Record, Result
from memlit.devices.gather import SELF_CHECK, Corpus
from memlit.devices.series import equal
from memlit.grouping import grouped


class Restatement(Record):
    """One restated reading and the readings of the record it should agree with."""

    id: str
    text: str
    agrees_with: tuple[str, ...]
    differs_from: tuple[str, ...]


class SelfCheck(Record):
    """How many restatements agree; `unmatched` restate nothing in the record."""

    compared: Result
    agreeing: Result
    differing: tuple[Restatement, ...]
    unmatched: tuple[str, ...]


def check_restatements(corpus: Corpus, printed: pd.DataFrame) -> SelfCheck:
    """Compare all readings of self-check documents with the record's on paper, device and parameter.

    printed: `id`, `document` and `paper` of all printed readings.
    """
    restated, others = _restated_and_others(corpus, printed)
    read = [reading for reading in restated if reading.has_number]
    record = grouped((reading for reading in others if reading.has_number), about)
    compared = [_restatement(reading, record[about(reading)]) for reading in read if about(reading) in record]
    agreeing = [restatement.id for restatement in compared if restatement.agrees_with]
    every = [restatement.id for restatement in compared]
    make = Numbers("self_check", rule="cells counted")
    return SelfCheck(
        compared=make.counted("compared", "restated cells compared with the record", every),
        agreeing=make.counted("agreeing", "restated cells equal to the record", agreeing),
        differing=tuple(restatement for restatement in compared if not restatement.agrees_with),
        unmatched=tuple(reading.id for reading in read if about(reading) not in record),
    )


def _restated_and_others(corpus: Corpus, printed: pd.DataFrame) -> tuple[list[Reading], list[Reading]]:
    """The printed readings of self-check documents, and those of all others about the same papers."""
    is_check = printed["document"].isin([each.key for each in corpus.documents if each.kind == SELF_CHECK])
    others = printed[~is_check & printed["paper"].isin(printed["paper"][is_check])]
    return [corpus.by_id[one] for one in printed["id"][is_check]], [corpus.by_id[one] for one in others["id"]]


def about(reading: Reading) -> tuple[str | None, str, str]:
    """Paper, device and parameter of a reading."""
    return reading.datum.paper, reading.datum.device, reading.parameter


def _restatement(reading: Reading, others: Iterable[Reading]) -> Restatement:
    agrees = tuple(other.id for other in others if equal(reading, other))
    differs = tuple(other.id for other in others if not equal(reading, other))
    return Restatement(id=reading.id, text=reading.datum.printed.text, agrees_with=agrees, differs_from=differs)
