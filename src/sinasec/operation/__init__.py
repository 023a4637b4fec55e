"""Keeping an installation: its tables, its backups, and whether it is sound."""
