"""What to type next after a check."""

from collections.abc import Collection
from pathlib import Path

from memlit.curation.adding.checklist import has_evidence
from memlit.errors import MemlitError
from memlit.sources.extract import RECORD_SUFFIX
from memlit.sources.folder import read_folder, source_keys

RUN = "snakemake --cores 4"
ADD = "memlit add papers.bib, an export of your library (.bib, .ris) or a DOI"


def after_check(root: Path, keys: Collection[str], n_findings: int) -> str:
    """One line; keys: the documents that were checked, all where none is named."""
    if n_findings:
        about = "".join(f" {key}" for key in keys)
        return f"Next: mend the first line, then memlit check{about}"
    supplied = source_keys(root / "sources")[0]
    if not supplied and not any((root / "extracted").glob(f"*{RECORD_SUFFIX}")):
        return f"Next: {ADD}"
    new = [key for key in supplied if key in (keys or [key]) and _is_unsigned(root, key)]
    if not new:
        return f"Next: {RUN}"
    more = f", and {len(new) - 1} more that no record is of" if len(new) > 1 else ""
    return f"Next: memlit desk {new[0]}{more}"


def _is_unsigned(root: Path, key: str) -> bool:
    """Whether a document has something to read and no accepted record."""
    if (root / "extracted" / f"{key}.json").is_file():
        return False
    try:
        return has_evidence(read_folder(root / "sources", key))
    except MemlitError:
        return False
