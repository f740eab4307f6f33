"""How right Pantau is, measured beside what else there is."""
