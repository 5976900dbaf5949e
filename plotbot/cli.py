"""The command line: ``plotbot chat``, ``ask``, ``serve``, ``train``, ``check`` and the like.

Every command is one process. Rasa is imported only where it is needed, and what goes wrong is one
line on standard error and an exit status that is not 0.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import typer
from rich.console import Console

from plotbot.service import apology, library, project

app = typer.Typer(
    help="Answers questions about the plot of a film from facts that cite its synopsis.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
notes = Console(stderr=True, highlight=False)
Film = typer.Option(None, "--film", help="The film to talk about; see `plotbot films`.")


def _option(name: str, default: Any, help: str, **limits: Any) -> Any:
    """An option that is an environment variable too."""
    return typer.Option(default, help=help, envvar=f"PLOTBOT_{name}", **limits)


MESSAGE_LIMIT = 2000
STOP = "/stop"
"""Ends a chat, as it does in Rasa's shell; so does the end of the input."""


@app.command()
def chat(film: str | None = Film) -> None:
    """Talk about a film, in the terminal, or with the lines of a file or a pipe."""
    film = _film(film)
    assistant = _assistant(film, "cmdline")
    title = library.knowledge(film).film.title
    print(f"Ask me about the plot of {title}. The end of the input, or {STOP}, ends the chat.")
    failed = False
    with _event_loop() as loop:
        for line in _lines():
            if len(line) > MESSAGE_LIMIT:
                print(f"bot: That is too long for me; I read up to {MESSAGE_LIMIT} characters.")
                continue
            try:
                replies = loop.run_until_complete(assistant.ask(line))
            except Exception as error:
                failed = True
                print(f"bot: {apology.SENTENCE}", flush=True)
                _note(f"no answer: {error}")
            else:
                for text in _texts(replies):
                    print(f"bot: {text}", flush=True)
    raise typer.Exit(1 if failed else 0)


@app.command()
def ask(
    question: str = typer.Argument(..., help="What you would like to know."),
    as_json: bool = typer.Option(False, "--json", help="Print what the webhook would return."),
    film: str | None = Film,
) -> None:
    """Ask one question."""
    if not question.strip() or len(question) > MESSAGE_LIMIT:
        _fail(f"a question is a text of 1 to {MESSAGE_LIMIT} characters")
    assistant = _assistant(_film(film), "rest" if as_json else "cmdline")
    try:
        replies = asyncio.run(assistant.ask(question))
    except Exception as error:
        _fail(f"no answer: {error}")
    if as_json:
        print(json.dumps(replies, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_texts(replies)))


@app.command()
def serve(
    port: int = _option("PORT", 5005, "The port to listen on.", min=1, max=65535),
    host: str = _option("HOST", "127.0.0.1", "The address to listen on."),
    token: str | None = _option("TOKEN", None, "What clients must send as a bearer token."),
    origin: list[str] | None = _option(
        "ORIGIN", None, "A web origin whose pages may ask; repeat for more."
    ),
    rate: str | None = _option(
        "RATE", None, "Messages a sender and an address may send: 30/minute."
    ),
    rate_storage: str = _option(
        "RATE_STORAGE", "memory://", "Where they are counted, or a Redis URL."
    ),
    proxies: int = _option("PROXIES", 0, "Proxies of yours in front of it.", min=0),
    keep_days: float = _option(
        "KEEP_DAYS", 90.0, "Days without a turn after which a conversation is removed; 0 for never."
    ),
    actions: str | None = _option("ACTIONS", None, "The URL of a remote action server."),
    locks: str | None = _option(
        "LOCKS", None, "The URL of a Redis, where several processes share the conversations."
    ),
    log_text: bool = _option("LOG_TEXT", False, "Write messages and senders to the log."),
) -> None:
    """Serve the REST webhook, /webhooks/rest/webhook."""
    from plotbot.service.settings import BadSetting, Settings

    if token is not None and not token.strip() or os.environ.get("PLOTBOT_TOKEN") == "":
        _fail("the token is empty")
    if keep_days < 0:
        _fail("the days to keep a conversation are less than 0")
    settings = Settings(
        host,
        port,
        token,
        tuple(origin or ()),
        rate,
        rate_storage,
        proxies,
        keep_days,
        actions,
        locks,
        log_text,
    )
    _film(None)
    model = _model()
    with _working("Starting"):
        from plotbot.service import server
    try:
        server.serve(model, settings, ready=lambda url: print(f"plotbot: {url}", flush=True))
    except (server.CannotServe, BadSetting) as error:
        _fail(str(error))
    # All is written; taking down TensorFlow and threads of others in order takes up to 20 s.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


@app.command()
def actions(
    port: int = typer.Option(5055, min=1, max=65535, help="The port to listen on."),
    host: str = typer.Option("127.0.0.1", help="The address to listen on."),
) -> None:
    """Serve the actions, for `plotbot serve --actions` and `rasa run` elsewhere."""
    _film(None)
    from plotbot.service import local

    local.serve(host, port, ready=lambda url: print(f"plotbot: {url}", flush=True))


@app.command()
def train() -> None:
    """Train the model, whether or not there is a current one."""
    from plotbot.service import model

    try:
        with _working("Training the model"):
            path = model.train()
    except model.TrainingFailed as error:
        _fail(f"training failed: {error}")
    print(f"trained: {path.relative_to(project.ROOT)}")


@app.command()
def check(
    film: str | None = typer.Argument(None, help="A film, or its folder; all films if none."),
    sample: int = typer.Option(0, min=0, help="Ask so many generated questions, with replies."),
) -> None:
    """Check film folders: faults by file and line, and what is missing until they are complete."""
    from plotbot.film.checking import check_film, format_report
    from plotbot.film.reading import film_folders
    from plotbot.knowledge import load_language
    from plotbot.yamlfile import DataError

    folders = film_folders(project.DATA)
    chosen = [folders.get(film, Path(film))] if film else list(folders.values())
    if not chosen:
        _fail(f"there is no film in {project.DATA / 'films'}")
    if film and not chosen[0].is_dir():
        _fail(f"there is no film {film!r} and no such folder; there are: {', '.join(folders)}")
    try:
        language, _ = load_language(project.DATA / "language")
    except DataError as error:
        _fail(str(error))
    clean = True
    for one in chosen:
        report = check_film(one, language)
        print("\n".join(format_report(report)))
        if not report.faults and (film or sample):
            print("\n".join(_examples(one, sample)))
        clean = clean and report.complete
    raise typer.Exit(0 if clean else 1)


def _examples(folder: Path, sample: int) -> list[str]:
    """Questions that a film can answer; with a ``sample``, so many of them with the replies."""
    from plotbot.answer import examples
    from plotbot.conversation import converse
    from plotbot.film.reading import read_film
    from plotbot.knowledge import build_knowledge, load_language

    language, speech = load_language(project.DATA / "language")
    knowledge = build_knowledge(read_film(folder, language).reviewed(), language, speech)
    chosen = examples.spread(examples.questions(knowledge), sample or examples.FEW)
    if not sample:
        return ["  it can answer, for example:"] * bool(chosen) + [f"    {one}" for one in chosen]
    lines = []
    for question in chosen:
        lines.append(f"you: {question}")
        lines += [f"bot: {reply.text}" for reply in converse(knowledge, question).replies]
    return lines


@app.command()
def new(
    name: str = typer.Argument(..., help="The folder: lower-case letters, digits, underscores."),
    synopsis: Path | None = typer.Argument(None, help="The text; not needed to draft on."),
) -> None:
    """Make a film folder from a synopsis, with drafts; asked again, add what is missing."""
    from plotbot.service import making

    try:
        made = making.make(project.DATA, name, synopsis)
    except making.CannotMake as error:
        _fail(str(error))
    print("\n".join(made.report()))


@app.command()
def films() -> None:
    """List the films there are, the default one first."""
    try:
        for film in library.films():
            print(f"{film}\t{library.knowledge(film).film.title}")
    except Exception as error:
        _fail(str(error))


def _film(film: str | None) -> str:
    """The film's id, its folder read; the default one if none is named."""
    try:
        film = library.check_film(film) if film else library.films()[0]
        library.knowledge(film)
    except Exception as error:
        _fail(str(error))
    return film


def _model() -> Path:
    from plotbot.service import model

    try:
        if model.is_current():
            return project.MODEL
        with _working("Training the model, about half a minute, once"):
            return model.ensure()
    except model.TrainingFailed as error:
        _fail(f"training failed: {error}")


def _assistant(film: str, channel: str) -> Any:
    model = _model()
    with _working("Starting"):
        from plotbot.service.agent import Assistant

        return Assistant(model, film, channel)


def _lines() -> Iterator[str]:
    """What is typed, or the lines of a file or pipe, shown as if they had been typed."""
    terminal = sys.stdin.isatty()
    if terminal:
        import readline  # noqa: F401  (makes the arrow keys work)
    else:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    while True:
        try:
            line = input("you: ") if terminal else sys.stdin.readline()
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if not terminal and not line:
            return
        line = line.strip()
        if line == STOP:
            return
        if line:
            if not terminal:
                print(f"you: {line}", flush=True)
            yield line


def _texts(replies: Iterable[dict[str, Any]]) -> list[str]:
    return [reply["text"] for reply in replies if reply.get("text")]


@contextmanager
def _working(what: str) -> Iterator[None]:
    """Show that something goes on: a spinner on a terminal, a line elsewhere."""
    if notes.is_terminal:
        with notes.status(f"{what} ..."):
            yield
    else:
        _note(f"{what} ...")
        yield


def _note(text: str) -> None:
    print(f"plotbot: {text}", file=sys.stderr, flush=True)


def _fail(reason: str) -> NoReturn:
    _note(reason)
    raise typer.Exit(1)


@contextmanager
def _event_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """One event loop for a whole conversation."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        yield loop
    finally:
        loop.close()


if __name__ == "__main__":
    app()
