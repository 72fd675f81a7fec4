"""How fast the web face answers, beside a bare "hello" of the same server: `python -m benchmarks.web`."""
