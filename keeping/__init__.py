"""Keeping what was found: backups and their restoring, and room on the disk."""
