"""Documents become data. `naming` and `folder` (sources/KEY and its source.yaml), `figures_yaml`, `points`;
`attribution` (paper, device, table), `data` (readings of each kind), `extract` (a whole document against its record,
and what files gave before), then a run's buckets: `throughput`, `texts`."""
