"""The index as a publication: computed, packaged, read, made again."""
