"""The servers that ours is compared with. Each is one process that takes PORT and DATABASE_URL."""
