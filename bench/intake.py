"""Complaints per second through the whole path, beside a bare view that stores one row.

    .venv/bin/python bench/intake.py [--engine sqlite|postgresql|both] [--quick]

`complaint` is the form on our own page and the receipt that comes back, `program` a partner's
program that hands in through the API. All sides: the product's server settings, the same database,
clients on 127.0.0.1. The proof of work is solved beforehand; its check is measured. The sides take
turns, and the ratio is that of the medians. `server_ms` is the processor's time of the server for
one post.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import urlencode

import engines

CLIENTS, ROUNDS = 4, 3
TEXT = "小区物业三个月没有清理地下车库，积水漫过脚面，多次到窗口反映，工作人员互相推诿。" * 4
BOUNDARY = "----bench7d1f3b"
Post = tuple[str, bytes, dict[str, str]]
FACES = {"bare": "public", "complaint": "public", "program": "api"}


class Taken(NamedTuple):
    rate: float  # posts per second
    p99_ms: float
    server_ms: float  # processor time of the server for one post


def main(argv: list[str] | None = None) -> None:
    given = _arguments(argv)
    if given.engine == "both":
        for engine in engines.ENGINES:
            more = ["--quick"] if given.quick else []
            engines.run_apart("intake.py", "--engine", engine, *more, folder=given.folder)
        return
    measure(given.engine, given.folder / given.engine, 150 if given.quick else given.posts)


def measure(engine: str, folder: Path, posts: int) -> None:
    """`posts` of each client in each round."""
    engines.prepare(engine, folder)
    os.environ["YOUWEI_PROOF_OF_WORK"] = "1000"
    engines.youwei("setup")
    engines.youwei("demo", "--size", "small", "--if-empty")
    engines.ready()
    sides: dict[str, list[Taken]] = {"bare": [], "complaint": [], "program": []}
    threads = 1 if engine == "sqlite" else 4  # as `youwei run` chooses
    for number in range(ROUNDS):
        for side, taken in sides.items():
            port = _free_port()
            server = _serve(side, port, threads)
            try:
                _wait(port)
                made = [_posts(side, posts + 20) for _ in range(CLIENTS)]
                before = _processor_seconds(server.pid)
                rate, p99 = _load(port, made)
                spent = _processor_seconds(server.pid) - before
                taken.append(Taken(rate, p99 * 1000, spent / (posts + 20) / CLIENTS * 1000))
            finally:
                server.terminate()
                server.wait(timeout=20)
            print(f"{engine} {side} round {number + 1}: {taken[-1].rate:.0f}/s", file=sys.stderr)
    rates = {side: median(one.rate for one in taken) for side, taken in sides.items()}
    for side, taken in sides.items():
        print(
            json.dumps(
                {
                    "bench": "intake",
                    "engine": engine,
                    "side": side,
                    "per_second": round(rates[side]),
                    "p99_ms": round(median(one.p99_ms for one in taken), 1),
                    "server_ms": round(median(one.server_ms for one in taken), 1),
                    "ratio": round(rates[side] / rates["bare"], 2),
                }
            ),
            flush=True,
        )


def _serve(side: str, port: int, threads: int) -> "subprocess.Popen[bytes]":
    from youwei.config.cli.run import server

    words = server("127.0.0.1", port, 2, threads)
    given = {**os.environ, "YOUWEI_FACE": FACES[side], "PYTHONPATH": str(Path(__file__).parent)}
    if side == "bare":
        words[-1] = "bare:application"
        given.pop("DJANGO_SETTINGS_MODULE")
        made = [sys.executable, "-c", "import bare"]
        subprocess.run(made, check=True, env={**given, "BENCH_MAKE_TABLE": "1"})
    return subprocess.Popen(words, env=given)


def _posts(side: str, count: int) -> list[Post]:
    if side == "bare":
        body = urlencode({"text": TEXT}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return [("/post/", body, kind)] * count
    if side == "program":
        return _handed_in(count)
    return [complaint(TEXT) for _ in range(count)]


def _handed_in(count: int) -> list[Post]:
    """By one partner's program, each with a key of its own."""
    from youwei.kernel.actor import SYSTEM
    from youwei.listening.complaints.operations.tokens import issue_channel_token
    from youwei.listening.complaints.web.public_intake import own_entrance

    token = issue_channel_token(
        actor=SYSTEM, campaign=own_entrance().campaign, channel="api", name="Partner"
    )
    body = json.dumps({"kind": "request", "text": TEXT}).encode()
    head = {"Authorization": f"Bearer {token.secret}", "Content-Type": "application/json"}
    keys = [{"Idempotency-Key": f"{token.token.pk}-order-{number}"} for number in range(count)]
    return [("/api/v1/complaints", body, {**head, **key}) for key in keys]


def complaint(text: str, image: bytes = b"") -> Post:
    """A filled form as a browser sends it: its own nonce, its own solved challenge."""
    from youwei.listening.complaints.queries.receipts import new_submission

    token = "t" * 32
    fields = {
        "csrfmiddlewaretoken": token,
        "submission": new_submission(),
        "altcha": solved(),
        "text": text,
        "summary": "",
        "name": "",
        "contact": "",
        "answer": "page",
    }
    parts = [_part(f'name="{name}"', value.encode()) for name, value in fields.items()]
    if image:
        parts.append(_part('name="files"; filename="a.png"\r\nContent-Type: image/png', image))
    head = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Cookie": f"csrftoken={token}",
        "Accept-Language": "zh-CN,zh;q=0.9",
    }
    return "/report/new/?kind=request", b"".join((*parts, f"--{BOUNDARY}--\r\n".encode())), head


def _part(name: str, value: bytes) -> bytes:
    opening = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {name}\r\n\r\n"
    return b"".join((opening.encode(), value, b"\r\n"))


def solved() -> str:
    """As in ui/proof.py, but the first counter is right: the browser's work is left out."""
    from altcha import Payload, create_challenge, solve_challenge

    from youwei.kernel import clock
    from youwei.ui import proof

    challenge = create_challenge(
        proof._ALGORITHM,
        1000,
        counter=1,
        data={"until": int((clock.now() + proof.LIFETIME).timestamp())},
        hmac_secret=proof._key("challenge"),
        hmac_key_secret=proof._key("solution"),
    )
    solution = solve_challenge(challenge)
    assert solution is not None
    return Payload(challenge, solution).to_base64()


def _load(port: int, made: list[list[Post]]) -> tuple[float, float]:
    """Requests per second and p99 in seconds of all clients together."""
    context = multiprocessing.get_context("fork")
    queue: Any = context.Queue()
    barrier = context.Barrier(len(made))
    clients = [context.Process(target=_client, args=(port, one, barrier, queue)) for one in made]
    for client in clients:
        client.start()
    results = [queue.get(timeout=60) for _ in clients]
    for client in clients:
        client.join()
    begun = min(first for first, _, _ in results)
    ended = max(last for _, last, _ in results)
    took = sorted(one for _, _, all_ in results for one in all_)
    return len(took) / (ended - begun), took[int(len(took) * 0.99)]


def _processor_seconds(pid: int) -> float:
    """Of the process and of all that it started and that still runs."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    begun = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(_processor_seconds(int(child)) for child in begun)


def _client(port: int, posts: list[Post], barrier: Any, queue: Any) -> None:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for post in posts[:20]:
        _ask(link, post)
    barrier.wait()
    took, begun = [], time.perf_counter()
    for post in posts[20:]:
        started = time.perf_counter()
        _ask(link, post)
        took.append(time.perf_counter() - started)
    queue.put((begun, time.perf_counter(), took))


def _ask(link: http.client.HTTPConnection, post: Post) -> None:
    path, body, head = post
    link.request("POST", path, body, head)
    answer = link.getresponse()
    page = answer.read()
    assert answer.status in {200, 201}, (answer.status, page[:2000].decode())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=(*engines.ENGINES, "both"), default="both")
    parser.add_argument("--folder", type=Path, default=engines.FOLDER / "intake")
    parser.add_argument("--posts", type=int, default=500, help="of each client in each round")
    parser.add_argument("--quick", action="store_true", help="150 posts")
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
