"""What faces people: HTTP API, page and static files, Rasa's client and the actions' route."""
