"""The licence of each file: of the code, of what the review makes, or of the sources that a file quotes."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import NamedTuple

from memlit.datum import NO_LICENCE


class Licences(NamedTuple):
    """SPDX names, empty where none is given. code: of the workflow and its settings; data: of what the review makes."""

    code: str
    data: str


def spdx_address(licence: str) -> str:
    """Where SPDX describes a licence of that name."""
    return f"https://spdx.org/licenses/{licence}"


def beside_sources(data: str) -> str:
    """Of a file that holds what sources print. data: the licence of what the review makes of it."""
    own = f"our selection, arrangement and computed values: {data}; " if data else ""
    return f"{own}what a source prints: the licence of the source, in its row of documents.csv"


def licence_entity(words: str) -> str:
    """The identifier that a crate gives to a licence that `licence_of_file` says."""
    if " " not in words:
        return spdx_address(words)
    return "#licence-not-stated" if words == NO_LICENCE else "#licence-of-sources"


def licence_of_file(name: str, licences: Licences, tables: Mapping[str, str]) -> str:
    """The licence of a file of a run, in words. name: from the folder of the review; tables: licences by table."""
    top = name.partition("/")[0]
    if top in {"workflow", "config", "Snakefile"}:
        return licences.code or NO_LICENCE
    if top in {"references.bib", "curation"}:
        return licences.data or NO_LICENCE
    if name.startswith("results/data/") and PurePath(name).stem in tables:
        return tables[PurePath(name).stem]
    return beside_sources(licences.data)
