"""Files that were dropped: told by their content (files, first_page) and put to the paper they are of (routes)."""
