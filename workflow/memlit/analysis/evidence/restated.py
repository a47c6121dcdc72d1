"""Self-check: documents that restate known readings are mined, and compared cell by cell with the record."""

from collections.abc import Iterable

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
    """How many restatements agree; `unmatched` restate nothing in the record, `unread` gave no value."""

    compared: Result
    agreeing: Result
    differing: tuple[Restatement, ...]
    unmatched: tuple[str, ...]
    unread: tuple[str, ...]


def check_restatements(corpus: Corpus) -> SelfCheck:
    """Compare all readings of self-check documents with the record's on paper, device and parameter."""
    restated, others = _restated_and_others(corpus)
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
        unread=tuple(reading.id for reading in restated if not reading.has_number),
    )


def _restated_and_others(corpus: Corpus) -> tuple[list[Reading], list[Reading]]:
    """The printed readings of self-check documents, and those of all others."""
    checks = {document.key for document in corpus.documents if document.kind == SELF_CHECK}
    by_origin = grouped(
        (reading for reading in corpus.readings if not reading.is_derived),
        lambda reading: reading.datum.locator.document in checks,
    )
    return by_origin[True], by_origin[False]


def about(reading: Reading) -> tuple[str | None, str, str]:
    """Paper, device and parameter of a reading."""
    return reading.datum.paper, reading.datum.device, reading.parameter


def _restatement(reading: Reading, others: Iterable[Reading]) -> Restatement:
    agrees = tuple(other.id for other in others if equal(reading, other))
    differs = tuple(other.id for other in others if not equal(reading, other))
    return Restatement(id=reading.id, text=reading.datum.printed.text, agrees_with=agrees, differs_from=differs)
