"""The image and the services around it."""
