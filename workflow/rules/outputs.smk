# A file for each job that changes with the code of its rule, the list of its outputs and what became of them is one of its
# inputs. Snakemake compares no parameters of a rule that has an output which no run has made, so a grown list would go
# unseen, and it hands on a file that was cut or edited since it was written.
# Needs: all rules above. Makes: results/run/supplied/RULE.txt, where Snakemake starts.

from snakemake.io import strip_wildcard_constraints

WRITTEN = {
    name: [
        strip_wildcard_constraints(str(path))
        for path in getattr(rules, name).rule.output
    ]
    for name in PLAN.hashes
}
PUBLISHED = PLAN.each_bucket(path for outputs in WRITTEN.values() for path in outputs)

for name, outputs in WRITTEN.items():
    changing = getattr(rules, name).rule
    # A rule that reads nothing else names its stamp itself: Snakemake gives no input to a rule without any.
    if "made_by" not in changing.input.keys():
        changing.set_input(made_by=PLAN.rule_stamp(name, outputs))

if workflow.is_main_process:
    try:
        for line in PLAN.write_rule_stamps(WRITTEN):
            print(f"memlit: {line}", file=sys.stderr)
    except MemlitError as error:
        raise SystemExit(str(error)) from None
