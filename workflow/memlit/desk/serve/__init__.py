"""Who may speak with the local page (guard), how a message comes in (server, routes), what goes back (answer)."""
