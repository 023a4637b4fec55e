"""The views of the index."""
