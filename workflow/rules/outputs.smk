# The outputs of a rule are one of its parameters: without it Snakemake runs no rule again whose list of outputs has grown.
# Needs: all rules above. Makes: nothing of its own.


for name in PLAN.hashes:
    getattr(rules, name).rule.set_params(outputs=" ".join(getattr(rules, name).output))
