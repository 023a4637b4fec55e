"""The engine for files of hundreds of thousands of rows: columns are read and checked at once."""
