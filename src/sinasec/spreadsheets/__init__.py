"""Files that people send: what is safe to open, what their cells say, what is wrong with them."""
