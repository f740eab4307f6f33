"""What follows the store is killed, cut off and refused, and loses nothing."""
