"""Files for simulators: each module says which fields of a card are known, writes the file, and reads it back."""
