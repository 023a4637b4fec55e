"""The engine for files of some thousands of rows: each row is read, built and told of by itself."""
