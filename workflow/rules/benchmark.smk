# The review's metrics of every device, with the bounds that partly known devices allow.
# Needs: results/resolved.json, config/classes.yaml. Makes: results/benchmark.json, benchmark.csv.


rule benchmark:
    input:
        resolved="results/resolved.json",
        classes="config/classes.yaml",
    output:
        benchmark="results/benchmark.json",
        table="results/data/benchmark.csv",
    log:
        "results/run/log/benchmark.log",
    conda:
        "../../environment.yml"
    params:
        settings=PLAN.settings_of("benchmark"),
        supplied=PLAN.contents_of(["config/classes.yaml"]),
        code=PLAN.code_of("benchmark"),
    script:
        "../scripts/benchmark.py"
