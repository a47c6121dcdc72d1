"""From the benchmark to verdicts: `account_evidence`, `class_medians`, `compare_classes`, `measure_variability`,
`test_sensitivity`, `judge_claims`, `describe_synapses`, `carry_errors`, `bound_energy`,
`model_classes`; in another field `compare_observed`.
"""
