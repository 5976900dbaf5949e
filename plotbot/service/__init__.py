"""Rasa around the core: its components, its channel, its store, and the process they run in.

    project    where the project's files are
    quiet      what must be set before Rasa is imported
    library    the films, each read once
    plain      text with a leading slash
    apology    what is said when no answer came
    nlu        finds names and masks them, so that the trained model knows no film
    model      trains when the model is older than what it is made from
    local      runs the actions in this process
    mends      what is mended in Rasa
    settings   how the service is run
    refusal    what is not answered, and why
    access     token and rates
    logs       one line a request
    memory     what the store could not do for a turn
    database   one SQLite file that may fail
    postgres   a PostgreSQL server that may fail
    store      conversations, in one of these
    locks      one turn of a conversation at a time
    channel    the REST webhook
    health     the route that says what is up
    agent      an assistant in this process, for the terminal
    server     the same behind HTTP

Only ``actions/`` and this package know Rasa.
"""
