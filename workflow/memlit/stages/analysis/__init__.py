"""From the benchmark to verdicts: `account_evidence`, `class_medians`, `compare_classes`, `summarize_measured`,
`measure_variability`, `test_sensitivity`, `compare_guidelines`, `judge_claims`, `describe_synapses`."""
