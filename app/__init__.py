"""How the parts are put together: settings, sign-in, the context of one operation, HTTP, command line."""
