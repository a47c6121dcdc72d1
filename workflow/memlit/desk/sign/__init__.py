"""What speaks against a draft, and the draft in words (doubts), the signature (routes) and a run (run)."""
