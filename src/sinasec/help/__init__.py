"""One help page a task: the same files are pages of the site and a chapter of the manual."""
