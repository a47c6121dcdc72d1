"""What a reader gets: `changes`, `plot`, `overlays`, `report_data`, `render_html`, `render_pdf`; in
another field `draw_observed` and `report_observed` in place of `plot` and `report_data`. The way back to the print:
`audit_index` and `audit_pages`; for other programs `export` and `index_page`.
"""
