"""Backup and restoration, whole or in part."""
