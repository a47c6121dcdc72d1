"""A paper comes in: `bibtex` (entries byte for byte), `documents` (which files are a paper), `proposals` (entries from
a DOI or an export), `checklist` (what a document still needs), `add`; `new` begins a review."""
