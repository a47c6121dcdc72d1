"""Documents become data. `naming` and `folder` (sources/KEY and its source.yaml), `figures_yaml`, `points`; `whose`
(paper, device, table), `data` (readings of each kind), `extract` (a whole document against its record), then a run's
buckets: `throughput`, `stored` (what files gave before), `texts`."""
