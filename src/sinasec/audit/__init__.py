"""What was done, by whom and why: one event for each write, on a chain of its own."""
