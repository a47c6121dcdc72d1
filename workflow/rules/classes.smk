# Each class by its median, the classes against each other, and what unknown values and other conventions would change.
# Needs: the tables of the benchmark, config/classes.yaml. Makes: classes, comparisons, bounds, conventions.


rule classes:
    input:
        **CLASSES,
        **TABLES,
        values="results/data/values.parquet",
        memberships="results/data/memberships.csv",
    output:
        classes="results/data/classes.csv",
        class_papers="results/data/class_papers.csv",
        comparisons="results/data/comparisons.csv",
        comparison_pairs="results/data/comparison_pairs.csv",
        comparison_tests="results/data/comparison_tests.csv",
        renamed_classes="results/data/renamed_classes.csv",
        retention="results/data/retention.csv",
        curators="results/data/curators.csv",
        bounds="results/data/bounds.csv",
        conventions="results/data/conventions.csv",
        numbers="results/numbers/classes.parquet",
    log:
        "results/run/log/classes.log",
    benchmark:
        "results/run/benchmark/classes.tsv"
    resources:
        mem_mb=1500,
        runtime=20,
    params:
        settings=PLAN.settings("evidence", "conventions", "analysis", "metrics", "seed"),
        supplied=PLAN.contents_of(CLASSES),
        code=PLAN.code,
    message:
        "classes: taking the median of each class and comparing the classes"
    script:
        "../scripts/classes.py"
