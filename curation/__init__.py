"""What people decided or made once for this review: corrections, checks, the screening, and summaries (`measured`)."""
