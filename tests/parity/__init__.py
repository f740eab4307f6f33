"""Both engines give one answer."""
