"""Stage run_crate: the run's record, results/run/memlit.crate.zip; the only result that knows the time of day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from memlit.code import PACKAGE_FOLDER
from memlit.files import read_json
from memlit.provenance.crate import write_crate

SNAKEFILE = "Snakefile"
SUPPLIED = ("references.bib", "screening.csv", "corrections.csv", "checks.csv", "config/*", "extracted/*")


def run(
    results: Sequence[str],
    package: str,
    codes: Mapping[str, str],
    output: str,
) -> None:
    """results: files that the run wrote, of the review's folder; package: datapackage.json."""
    described = read_json(Path(package))
    told = {
        "title": described["title"],
        "license": next((licence["name"] for licence in described.get("licenses", ())), None),
        "codes": codes,
        "sources": {source["path"]: source["title"] for source in described["sources"] if "path" in source},
    }
    ended = datetime.now(UTC).replace(microsecond=0).isoformat()
    write_crate(Path(output), _workflow_files(), _supplied_files(), {path: Path(path) for path in results}, told, ended)


def _workflow_files() -> dict[str, Path]:
    """The Snakefile, first, and its rules: those of the review's folder, else those beside the package."""
    root = Path() if Path(SNAKEFILE).is_file() else PACKAGE_FOLDER.parents[1]
    found = [root / SNAKEFILE, *sorted(root.glob("workflow/rules/*.smk"))]
    return {path.relative_to(root).as_posix(): path for path in found}


def _supplied_files() -> dict[str, Path]:
    """What people wrote and reviewed; documents stay where they are, for their licences differ."""
    found = (path for pattern in SUPPLIED for path in Path().glob(pattern) if path.is_file())
    return {path.as_posix(): path for path in sorted(found)}
