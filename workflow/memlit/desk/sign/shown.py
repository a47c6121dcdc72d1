"""What a draft shows of each value: a signature is of that, and of nothing else."""

import hashlib
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from memlit.datum import Datum
from memlit.desk.read.readings import DocumentSnapshot
from memlit.desk.serve.answer import named
from memlit.desk.write.seen import DECIDED_FIELDS, decided_state
from memlit.errors import SourceError
from memlit.files import json_line

_MOST_DRAFTS = 8
"""Drafts that are kept, to say of a later one how many of its values are others."""


def _print_of(datum: Datum) -> str:
    """What the record will hold of a value."""
    about = named(datum, *DECIDED_FIELDS, "parameter", "tier")
    return json_line([*about.values(), datum.printed.text, datum.printed.unit, datum.excluded is None])


@dataclass(frozen=True, slots=True)
class ShownValues:
    """The values of a draft by their ids: what the record will hold of each, and what was decided on it."""

    printed: Mapping[str, str]
    decided: Mapping[str, str]

    @classmethod
    def of(cls, snapshot: DocumentSnapshot) -> "ShownValues":
        """Those of a document as it is read now, the candidates and what is left out among them."""
        printed = [one for one in snapshot.document.readings if not one.is_derived]
        return cls(
            {one.datum.id: _print_of(one.datum) for one in printed},
            {one.datum.id: decided_state(one, None) for one in printed},
        )

    @property
    def digest(self) -> str:
        """Another where any value is another."""
        told = json_line([sorted(self.printed.items()), sorted(self.decided.items())])
        return hashlib.sha256(told.encode("utf-8")).hexdigest()

    def check_record(self, key: str, data: Iterable[Datum]) -> None:
        """Raise SourceError where what is to be written is not what was shown."""
        n_other = _n_other(self.printed, {datum.id: _print_of(datum) for datum in data})
        if n_other:
            raise _is_other(key, n_other)


class ShownDrafts:
    """The drafts that were shown last, by their digests."""

    def __init__(self) -> None:
        self._kept: deque[ShownValues] = deque(maxlen=_MOST_DRAFTS)

    def keep(self, values: ShownValues) -> str:
        """Keep what a draft shows, and give its digest."""
        self._kept.append(values)
        return values.digest

    def check(self, key: str, digest: str, now: ShownValues) -> None:
        """Raise SourceError where the draft that was shown under this digest is not the draft as it is now."""
        if digest == now.digest:
            return
        shown = next((one for one in self._kept if one.digest == digest), None)
        if shown is None:
            raise SourceError(key, "has another draft than the one that was shown", _LOOK)
        names = now.printed.keys() | shown.printed.keys()
        was, is_now = ({name: _whole(one, name) for name in names} for one in (shown, now))
        raise _is_other(key, _n_other(was, is_now))


_LOOK = "look at the draft as it is now, then sign"


def _whole(values: ShownValues, name: str) -> str:
    return f"{values.printed.get(name)} {values.decided.get(name)}"


def _n_other(shown: Mapping[str, str], now: Mapping[str, str]) -> int:
    """Values that are new, gone or not as they were shown."""
    return sum(shown.get(name) != now.get(name) for name in shown.keys() | now.keys())


def _is_other(key: str, n_other: int) -> SourceError:
    values = "1 value is" if n_other == 1 else f"{n_other} values are"
    return SourceError(key, f"{values} new or changed since the draft was shown", _LOOK)
