"""report.json laid out by `templates`: `html` with `svg` for the page, `pdf` with `columns` for paper."""
