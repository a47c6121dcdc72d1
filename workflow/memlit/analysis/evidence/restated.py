"""Self-check: documents that restate known readings are mined, and compared cell by cell with the record."""

from collections import defaultdict
from collections.abc import Iterable

from memlit.datum import Reading, Record, Result, count_of
from memlit.devices.gather import SELF_CHECK, Corpus
from memlit.devices.tuples import equal


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
    record: dict[tuple[str | None, str, str], list[Reading]] = defaultdict(list)
    for reading in corpus.readings:
        if reading.datum.locator.document not in checked and not reading.is_derived and reading.has_number:
            record[_about(reading)].append(reading)
    compared, unmatched, unread = [], [], []
    for reading in own:
        if not reading.has_number:
            unread.append(reading.id)
        elif not record[_about(reading)]:
            unmatched.append(reading.id)
        else:
            compared.append(_restatement(reading, record[_about(reading)]))
    agreeing = [item for item in compared if item.agrees_with]
    return SelfCheck(
        compared=_count("self_check#compared", "restated cells compared with the record", compared),
        agreeing=_count("self_check#agreeing", "restated cells equal to the record", agreeing),
        differing=tuple(item for item in compared if not item.agrees_with),
        unmatched=tuple(unmatched),
        unread=tuple(unread),
    )


def _about(reading: Reading) -> tuple[str | None, str, str]:
    return reading.datum.paper, reading.datum.device, reading.parameter


def _restatement(reading: Reading, others: Iterable[Reading]) -> Restatement:
    agrees = tuple(other.id for other in others if equal(reading, other))
    differs = tuple(other.id for other in others if not equal(reading, other))
    return Restatement(id=reading.id, text=reading.datum.printed.text, agrees_with=agrees, differs_from=differs)


def _count(result_id: str, label: str, items: Iterable[Restatement]) -> Result:
    ids = tuple(item.id for item in items)
    return count_of(result_id, label, len(ids), "cells counted", ids)
