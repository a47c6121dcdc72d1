"""What is known of a paper as a work, changed or taken out: its entry (form), its documents (documents)."""
