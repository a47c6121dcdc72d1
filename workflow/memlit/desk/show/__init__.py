"""What the page shows: all papers, those first that one more reading completes (papers), and one of them (paper)."""
