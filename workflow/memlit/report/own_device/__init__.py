"""A reader's device beside published ones: `ranks` it, for the page too, `table` lists them with places."""
