"""A rule for each kind of claim: `classes` (medians, orders, shares), `counts`, `devices` (one device), `extent`
(extremes and ranges), `internal` (the review against its own numbers)."""
