"""Rasa's custom actions, one a module: each hands the message to the core and utters its replies.

The only package that imports rasa_sdk. ``reply`` is what they share.
"""
