# The data as a package that stands alone, and the record of the run.
# Needs: results/data/*, both reports, references.bib. Makes: results/export/*, results/run/memlit.crate.zip.


DATA_TABLES = [
    path
    for rule_outputs in (
        rules.resolve.output,
        rules.benchmark.output,
        rules.analyse.output,
        rules.describe_synapses.output,
        rules.report_data.output,
    )
    for path in rule_outputs
    if path.startswith("results/data/")
]


rule export:
    input:
        data=DATA_TABLES,
        library="references.bib",
    output:
        package="results/export/datapackage.json",
        citation="results/export/CITATION.cff",
        folder=directory("results/export/data"),
    log:
        "results/run/log/export.log",
    conda:
        "../../environment.yml"
    params:
        settings=PLAN.settings_of("export"),
        codes=PLAN.codes,
        supplied=PLAN.contents_of(["references.bib", "CITATION.cff"]),
        code=PLAN.code_of("export"),
    script:
        "../scripts/export.py"


rule run_crate:
    input:
        data=DATA_TABLES,
        results=[
            "results/report.html",
            "results/report.pdf",
            "results/report.json",
            "results/resolved.json",
            "results/benchmark.json",
            "results/analysis.json",
            "results/claims.json",
            "results/export/CITATION.cff",
        ],
        package="results/export/datapackage.json",
    output:
        crate="results/run/memlit.crate.zip",
    log:
        "results/run/log/run_crate.log",
    conda:
        "../../environment.yml"
    params:
        codes=PLAN.codes,
        code=PLAN.code_of("run_crate"),
    script:
        "../scripts/run_crate.py"
