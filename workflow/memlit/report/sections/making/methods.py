"""Checklists of PRISMA 2020 and SWiM from config/reporting.yaml: each item, where the report has it, and how.

The libraries that made the report: those that memlit declares, with their versions and licences.
"""

from collections.abc import Iterable, Iterator
from importlib.metadata import PackageMetadata, metadata
from typing import NamedTuple

from memlit import __version__
from memlit.code_hash import RUNNER
from memlit.config import Reporting
from memlit.published import PublishedTable, published_table
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


class ReportingLine(NamedTuple):
    """An item of a checklist."""

    checklist: str
    item: str
    topic: str
    where: str
    how: str


REPORTING: PublishedTable[ReportingLine] = published_table(__file__, "reporting")
_NAMES = {"prisma": "PRISMA 2020", "swim": "SWiM"}


def methods(m: Material) -> ReportBlock:
    """Both checklists; nothing without the file."""
    if m.reporting is None or not (m.reporting.prisma or m.reporting.swim):
        return {}
    lines = list(reporting_lines(m.reporting))
    return written_section(m, "making/methods", checklists=_NAMES.values(), lines=lines)


def reporting_lines(reporting: Reporting) -> Iterator[ReportingLine]:
    """The rows of reporting.csv."""
    for checklist, title in _NAMES.items():
        for item in getattr(reporting, checklist):
            yield ReportingLine(title, item.item, item.topic, item.where, item.how)


"""Runs the stages and is imported by none."""
_LONGEST_NAME = 60
"""Characters of a licence's name; some projects put its whole text into the field."""


class InstalledProject(NamedTuple):
    """A project as it names itself."""

    name: str
    version: str
    licence: str

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.licence})"


def software(m: Material) -> ReportBlock:
    """What the report was made with: the libraries that the stages import, with version and licence."""
    own = f"memlit {__version__}"
    known = map(str, libraries(m.projects))
    return written_section(m, "making/software", own=own, runner=str(described_project(RUNNER)), libraries=known)


def libraries(projects: Iterable[str]) -> list[InstalledProject]:
    """What `projects` say of themselves, by name."""
    return sorted(map(described_project, projects), key=lambda library: library.name.lower())


def described_project(project: str) -> InstalledProject:
    """Name, version and licence of an installed project, from its metadata."""
    found = metadata(project)
    return InstalledProject(found["Name"], found["Version"], _licence(found))


def _licence(found: PackageMetadata) -> str:
    """The SPDX expression, else the name in the older field, else the classifiers."""
    texts = found.json
    for field in ("license_expression", "license"):
        text = str(texts.get(field, ""))
        if text and "\n" not in text and len(text) <= _LONGEST_NAME:
            return text
    kinds = [line.rpartition(" :: ")[2] for line in texts.get("classifier", []) if line.startswith("License ::")]
    return ", ".join(kind.removesuffix(" License") for kind in kinds) or "licence not stated"
