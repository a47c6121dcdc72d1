"""Over papers: a table of papers by parameters, with what is missing and who confirmed it (table), and notes."""
