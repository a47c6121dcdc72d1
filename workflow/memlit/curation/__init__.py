"""What people do between runs: `git` (what a revision holds), `record_differences` (two readings of a document),
`adding` a paper, `checking` what stands, `comparing` records and results."""
