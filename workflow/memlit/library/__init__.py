"""The library: references.bib, its keys, its sets and classes, and the buckets of documents.

bibtex: entries of a BibTeX text as plain fields.
entries: the papers and documents that they describe, what is wrong with the others, and which of them a printed
reference is of.
screening: why records of a search were taken or not.
"""

from memlit.library.entries import (
    BIBLIOGRAPHY,
    DOI_TEXT,
    PAPER_ROLES,
    SAFE_KEY,
    SIMULATED,
    CitedEntries,
    Entry,
    Library,
    bucket_of,
    cited_work,
    is_cited_work,
    is_safe_key,
    load_library,
    parse_library,
    squeezed,
)
from memlit.library.screening import (
    DECISIONS,
    EXCLUDED,
    READER_COLUMNS,
    SCREENING_COLUMNS,
    SCREENING_FILE,
    SETTLES,
    STAGES,
    Screened,
    ScreeningRow,
    load_screening,
    screening_columns,
    standing_decisions,
)
