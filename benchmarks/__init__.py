"""What reading costs, measured."""
