"""What every search engine is held to, by subject.

An engine's own tests subclass these and give the fixtures ``engine``, empty and the test's own,
``again``, which opens what ``engine`` works on once more, as another process does, ``filled``, with
the library in it and not to be written, and ``store``.
"""
