# Over all documents: join with the library, flag conflicts, one tuple per device and pulse.
# Needs: results/reconciled/*, references.bib, screening.csv, corrections.csv, checks.csv if there is one. Makes: results/resolved.json, and of readings and devices a CSV and a Parquet file.


rule choose_tuples:
    input:
        **TUPLES,
        documents=expand("results/reconciled/{bucket}.jsonl", bucket=PLAN.buckets),
    output:
        resolved="results/resolved.json",
        readings="results/data/readings.csv",
        devices="results/data/devices.csv",
        readings_columns="results/data/readings.parquet",
        devices_columns="results/data/devices.parquet",
    log:
        "results/run/log/choose_tuples.log",
    localrule: True
    conda:
        "../../environment.yml"
    params:
        settings=PLAN.settings_of("choose_tuples"),
        problems=PLAN.problems,
        supplied=PLAN.contents_of(TUPLES),
        library_code=PLAN.library_code,
        code=PLAN.code_of("choose_tuples"),
    message:
        "choose_tuples: choosing one tuple for each device and pulse"
    script:
        "../scripts/stage.py"
