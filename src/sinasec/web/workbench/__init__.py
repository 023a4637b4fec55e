"""The analyst's workbench: pages that write, served on this machine alone to who has its key."""
