# Spread within devices, between devices and within arrays, and what it costs.
# Needs: sources/KEY/measured_*.csv with their recipes, values, papers. Makes: variability, accuracy, spreads.


rule variability:
    input:
        **MEASURED,
        values="results/data/values.parquet",
        papers="results/data/papers.csv",
    output:
        variability="results/data/variability.csv",
        measured_parts="results/data/measured_parts.csv",
        printed_spreads="results/data/printed_spreads.csv",
        accuracy="results/data/accuracy.csv",
        numbers="results/numbers/variability.parquet",
    log:
        "results/run/log/variability.log",
    localrule: True
    params:
        supplied=PLAN.contents_of(MEASURED),
        code=PLAN.code,
    message:
        "variability: summarising the variability of measured devices"
    script:
        "../scripts/variability.py"
