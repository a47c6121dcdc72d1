"""From documents to the benchmark: `extract_publications`, `reconcile_units`, `choose_tuples`, `compute_benchmark`;
last of a run, `verify_extracted` holds what was read against the committed records."""
