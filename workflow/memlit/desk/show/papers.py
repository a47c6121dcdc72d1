"""What the page shows of the review: its papers, those first that one more reading completes, and one of them.

Of each what is known, missing and at hand, and how far its documents are read.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from memlit.config import Classes, Config, FieldOfScience
from memlit.desk.session import DeskPart
from memlit.desk.show.paper import NO_DOCUMENTS, paper_view
from memlit.devices.gather import classes_of, set_of
from memlit.files import read_csv
from memlit.grouping import grouped
from memlit.library import Entry, Library
from memlit.reconcile.checks import CHECKS_FILE, load_checks, standing
from memlit.sources.figures_yaml import READER_AXES
from memlit.sources.folder import source_names

DATA = Path("results/data")


def _papers(
    root: Path, library: Library, config: Config, classes: Classes, field: FieldOfScience
) -> list[dict[str, Any]]:
    """All entries of the review's sets: as the last run ordered what to read next, else the emptiest folder last.

    Papers that the last run lists come first, in its order; then others; those of which no role is stated; those that
    nothing is missing of. A part of the tuple that no run knows is missing, also of a paper that may be no device
    paper.
    """
    coverage = _observed(root, field) if field.is_observed else _covered(root)
    asked = grouped(_rows(root / DATA / "open_claims.csv"), lambda row: row["document"])
    order = {row["paper"]: place for place, row in enumerate(_rows(root / DATA / "next_readings.csv"))}
    found = []
    for key, entry in library.entries.items():
        set_name = set_of(entry, config)
        if set_name is None:
            continue
        line = coverage.get(key)
        documents = [name for name in source_names(root / "sources" / key)[0] if name not in NO_DOCUMENTS]
        is_accepted = (root / "extracted" / f"{key}.json").is_file()
        found.append(
            {
                "key": key,
                "name": entry.short_name,
                "title": entry.plain("title"),
                "doi": entry.fields.get("doi", ""),
                "class": ", ".join(entry.device_classes),
                "role": ", ".join(entry.roles),
                "is_credited": set_name == config.evidence.headline_set,
                "is_device_paper": bool(classes_of(entry, classes) and (entry.roles or not field.roles)),
                "missing": [part for part in field.bar.parts if part not in (line.known if line else ())],
                "lacks": [
                    *_lacks(entry, line, field, has_document=bool(documents), is_accepted=is_accepted),
                    *_asked(asked.get(key, ())),
                ],
                "documents": len(documents),
                "is_accepted": is_accepted,
            }
        )
    return sorted(found, key=lambda one: _rank(one, order))


class KnownOfPaper(NamedTuple):
    """What the last run read of a paper: known parts of the field's bar, and whether anything was read."""

    known: tuple[str, ...]
    is_read: bool


def _covered(root: Path) -> dict[str, KnownOfPaper]:
    """By paper; a ratio stands for the off state."""
    found = {}
    for row in _rows(root / DATA / "coverage.csv"):
        known = row["known"].split(";")
        is_read = any(int(row[count]) for count in ("n_readings", "n_excluded"))
        found[row["paper"]] = KnownOfPaper((*known, *(("g_off",) if "ratio" in known else ())), is_read)
    return found


def _observed(root: Path, field: FieldOfScience) -> dict[str, KnownOfPaper]:
    """By paper: a part is known where an observation has a value that gives it."""
    parameters = {name: part for parts in field.bar.rows.values() for part, name in parts.items()}
    parameters |= {name: part for part, asked in field.bar.parts.items() for name in asked.read_from}
    found = {}
    for paper, rows in grouped(_rows(root / DATA / "readings.csv"), lambda row: row["paper"]).items():
        known = {parameters.get(row["parameter"], "") for row in rows if row["used"] == "true"}
        found[paper] = KnownOfPaper(tuple(sorted(known)), is_read=True)
    return found


def _lacks(
    entry: Entry, line: KnownOfPaper | None, field: FieldOfScience, *, has_document: bool, is_accepted: bool
) -> list[str]:
    """What of a paper is not there at all, in words."""
    asked = [("class", entry.device_classes), *([("role", entry.roles)] if field.roles else [])]
    unstated = [word for word, said in asked if not said]
    found = [f"no {' or '.join(unstated)} stated"] if unstated else []
    if not has_document and not is_accepted:
        found.append("no document")
    if line is None and not is_accepted:
        found.append("in no run yet")
    elif line is not None and not line.is_read:
        found.append("nothing read")
    return found


def _asked(claims: Iterable[Mapping[str, str]]) -> list[str]:
    """What open claims want that this paper alone can tell, by parameter: no claimed value is shown to who reads."""
    alone = (row for row in claims if row["n_papers"] == "1" and row["in_vain"] != row["wants"])
    wanted = dict.fromkeys(name for row in alone for name in row["wants"].split(";"))
    return [f"asked by claims: {', '.join(wanted).replace('_', ' ')}"] if wanted else []


def _rank(one: Mapping[str, Any], order: Mapping[str, int]) -> tuple[int, int, int, str]:
    n_missing = len(one["missing"])
    is_listed = one["key"] in order or (not order and one["is_credited"])
    if n_missing == 0:
        group = 3
    elif not one["is_device_paper"]:
        group = 2
    else:
        group = 0 if is_listed else 1
    return group, order.get(one["key"], len(order)), n_missing, one["key"]


def _rows(path: Path) -> list[dict[str, str]]:
    """Rows of a table of the last run; none where there was no run."""
    return read_csv(path) if path.is_file() else []


class ShownReview(DeskPart):
    """What the page shows of the review."""

    def get_papers(self) -> Any:
        """The list of papers, and what a person may choose from: classes, roles, sets, parameters."""
        review = self.review
        classes, config = review.classes(), review.config()
        parameters = review.vocabulary().parameters.items()
        return {
            "who": review.who,
            "key": review.key,
            "papers": _papers(review.root, review.library(), config, classes, review.field),
            "classes": {name: one.name for name, one in classes.classes.items()},
            "roles": review.field.roles,
            "bar": review.field.bar.model_dump(mode="json"),
            "sets": list(config.evidence.sets),
            "parameters": {name: {"meaning": one.meaning, "unit": one.unit} for name, one in parameters},
            "readers": READER_AXES,
        }

    def get_paper(self, key: str) -> Any:
        """One paper, which is read where it was not yet."""
        review = self.review
        entry = review.entry(key)
        if review.readings.progress(key) is None:
            review.readings.start(key)
        checks = standing(load_checks(review.root / CHECKS_FILE)[0])
        snapshot, bar = review.readings.snapshot(key), review.field.bar
        view = paper_view(key, snapshot, review.readings, review.vocabulary(), checks, bar)
        return view | {
            "title": entry.plain("title"),
            "progress": self.get_progress(key),
            "undo": review.last_told(key),
            "is_accepted": review.is_accepted(key),
        }

    def get_progress(self, key: str) -> Any:
        """How far the documents of a paper are read."""
        found = self.review.readings.progress(key)
        return found.as_plain() if found else {"state": "none"}

    def post_read(self, key: str) -> None:
        """The documents of a paper are read again where they changed."""
        self.review.readings.start(self.review.entry(key).key)
