"""The pack in forms that other programs read."""
