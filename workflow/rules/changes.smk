# What changed since the last release, in any field.
# Needs: the compared tables of results/data, release/ if there is one. Makes: results/changes.json.


rule changes:
    input:
        **RELEASE,
        **COMPARED,
    output:
        changes="results/changes.json",
        numbers="results/numbers/changes.parquet",
    log:
        "results/run/log/changes.log",
    localrule: True
    params:
        folder="release",
        supplied=PLAN.contents_of(RELEASE),
        code=PLAN.code,
    message:
        "changes: comparing the tables with the last release"
    script:
        "../scripts/stage.py"
