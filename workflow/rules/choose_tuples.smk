# Over all documents: join with the library, flag conflicts, one tuple per device and pulse.
# Needs: results/reconciled/*, references.bib, curation/screening.csv, curation/corrections.csv, curation/checks.csv if there is one. Makes: results/library.json,
# the tables of what was read, of documents, readings and devices a Parquet file too.


rule choose_tuples:
    input:
        **TUPLES,
        documents=expand("results/reconciled/{bucket}.jsonl", bucket=PLAN.buckets),
    output:
        shelf="results/library.json",
        readings="results/data/readings.csv",
        second_readings="results/data/second_readings.csv",
        series="results/data/series.csv",
        documents="results/data/documents.csv",
        unmapped="results/data/unmapped.csv",
        looked_for="results/data/looked_for.csv",
        devices="results/data/devices.csv",
        readings_frame="results/data/readings.parquet",
        documents_frame="results/data/documents.parquet",
        devices_frame="results/data/devices.parquet",
    log:
        "results/run/log/choose_tuples.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "conventions.headline_pulse"),
        problems=PLAN.problems,
        supplied=PLAN.contents_of(TUPLES),
        code=PLAN.code,
    message:
        "choose_tuples: choosing one tuple for each device and pulse"
    script:
        "../scripts/stage.py"
