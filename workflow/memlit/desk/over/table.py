"""A table of papers by parameters as the last run read them: as printed, never a metric or a median."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from memlit.desk.over.notes import paper_notes
from memlit.desk.session import DeskPart, Review
from memlit.desk.show.papers import DATA
from memlit.devices.gather import set_of
from memlit.errors import SourceError
from memlit.files import field_items, field_text, read_csv
from memlit.reconcile.checks import CHECKS_FILE, Check, load_checks, standing

_MOST_COLUMNS = 24
_MOST_VALUES = 6
"""Values that a cell names; the others are counted."""
_Row = Mapping[str, str]
_Cells = Mapping[str, Mapping[str, Sequence[_Row]]]


class OverPapers(DeskPart):
    """The printed values of the last run, by paper and parameter; read again after another run."""

    place = "over/"

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self._kept: tuple[int, _Cells] | None = None

    def get_table(self, columns: str = "") -> Any:
        """The papers of the review's sets; columns: parameters, joined by commas."""
        review, cells = self.review, self._cells()
        named = [name for name in columns.split(",") if name in review.vocabulary().parameters]
        shown = named[:_MOST_COLUMNS] or review.field.columns
        checks = standing(load_checks(review.root / CHECKS_FILE)[0])
        looked, notes, config = self._looked_for(), paper_notes(review.root), review.config()
        counts = Counter(chain.from_iterable(cells.values()))
        papers = []
        for key, entry in review.library().entries.items():
            set_name, own = set_of(entry, config), cells.get(key, {})
            if set_name is None:
                continue
            papers.append(
                {
                    "key": key,
                    "name": entry.short_name,
                    "title": entry.plain("title"),
                    "class": ", ".join(entry.device_classes),
                    "set": set_name,
                    "is_accepted": review.is_accepted(key),
                    "notes": notes.get(key, []),
                    "cells": {
                        name: _cell(own.get(name, ()), checks, is_looked_for=(key, name) in looked) for name in shown
                    },
                }
            )
        parameters = [{"name": name, "n": n} for name, n in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]
        return {"who": review.who, "columns": shown, "parameters": parameters, "papers": papers}

    def _cells(self) -> _Cells:
        """Printed readings that are not excluded, by paper and parameter."""
        path = self.review.root / DATA / "readings.csv"
        if not path.is_file():
            raise SourceError(path.name, "is missing: no run was made yet", "run snakemake --cores 4 first")
        stamp = path.stat().st_mtime_ns
        if self._kept is None or self._kept[0] != stamp:
            found: dict[str, dict[str, list[_Row]]] = defaultdict(lambda: defaultdict(list))
            for row in read_csv(path):
                if row["status"] != "excluded" and not row.get("derived_from"):
                    found[row["paper"]][row["parameter"]].append(row)
            self._kept = (stamp, found)
        return self._kept[1]

    def _looked_for(self) -> set[tuple[str, str]]:
        """Paper and parameter of what a person looked for and the pages do not print."""
        path = self.review.root / DATA / "looked_for.csv"
        looked: set[tuple[str, str]] = set()
        for row in read_csv(path) if path.is_file() else []:
            looked.update((row["paper"], name) for name in field_items(row["parameters"]))
        return looked


def _cell(rows: Sequence[_Row], checks: Mapping[str, Check], *, is_looked_for: bool) -> dict[str, Any]:
    """Values as printed, those that are used first; missing: nothing is read, absent: it was looked for in vain."""
    ordered = sorted(rows, key=lambda row: (row["used"] != "true", row["status"] != "value", row["id"]))
    return {
        "state": "read" if rows else "absent" if is_looked_for else "missing",
        "n": len(rows),
        "values": [_value(row, checks.get(row["id"])) for row in ordered[:_MOST_VALUES]],
    }


def _value(row: _Row, check: Check | None) -> dict[str, Any]:
    printed = " ".join(filter(None, (field_text(row["printed"]), field_text(row.get("printed_unit", "")))))
    return {
        "id": row["id"],
        "printed": printed,
        "device": row.get("name") or row.get("device") or row["label"],
        "is_used": row["used"] == "true",
        "verdict": check.verdict if check else "",
        "by": f"{check.who}, {check.date}" if check else "",
    }
