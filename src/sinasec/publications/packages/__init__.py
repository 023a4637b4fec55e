"""A publication as a folder of files: what is in it, in what order, byte for byte."""
