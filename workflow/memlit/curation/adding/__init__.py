"""A paper comes in: `bibtex` (entries byte for byte), `ris`, `proposals` (entries from a DOI or an export, and
which files are a paper), `checklist` (what a document still needs), `add`, which begins a review too. `changing`: what
its entry says. `removing`: it goes."""
