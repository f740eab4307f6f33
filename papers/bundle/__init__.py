"""The register for researchers: tables that join, a dictionary, checksums; the same every time."""
