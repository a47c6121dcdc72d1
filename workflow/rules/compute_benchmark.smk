# The review's metrics of every device, with the bounds that partly known devices allow.
# Needs: results/resolved.json, readings.parquet, config/classes.yaml. Makes: results/benchmark.json, and of benchmark and values
# a CSV and a Parquet file; papers.csv, memberships.csv, edges.csv.


rule compute_benchmark:
    input:
        **CLASSES,
        resolved="results/resolved.json",
        readings="results/data/readings.parquet",
    output:
        benchmark="results/benchmark.json",
        table="results/data/benchmark.csv",
        table_columns="results/data/benchmark.parquet",
        values="results/data/values.csv",
        values_columns="results/data/values.parquet",
        papers="results/data/papers.csv",
        memberships="results/data/memberships.csv",
        edges="results/data/edges.csv",
    log:
        "results/run/log/compute_benchmark.log",
    localrule: True
    params:
        settings=PLAN.settings_of("compute_benchmark"),
        supplied=PLAN.contents_of(CLASSES),
        code=PLAN.code_of("compute_benchmark"),
    message:
        "compute_benchmark: computing the metrics of every device"
    script:
        "../scripts/stage.py"
