# What the evidence says of the classes, and how complete it is.
# Needs: results/resolved.json, results/benchmark.json. Makes: results/analysis.json, claims.json, classes.csv, coverage.csv, claims.csv.


rule analyse:
    input:
        resolved="results/resolved.json",
        benchmark="results/benchmark.json",
        classes="config/classes.yaml",
        claims="config/claims.yaml",
        tags="config/tags.csv",
        measured=PLAN.measured_files,
    output:
        analysis="results/analysis.json",
        claims="results/claims.json",
        classes="results/data/classes.csv",
        coverage="results/data/coverage.csv",
        claims_table="results/data/claims.csv",
        comparisons="results/data/comparisons.csv",
        comparison_pairs="results/data/comparison_pairs.csv",
        comparison_tests="results/data/comparison_tests.csv",
        retention="results/data/retention.csv",
        curators="results/data/curators.csv",
        variability="results/data/variability.csv",
        effect_sizes="results/data/effect_sizes.csv",
        effect_pools="results/data/effect_pools.csv",
        effect_moderators="results/data/effect_moderators.csv",
        effect_classes="results/data/effect_classes.csv",
        tags="results/data/tags.csv",
        guidelines="results/data/guidelines.csv",
        accuracy="results/data/accuracy.csv",
        plan="results/data/plan.csv",
        trends="results/data/trends.csv",
        coupling="results/data/coupling.csv",
        own_energies="results/data/own_energies.csv",
        bounds="results/data/bounds.csv",
        corners="results/data/corners.csv",
        multiverse="results/data/multiverse.csv",
        specifications="results/data/specifications.csv",
        planned_power="results/data/planned_power.csv",
        figures="results/data/figures.csv",
    log:
        "results/run/log/analyse.log",
    conda:
        "../../environment.yml"
    params:
        settings=PLAN.settings_of("analyse"),
        supplied=PLAN.contents_of(
            [
                "config/classes.yaml",
                "config/claims.yaml",
                "config/tags.csv",
                *PLAN.measured_files,
            ]
        ),
        code=PLAN.code_of("analyse"),
    script:
        "../scripts/analyse.py"
