"""From the benchmark to verdicts: `account_evidence`, `class_medians`, `compare_classes`, `measure_variability`,
`test_sensitivity`, `judge_claims`, `describe_synapses`; in another field `compare_observed`.
"""
