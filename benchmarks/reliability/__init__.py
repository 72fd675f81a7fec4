"""The long runs: what breaks, what leaks, what is lost. `make full` writes docs/reliability.md from them."""
