"""report.json laid out by `templates`: `html` with `svg` and `packing` for the page, `pdf` with `columns` for paper."""
