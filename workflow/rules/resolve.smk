# Over all documents: join with the library, flag conflicts, one tuple per device and pulse.
# Needs: results/reconciled/*, references.bib, screening.csv, corrections.csv, checks.csv if there is one. Makes: results/resolved.json, readings.csv, devices.csv.


rule resolve:
    input:
        documents=expand("results/reconciled/{bucket}.jsonl", bucket=PLAN.buckets),
        library="references.bib",
        screening="screening.csv",
        corrections="corrections.csv",
        checks=PLAN.checks_files,
        vocabulary="config/vocabulary.yaml",
        classes="config/classes.yaml",
    output:
        resolved="results/resolved.json",
        readings="results/data/readings.csv",
        devices="results/data/devices.csv",
    log:
        "results/run/log/resolve.log",
    conda:
        "../../environment.yml"
    params:
        settings=PLAN.settings_of("resolve"),
        problems=PLAN.problems,
        supplied=PLAN.contents_of(
            [
                "references.bib",
                "screening.csv",
                "corrections.csv",
                *PLAN.checks_files,
                "config/vocabulary.yaml",
                "config/classes.yaml",
            ]
        ),
        code=PLAN.code_of("resolve"),
        library_code=PLAN.library_code,
    script:
        "../scripts/resolve.py"
