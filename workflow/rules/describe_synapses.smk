# The set of named synapses: graded marks, medians, what the energy is made of, properties, neurons.
# Needs: results/resolved.json, benchmark.json, config/classes.yaml, claims.yaml. Makes: tables under results/data.


rule describe_synapses:
    input:
        resolved="results/resolved.json",
        benchmark="results/benchmark.json",
        classes="config/classes.yaml",
        claims="config/claims.yaml",
        measured=PLAN.measured_files,
    output:
        class_rule="results/data/class_rule.csv",
        synapses="results/data/synapses.csv",
        charge_synapses="results/data/charge_synapses.csv",
        synapse_medians="results/data/synapse_medians.csv",
        printed_medians="results/data/printed_medians.csv",
        energy_inputs="results/data/energy_inputs.csv",
        energy_parts="results/data/energy_parts.csv",
        synapse_properties="results/data/synapse_properties.csv",
        next_readings="results/data/next_readings.csv",
        measured_trains="results/data/measured_trains.csv",
        measured_spreads="results/data/measured_spreads.csv",
        neurons="results/data/neurons.csv",
    log:
        "results/run/log/describe_synapses.log",
    conda:
        "../../environment.yml"
    params:
        settings=PLAN.settings_of("describe_synapses"),
        supplied=PLAN.contents_of(
            ["config/classes.yaml", "config/claims.yaml", *PLAN.measured_files]
        ),
        code=PLAN.code_of("describe_synapses"),
    script:
        "../scripts/describe_synapses.py"
