# What was read, joined with the library; one tuple for each device and pulse; the review's metrics with their bounds.
# Needs: results/reconciled/*, references.bib, curation/*, config/. Makes: results/library.json, the tables of readings,
# documents, devices, benchmark and values.


rule benchmark:
    input:
        **SUPPLIED,
        reconciled=expand("results/reconciled/{bucket}.jsonl", bucket=PLAN.buckets),
    output:
        library="results/library.json",
        readings="results/data/readings.parquet",
        documents="results/data/documents.parquet",
        devices="results/data/devices.parquet",
        benchmark="results/data/benchmark.parquet",
        values="results/data/values.parquet",
        readings_csv="results/data/readings.csv",
        documents_csv="results/data/documents.csv",
        devices_csv="results/data/devices.csv",
        benchmark_csv="results/data/benchmark.csv",
        values_csv="results/data/values.csv",
        second_readings="results/data/second_readings.csv",
        series="results/data/series.csv",
        unmapped="results/data/unmapped.csv",
        looked_for="results/data/looked_for.csv",
        papers="results/data/papers.csv",
        memberships="results/data/memberships.csv",
        edges="results/data/edges.csv",
        numbers="results/numbers/benchmark.parquet",
    log:
        "results/run/log/benchmark.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "conventions", "metrics"),
        problems=PLAN.problems,
        supplied=PLAN.contents_of(SUPPLIED),
        code=PLAN.code,
    message:
        "benchmark: choosing a tuple for each device and pulse, computing the metrics"
    script:
        "../scripts/benchmark.py"
