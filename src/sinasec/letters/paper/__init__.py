"""A letter on paper: the same blocks as an accessible PDF and as a DOCX."""
