"""People of the system: who they are, by which act they hold a post, and what they may do."""
