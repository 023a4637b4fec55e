"""One module a page of the workbench."""
