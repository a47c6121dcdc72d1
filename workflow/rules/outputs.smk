# A file for each rule with inputs that changes with its code and with the list of its outputs is one of its inputs. Snakemake
# compares no parameters of a rule that has an output which no run has made, so a grown list would go unseen.
# Needs: all rules above. Makes: results/run/supplied/RULE.txt, where Snakemake starts.


for name in PLAN.hashes:
    changing = getattr(rules, name).rule
    if changing.input:
        changing.set_input(made_by=PLAN.rule_stamp(name))
        if workflow.is_main_process:
            PLAN.write_rule_stamp(name, changing.output)
