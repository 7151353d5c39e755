"""What is told about a result: on one screen (`summary`), and as a JSON document (`document`).

No arithmetic: everything is read from lines of the model.
"""
