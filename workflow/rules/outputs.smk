# What the rules above write. `all` asks for everything: Snakemake makes no file that is missing, or that was added to the
# outputs of a rule, unless something asks for it.

from snakemake.io import strip_wildcard_constraints

WORKING = {name: rule for rule in workflow.rules if (name := name_of(rule))}
WRITTEN = {
    name: [
        strip_wildcard_constraints(path).removeprefix(PREFIX) for path in rule.output
    ]
    for name, rule in WORKING.items()
}
READ = {
    name: [path.removeprefix(PREFIX) for path in rule.input if not callable(path)]
    for name, rule in WORKING.items()
}
PUBLISHED = expand(
    [path for outputs in WRITTEN.values() for path in outputs], bucket=PLAN.buckets
)
# The rules that publish tables, with what they were made from.
TABLE_RULES = [
    name
    for name, outputs in WRITTEN.items()
    if any(fnmatch(path, "results/data/*.csv") for path in outputs)
]
USES = parse_time.uses_of_rules(READ, WRITTEN, TABLE_RULES)
DATA_TABLES = [path for path in PUBLISHED if fnmatch(path, "results/data/*.csv")]
# All tables and records.
DATA = [
    path
    for path in PUBLISHED
    if Path(path).parent in (Path("results"), Path("results/data"))
    and Path(path).suffix in (".csv", ".parquet", ".json")
    and path not in WRITTEN["export"]
]
# The rows of each rule in the one table of numbers.
NUMBERS = [path for path in PUBLISHED if fnmatch(path, "results/numbers/*.parquet")]
# What the rule of the report writes itself is none of what it shows.
OF_REPORT = [
    path
    for name in ("report_text", "observed_report")
    for path in WRITTEN.get(name, ())
]
SHOWN_TABLES = [path for path in DATA_TABLES if path not in OF_REPORT]
SHOWN_NUMBERS = [path for path in NUMBERS if path not in OF_REPORT]
