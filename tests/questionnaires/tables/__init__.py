"""What each shipped questionnaire is to do, in tables: FOLLOW, ALERTS, CLASSES, SAID, ORDER. One file a form."""
