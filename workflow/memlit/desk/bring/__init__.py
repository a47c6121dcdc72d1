"""Files that were dropped: told by their content and put to the paper they are of (files)."""
