"""What a reader gets: `changes`, `plot`, `overlays`, `report_data` with `chart_bundle`, `render_html`, `render_pdf`;
the way back to the print, `audit_index` and `audit_pages`; `export` and `run_crate` for other programs."""
