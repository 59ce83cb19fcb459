"""Complaints per second through the whole public path, beside a bare view that stores one row.

    .venv/bin/python bench/intake.py [--engine sqlite|postgresql|both] [--quick]

Both sides: the product's server settings, the same database, clients on 127.0.0.1 that post a form
and read the page that comes back. The proof of work is solved beforehand; its check is measured.
The two sides take turns, and the ratio is that of the medians.
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
from typing import Any
from urllib.parse import urlencode

import engines

CLIENTS, ROUNDS = 4, 3
TEXT = "小区物业三个月没有清理地下车库，积水漫过脚面，多次到窗口反映，工作人员互相推诿。" * 4
BOUNDARY = "----bench7d1f3b"
Post = tuple[str, bytes, dict[str, str]]


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
    sides: dict[str, list[tuple[float, float]]] = {"bare": [], "complaint": []}
    threads = 1 if engine == "sqlite" else 4  # as `youwei run` chooses
    for number in range(ROUNDS):
        for side, taken in sides.items():
            port = _free_port()
            server = _serve(side, port, threads)
            try:
                _wait(port)
                made = [_posts(side, posts + 20) for _ in range(CLIENTS)]
                taken.append(_load(port, made))
            finally:
                server.terminate()
                server.wait(timeout=20)
            print(f"{engine} {side} round {number + 1}: {taken[-1][0]:.0f}/s", file=sys.stderr)
    rates = {side: median(rate for rate, _ in taken) for side, taken in sides.items()}
    for side, taken in sides.items():
        print(
            json.dumps(
                {
                    "bench": "intake",
                    "engine": engine,
                    "side": side,
                    "per_second": round(rates[side]),
                    "p99_ms": round(median(p99 for _, p99 in taken), 1),
                    "ratio": round(rates[side] / rates["bare"], 2),
                }
            ),
            flush=True,
        )


def _serve(side: str, port: int, threads: int) -> "subprocess.Popen[bytes]":
    from youwei.config.cli.run import server

    words = server("127.0.0.1", port, 2, threads)
    given = {**os.environ, "YOUWEI_FACE": "public", "PYTHONPATH": str(Path(__file__).parent)}
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
    return [complaint(TEXT) for _ in range(count)]


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
    """Requests per second and p99 in ms of all clients together."""
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
    return len(took) / (ended - begun), took[int(len(took) * 0.99)] * 1000


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
    assert answer.status == 200, (answer.status, page[:2000].decode())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(200):
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
