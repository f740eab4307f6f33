"""Search: index what the store holds, and find it again. Only this package knows an engine."""
