"""Opening files that people send: what is safe to read, and what a cell's text means."""
