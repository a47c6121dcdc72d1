"""The libraries that made the report: those that a stage imports, with their versions and licences."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageMetadata, metadata
from typing import NamedTuple

from memlit import __version__
from memlit.report.blocks import Block, Material, paragraph, section
from memlit.report.text import name

RUNNER = "snakemake"
"""Runs the stages and is imported by none."""
LONGEST_NAME = 60
"""Characters of a licence's name; some projects put its whole text into the field."""


class Library(NamedTuple):
    """A project as it names itself."""

    name: str
    version: str
    licence: str

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.licence})"


def software(m: Material) -> Block:
    """What the report was made with: the libraries that the stages import, with version and licence."""
    known = ", ".join(name(str(library)) for library in libraries(m.projects))
    return section(
        "software",
        "Software",
        paragraph(
            f"Made by {name(f'memlit {__version__}')} and {name(str(described(RUNNER)))} with what the stages import: "
            f"{known}. All versions, also of what these need, are pinned in requirements.txt; how each number is "
            "computed stands in docs/methods.md."
        ),
    )


def libraries(projects: Iterable[str]) -> list[Library]:
    """What `projects` say of themselves, by name."""
    return sorted(map(described, projects), key=lambda library: library.name.lower())


def described(project: str) -> Library:
    """Name, version and licence of an installed project, from its metadata."""
    found = metadata(project)
    return Library(found["Name"], found["Version"], _licence(found))


def _licence(found: PackageMetadata) -> str:
    """The SPDX expression, else the name in the older field, else the classifiers."""
    texts = found.json
    for field in ("license_expression", "license"):
        text = str(texts.get(field, ""))
        if text and "\n" not in text and len(text) <= LONGEST_NAME:
            return text
    kinds = [line.rpartition(" :: ")[2] for line in texts.get("classifier", []) if line.startswith("License ::")]
    return ", ".join(kind.removesuffix(" License") for kind in kinds) or "licence not stated"
