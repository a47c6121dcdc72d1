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
    checked = {document.key for document in corpus.documents if document.kind == SELF_CHECK}
    own = [r for r in corpus.readings if r.datum.locator.document in checked and not r.is_derived]
    others = (r for r in corpus.readings if r.datum.locator.document not in checked and not r.is_derived)
    record = grouped((reading for reading in others if reading.has_number), about)
    read = [reading for reading in own if reading.has_number]
    compared = [_restatement(reading, record[about(reading)]) for reading in read if about(reading) in record]
    make = Numbers("self_check", rule="cells counted")
    agreeing = (item.id for item in compared if item.agrees_with)
    return SelfCheck(
        compared=make.counted("compared", "restated cells compared with the record", (item.id for item in compared)),
        agreeing=make.counted("agreeing", "restated cells equal to the record", agreeing),
        differing=tuple(item for item in compared if not item.agrees_with),
        unmatched=tuple(reading.id for reading in read if about(reading) not in record),
        unread=tuple(reading.id for reading in own if not reading.has_number),
    )


def about(reading: Reading) -> tuple[str | None, str, str]:
    """Paper, device and parameter of a reading."""
    return reading.datum.paper, reading.datum.device, reading.parameter


def _restatement(reading: Reading, others: Iterable[Reading]) -> Restatement:
    agrees = tuple(other.id for other in others if equal(reading, other))
    differs = tuple(other.id for other in others if not equal(reading, other))
    return Restatement(id=reading.id, text=reading.datum.printed.text, agrees_with=agrees, differs_from=differs)
