"""Who may speak with the local page and how a message comes in (server), what goes back (answer)."""
