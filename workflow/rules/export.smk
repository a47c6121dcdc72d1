# The data as a package that stands alone, and the record of the run.
# Needs: results/data/*, both reports, references.bib. Makes: results/export/*, results/run/memlit.crate.zip.


rule export:
    input:
        **CITED,
        data=lambda wildcards: DATA_TABLES,
    output:
        package="results/export/datapackage.json",
        citation="results/export/CITATION.cff",
        folder=directory("results/export/data"),
    log:
        "results/run/log/export.log",
    localrule: True
    params:
        settings=PLAN.settings("metrics", "report"),
        codes=lambda wildcards: CODES,
        uses=lambda wildcards: USES,
        supplied=PLAN.contents_of(CITED),
        code=PLAN.code,
    message:
        "export: packing the tables for others"
    script:
        "../scripts/stage.py"


rule run_crate:
    input:
        **DESCRIBED,
        citation=CITED["citation"],
        data=lambda wildcards: [*DATA_TABLES, *NUMBERS],
        results=[
            "results/report.html",
            "results/numbers.html",
            "results/brief.pdf",
            "results/report.pdf",
            "results/appendices.pdf",
            "results/report.json",
            *RECORDS.values(),
            "results/export/CITATION.cff",
        ],
        package="results/export/datapackage.json",
    output:
        crate="results/run/memlit.crate.zip",
    log:
        "results/run/log/run_crate.log",
    localrule: True
    params:
        codes=lambda wildcards: CODES,
        supplied=PLAN.contents_of({**CITED, **DESCRIBED}),
        code=PLAN.code,
    message:
        "run_crate: recording the run"
    script:
        "../scripts/stage.py"
