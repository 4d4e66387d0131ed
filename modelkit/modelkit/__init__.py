"""Offline tools of Unclip Studio: they train, export and check model packs. Nothing here runs inside the application."""
