"""What an installation does by itself, behind the site: kinds of work and what each does."""
