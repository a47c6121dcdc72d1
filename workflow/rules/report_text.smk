# What changed since the last release, and the report's text with every number of it.
# Needs: all tables, release/ if there is one. Makes: results/report.json, the dictionary, the summary.


rule report_text:
    input:
        **REPORTED,
        **RELEASE,
        **TABLES,
        tables=DRAWN_TABLES,
        published=lambda wildcards: SHOWN_TABLES,
        numbers_of_rules=lambda wildcards: SHOWN_NUMBERS,
    output:
        report="results/report.json",
        dictionary="results/data/dictionary.csv",
        reporting="results/data/reporting.csv",
        summary="results/summary.txt",
        numbers="results/numbers/report_text.parquet",
    log:
        "results/run/log/report_text.log",
    localrule: True
    params:
        settings=PLAN.settings(
            "evidence", "conventions", "analysis", "metrics", "seed", "report"
        ),
        field=PLAN.of_field,
        supplied=PLAN.contents_of({**REPORTED, **RELEASE}),
        projects=PLAN.projects,
        rules=lambda wildcards: TABLE_RULES,
        code=PLAN.code,
    message:
        "report_text: writing the report's text"
    script:
        "../scripts/report_text.py"
