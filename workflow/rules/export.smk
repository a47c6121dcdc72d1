# The data as a package that stands alone, and the first page of results/ with a file for each item.
# Needs: results/data/*, results/audit, references.bib. Makes: results/export/*, results/index.html, results/devices.


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


rule index_page:
    input:
        data=lambda wildcards: DATA_TABLES,
        library="results/library.json",
        pages="results/audit",
    output:
        index="results/index.html",
        folder=directory(f"results/{PLAN.field.folder}"),
    log:
        "results/run/log/index_page.log",
    localrule: True
    params:
        settings=PLAN.settings("audit", "report"),
        field=PLAN.of_field,
        code=PLAN.code,
    message:
        "index_page: writing the first page of the results"
    script:
        "../scripts/stage.py"
