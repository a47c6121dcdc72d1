# What the evidence says of the classes, how complete it is, and what the review's claims are worth beside it.
# Needs: the tables of what was read and of the benchmark, config/. Makes: the tables of each rule, of some a record for later rules too (results/claims.json ...).


rule account_evidence:
    input:
        **COUNTED,
        **TABLES,
        values="results/data/values.parquet",
    output:
        numbers="results/numbers/account_evidence.parquet",
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
        tags_table="results/data/tags.csv",
    log:
        "results/run/log/account_evidence.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "conventions", "analysis", "metrics", "seed"),
        supplied=PLAN.contents_of(COUNTED),
        code=PLAN.code,
    message:
        "account_evidence: counting what was read and what is missing"
    script:
        "../scripts/stage.py"


rule class_medians:
    input:
        values="results/data/values.parquet",
        memberships="results/data/memberships.csv",
    output:
        numbers="results/numbers/class_medians.parquet",
        table="results/data/classes.csv",
        class_papers="results/data/class_papers.csv",
    log:
        "results/run/log/class_medians.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "conventions", "analysis", "metrics"),
        code=PLAN.code,
    message:
        "class_medians: taking the median of each class"
    script:
        "../scripts/stage.py"


rule compare_classes:
    input:
        **CLASSES,
        values="results/data/values.parquet",
    output:
        numbers="results/numbers/compare_classes.parquet",
        renamed_classes="results/data/renamed_classes.csv",
        table="results/data/comparisons.csv",
        comparison_pairs="results/data/comparison_pairs.csv",
        comparison_tests="results/data/comparison_tests.csv",
        retention="results/data/retention.csv",
        curators="results/data/curators.csv",
    log:
        "results/run/log/compare_classes.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "conventions", "analysis", "metrics", "seed"),
        supplied=PLAN.contents_of(CLASSES),
        code=PLAN.code,
    message:
        "compare_classes: comparing the classes"
    script:
        "../scripts/stage.py"


rule measure_variability:
    input:
        **MEASURED,
        values="results/data/values.parquet",
        papers="results/data/papers.csv",
    output:
        numbers="results/numbers/measure_variability.parquet",
        table="results/data/variability.csv",
        measured_parts="results/data/measured_parts.csv",
        printed_spreads="results/data/printed_spreads.csv",
        accuracy="results/data/accuracy.csv",
    log:
        "results/run/log/measure_variability.log",
    localrule: True
    params:
        supplied=PLAN.contents_of(MEASURED),
        code=PLAN.code,
    message:
        "measure_variability: summarising the variability of measured devices"
    script:
        "../scripts/stage.py"


rule test_sensitivity:
    input:
        **CLASSES,
        **TABLES,
        **of_classes(["classes"]),
        values="results/data/values.parquet",
    output:
        numbers="results/numbers/test_sensitivity.parquet",
        bounds="results/data/bounds.csv",
        conventions="results/data/conventions.csv",
    log:
        "results/run/log/test_sensitivity.log",
    benchmark:
        "results/run/benchmark/test_sensitivity.tsv"
    resources:
        mem_mb=1500,
        runtime=20,
    params:
        settings=PLAN.settings("evidence", "conventions", "analysis", "metrics", "seed"),
        supplied=PLAN.contents_of(CLASSES),
        code=PLAN.code,
    message:
        "test_sensitivity: testing what other conventions would change"
    script:
        "../scripts/stage.py"


rule judge_claims:
    input:
        **CLAIMS,
        **TABLES,
        **of_classes(
            (
                *("classes", "class_papers"),
                *("comparisons", "comparison_pairs", "curators"),
            ),
            rules=("class_medians", "compare_classes"),
        ),
        looked_for="results/data/looked_for.csv",
    output:
        claims="results/claims.json",
        numbers="results/numbers/judge_claims.parquet",
        table="results/data/claims.csv",
        claim_statements="results/data/claim_statements.csv",
        open_claims="results/data/open_claims.csv",
    log:
        "results/run/log/judge_claims.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "conventions", "analysis", "metrics", "seed"),
        supplied=PLAN.contents_of(CLAIMS),
        code=PLAN.code,
    message:
        "judge_claims: judging the claims of the review"
    script:
        "../scripts/stage.py"
