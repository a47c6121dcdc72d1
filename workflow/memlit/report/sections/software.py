"""The main libraries that made the report, with their versions and licences."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from memlit import __version__
from memlit.report.blocks import Block, Material, paragraph, section
from memlit.report.text import name

LICENCES = {
    "snakemake": "MIT",
    "pypdfium2": "BSD-3-Clause, Apache-2.0",
    "lxml": "BSD-3-Clause",
    "pint": "BSD",
    "pydantic": "MIT",
    "numpy": "BSD-3-Clause",
    "scipy": "BSD",
    "statsmodels": "BSD-3-Clause",
    "pymare": "MIT",
    "scikit-posthocs": "MIT",
    "scikit-learn": "BSD-3-Clause",
    "scikit-image": "BSD",
    "matplotlib": "Matplotlib",
    "seaborn": "BSD",
    "altair": "BSD",
    "vl-convert-python": "BSD-3-Clause",
    "jinja2": "BSD",
    "typst": "Apache-2.0",
    "frictionless": "MIT",
    "rocrate": "Apache-2.0",
}
"""Licences as the distributions state them."""


def software(_m: Material) -> Block:
    known = ", ".join(name(f"{library} {found} ({LICENCES[library]})") for library, found in versions().items())
    return section(
        "software",
        "Software",
        paragraph(
            f"Made by {name(f'memlit {__version__}')} with {known}. All versions are pinned in requirements.txt; how "
            "each number is computed stands in docs/methods.md."
        ),
    )


def versions() -> dict[str, str]:
    """Installed versions of the main libraries; one that is not installed is left out."""
    found = {}
    for library in LICENCES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            continue
    return found
