"""What people do between runs: `git` (what a revision holds), `adding` a paper, `checking` what stands, `comparing`
records and results."""
