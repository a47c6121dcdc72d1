# Each claim of the review held against the evidence.
# Needs: config/claims.yaml, the tables of the benchmark and of the classes. Makes: results/claims.json, its tables.


rule claims:
    input:
        **STATEMENTS,
        **TABLES,
        tables_of_classes=expand(
            "results/data/{table}.csv",
            table=(
                *("classes", "class_papers"),
                *("comparisons", "comparison_pairs", "curators"),
            ),
        ),
        numbers_of_classes="results/numbers/classes.parquet",
        looked_for="results/data/looked_for.csv",
    output:
        claims="results/claims.json",
        claims_csv="results/data/claims.csv",
        claim_statements="results/data/claim_statements.csv",
        open_claims="results/data/open_claims.csv",
        numbers="results/numbers/claims.parquet",
    log:
        "results/run/log/claims.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "conventions", "analysis", "metrics", "seed"),
        supplied=PLAN.contents_of(STATEMENTS),
        code=PLAN.code,
    message:
        "claims: judging the claims of the review"
    script:
        "../scripts/claims.py"
