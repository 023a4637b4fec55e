"""From a file that somebody sent to facts, or to all that is wrong with it, cell by cell."""
