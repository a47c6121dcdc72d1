# The set of named synapses: graded marks, medians, what the energy is made of, properties, neurons.
# Needs: the tables of the benchmark and of the classes, config/, measured sets, digitized points. Makes: its tables.


rule synapses:
    input:
        **STATEMENTS,
        **MEASURED,
        **VOCABULARY,
        **TABLES,
        tables_of_classes=expand(
            "results/data/{table}.csv", table=("classes", "class_papers", "curators")
        ),
        values="results/data/values.parquet",
        points=expand("results/extracted/{bucket}.points.csv", bucket=PLAN.buckets),
    output:
        synapses="results/data/synapses.csv",
        charge_synapses="results/data/charge_synapses.csv",
        class_rule="results/data/class_rule.csv",
        synapse_medians="results/data/synapse_medians.csv",
        printed_medians="results/data/printed_medians.csv",
        energy_inputs="results/data/energy_inputs.csv",
        energy_parts="results/data/energy_parts.csv",
        energy_spans="results/data/energy_spans.csv",
        off_state_classes="results/data/off_state_classes.csv",
        off_state_pairs="results/data/off_state_pairs.csv",
        programming_energy="results/data/programming_energy.csv",
        synapse_properties="results/data/synapse_properties.csv",
        synapse_spread="results/data/synapse_spread.csv",
        measured_trains="results/data/measured_trains.csv",
        train_energies="results/data/train_energies.csv",
        measured_spreads="results/data/measured_spreads.csv",
        neurons="results/data/neurons.csv",
        numbers="results/numbers/synapses.parquet",
    log:
        "results/run/log/synapses.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "conventions", "analysis", "metrics", "seed"),
        supplied=PLAN.contents_of({**STATEMENTS, **MEASURED, **VOCABULARY}),
        code=PLAN.code,
    message:
        "synapses: describing named synapses of any paper"
    script:
        "../scripts/synapses.py"
