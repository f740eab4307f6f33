"""The web page: what people open every morning, and what programs ask."""
