# What the action energy follows and leaves out, and what arrays ask of it: widths, trains, polarisation, requirements, fronts.
# Needs: the tables of what was read and of the benchmark, results/extracted/BUCKET.points.csv, config/. Makes: their tables.


rule bound_energy:
    input:
        **VOCABULARY,
        **TABLES,
        points=expand("results/extracted/{bucket}.points.csv", bucket=PLAN.buckets),
    output:
        numbers="results/numbers/bound_energy.parquet",
        energy_exponents="results/data/energy_exponents.csv",
        train_energies="results/data/train_energies.csv",
        polarisation_energies="results/data/polarisation_energies.csv",
        requirements="results/data/requirements.csv",
        fronts="results/data/fronts.csv",
    log:
        "results/run/log/bound_energy.log",
    localrule: True
    params:
        settings=PLAN.settings(
            "evidence", "conventions", "metrics", "report.requirements"
        ),
        supplied=PLAN.contents_of(VOCABULARY),
        code=PLAN.code,
    message:
        "bound_energy: computing what the action energy follows and leaves out"
    script:
        "../scripts/stage.py"
