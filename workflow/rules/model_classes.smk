# What the data do say of the classes, and which paper to read next: prior, posterior, votes, and the worth of one more paper.
# Needs: the tables of what was read and of the benchmark, synapses.json, the tables of classes, coverage.csv, config/. Makes: their tables.


rule model_classes:
    input:
        **CLASSES,
        **TABLES,
        **of_classes(["curators"], rules=["compare_classes"]),
        synapses="results/synapses.json",
        coverage="results/data/coverage.csv",
    output:
        numbers="results/numbers/model_classes.parquet",
        table="results/data/class_model.csv",
        next_readings="results/data/next_readings.csv",
    log:
        "results/run/log/model_classes.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "conventions", "analysis", "metrics", "seed"),
        supplied=PLAN.contents_of(CLASSES),
        code=PLAN.code,
    message:
        "model_classes: what the data say of the classes, and what to read next"
    script:
        "../scripts/stage.py"
