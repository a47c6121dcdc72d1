# The review's metrics of every device, with the bounds that partly known devices allow.
# Needs: results/resolved.json, config/classes.yaml. Makes: results/benchmark.json, benchmark.csv.


rule compute_benchmark:
    input:
        **CLASSES,
        resolved="results/resolved.json",
    output:
        benchmark="results/benchmark.json",
        table="results/data/benchmark.csv",
    log:
        "results/run/log/compute_benchmark.log",
    localrule: True
    conda:
        "../../environment.yml"
    params:
        settings=PLAN.settings_of("compute_benchmark"),
        supplied=PLAN.contents_of(CLASSES),
        code=PLAN.code_of("compute_benchmark"),
    message:
        "compute_benchmark: computing the metrics of every device"
    script:
        "../scripts/stage.py"
