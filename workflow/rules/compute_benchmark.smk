# The review's metrics of every device, with the bounds that partly known devices allow.
# Needs: results/library.json, readings.parquet, devices.parquet, config/classes.yaml. Makes: of benchmark and values a CSV and
# a Parquet file; papers.csv, memberships.csv, edges.csv.


rule compute_benchmark:
    input:
        **CLASSES,
        shelf="results/library.json",
        readings="results/data/readings.parquet",
        devices="results/data/devices.parquet",
    output:
        benchmark="results/data/benchmark.csv",
        benchmark_frame="results/data/benchmark.parquet",
        numbers="results/numbers/compute_benchmark.parquet",
        values="results/data/values.csv",
        values_frame="results/data/values.parquet",
        papers="results/data/papers.csv",
        memberships="results/data/memberships.csv",
        edges="results/data/edges.csv",
    log:
        "results/run/log/compute_benchmark.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "conventions", "metrics"),
        supplied=PLAN.contents_of(CLASSES),
        code=PLAN.code,
    message:
        "compute_benchmark: computing the metrics of every device"
    script:
        "../scripts/stage.py"
