"""What speaks against a draft (doubts), the draft in words (draft), the signature (routes) and a run (run)."""
