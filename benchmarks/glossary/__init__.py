"""How well look-ups in the glossary do: `python -m benchmarks.glossary`."""
