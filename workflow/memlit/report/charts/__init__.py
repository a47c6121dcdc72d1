"""Charts for exploring: their rows in report.json, their Altair specifications, the script that runs them."""
