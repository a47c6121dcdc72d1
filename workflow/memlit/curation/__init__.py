"""What people do between runs: `adding` a paper, `checking` what stands, `comparing` records and results."""
