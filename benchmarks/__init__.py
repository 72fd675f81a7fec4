"""Measurements that are run by hand; each says its command in docs/."""
