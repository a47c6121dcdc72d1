"""From documents to the benchmark: `extract_publications`, `reconcile_units`, `choose_tuples`, `compute_benchmark`;
in another field `collect_observations` and `compute_metrics` in place of the last two. Last of a run,
`verify_extracted` holds what was read against the committed records.
"""
