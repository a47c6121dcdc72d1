# What the evidence says of the classes, and how complete it is.
# Needs: results/resolved.json, results/benchmark.json. Makes: results/analysis.json, claims.json, classes.csv, coverage.csv, claims.csv.


rule analyse:
    input:
        resolved="results/resolved.json",
        benchmark="results/benchmark.json",
        classes="config/classes.yaml",
        claims="config/claims.yaml",
    output:
        analysis="results/analysis.json",
        claims="results/claims.json",
        classes="results/data/classes.csv",
        coverage="results/data/coverage.csv",
        claims_table="results/data/claims.csv",
    log:
        "results/run/log/analyse.log",
    conda:
        "../../environment.yml"
    params:
        settings=PLAN.settings_of("analyse"),
        code=PLAN.code_of("analyse"),
    script:
        "../scripts/analyse.py"
