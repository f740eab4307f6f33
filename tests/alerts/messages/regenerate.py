"""Write the reviewed messages anew: read the difference before you commit it."""

from tests.alerts.messages.test_rendering import GOLDEN, messages

if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, content in messages().items():
        (GOLDEN / name).write_text(content, encoding="utf-8")
