"""A second look at printed values: first a drawn sample, read blind by two readers, who see neither what the record
holds nor what the other typed (blind); then the values of a finished run, each with its source beside it, settled by
verdicts that are written as rows (settle)."""
