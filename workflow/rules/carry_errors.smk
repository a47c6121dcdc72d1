# The known error of reading and source, carried into medians, comparisons and verdicts.
# Needs: the tables of what was read and of the benchmark, the tables of classes, claims.json, synapse_medians.csv, the sample of values with its blind readings. Makes: known_error.csv, reading_errors.csv.


rule carry_errors:
    input:
        **SAMPLED,
        **TABLES,
        **of_classes(
            (
                *("classes", "class_papers", "comparisons", "comparison_pairs"),
                "curators",
            ),
            rules=("class_medians", "compare_classes", "describe_synapses"),
        ),
        values="results/data/values.parquet",
        claims="results/claims.json",
        medians="results/data/synapse_medians.csv",
    output:
        numbers="results/numbers/carry_errors.parquet",
        table="results/data/known_error.csv",
        reading_errors="results/data/reading_errors.csv",
    log:
        "results/run/log/carry_errors.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "conventions", "analysis", "metrics", "seed"),
        supplied=PLAN.contents_of(SAMPLED),
        code=PLAN.code,
    message:
        "carry_errors: carrying the errors of reading and source into results"
    script:
        "../scripts/stage.py"
