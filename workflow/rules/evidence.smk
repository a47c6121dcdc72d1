# What was read, what is missing and to be read next, and how well it was read.
# Needs: the tables of the benchmark, curation/*, config/tags.csv. Makes: coverage, exclusions, the flow, what to read next.


rule evidence:
    input:
        **COUNTED,
        **TABLES,
        values="results/data/values.parquet",
    output:
        coverage="results/data/coverage.csv",
        figures="results/data/figures.csv",
        figure_checks="results/data/figure_checks.csv",
        exclusions="results/data/exclusions.csv",
        screening_flow="results/data/screening_flow.csv",
        unresolved_devices="results/data/unresolved_devices.csv",
        lineages="results/data/lineages.csv",
        to_settle="results/data/to_settle.csv",
        next_readings="results/data/next_readings.csv",
        reading_errors="results/data/reading_errors.csv",
        plan="results/data/plan.csv",
        tags="results/data/tags.csv",
        numbers="results/numbers/evidence.parquet",
    log:
        "results/run/log/evidence.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "conventions", "analysis", "metrics", "seed"),
        supplied=PLAN.contents_of(COUNTED),
        code=PLAN.code,
    message:
        "evidence: counting what was read and what is missing"
    script:
        "../scripts/evidence.py"
