"""Indonesian text: sentences, dates, regions, units, instruments and prison words in it."""
