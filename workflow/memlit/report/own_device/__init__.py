"""A reader's device beside published ones: `ranks` it, `table` lists them with places, `page_data` is for the page."""
