"""The chart: a finished run as a folder of static pages, with a page of its own for each item of the field.

model: what pages are of, in any field. devices (with energy, their picture) and observed (with scale): a run as such
items. picture: marks that lead to pages. item_page, first_page, documentation: the pages. history: what was corrected
and what changed since the release. published, clips: what of documents may be passed on. folder: the whole site.
"""
