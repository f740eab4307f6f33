"""What every answer goes through: headers, limits, errors, the log."""
