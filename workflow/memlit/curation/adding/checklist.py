"""What a document still needs before the report can use it, one line each."""

from pathlib import Path

from memlit.config import Classes, Config, load_field
from memlit.files import read_csv
from memlit.library import BIBLIOGRAPHY, Entry
from memlit.naming import READINGS_FILE
from memlit.sources.folder import SourceFolder

_NEEDED = ("author", "title", "year")


def needs(root: Path, entry: Entry, folder: SourceFolder | None, config: Config, classes: Classes) -> dict[str, str]:
    """What is missing in the entry and in its folder, in a word and as a line; empty when the next run can use the
    paper.
    """
    where = f"{BIBLIOGRAPHY}:{entry.line}: {entry.key}"
    lines = {name: f"{where} has no {name}" for name in _NEEDED if not entry.fields.get(name)}
    if not set(entry.sets) & set(config.evidence.sets):
        lines["set"] = f"{where} is in no set; write keywords = {{SET}}, SET one of {', '.join(config.evidence.sets)}"
    if not entry.device_classes:
        lines["class"] = (
            f"{where} has no class; write deviceclass = {{CLASS}}, one of {', '.join(sorted(classes.classes))}"
        )
    roles = load_field(root).roles
    if roles and not entry.roles:
        lines["role"] = f"{where} has no role; write role = {{ROLE}}, one of {', '.join(roles)}"
    if not (root / "extracted" / f"{entry.key}.json").is_file() and not has_evidence(folder):
        lines["document"] = (
            f"sources/{entry.key}: nothing to read yet; put there a document (PDF, JATS XML, HTML), a table as printed "
            f"(table_1.csv), a digitizer's project (fig_1.tar with figures.yaml), or rows into {READINGS_FILE}"
        )
    return lines


def has_evidence(folder: SourceFolder | None) -> bool:
    """Whether a folder holds anything to read."""
    if folder is None:
        return False
    readings = folder.named(READINGS_FILE)
    return bool(folder.mined_files or folder.text_files or folder.figure_files) or (
        readings is not None and bool(read_csv(readings))
    )
