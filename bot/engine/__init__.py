"""The dialogue engine's own environment: Rasa 3.6.21 on Python 3.10, sealed behind one HTTP channel."""
