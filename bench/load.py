"""Requests from 16 connections, in a process of their own, each timed."""

import http.client
import json
import sys
import threading
import time

CONNECTIONS = 16
CREATED = 201


def main(port: str, path: str, token: str, requests: str, body: str) -> None:
    """Send the requests and print the latencies in seconds as JSON."""
    latencies: list[float] = []
    share = int(requests) // CONNECTIONS
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def send() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=60)
        for _ in range(share):
            start = time.perf_counter()
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            if answer.status != CREATED:
                raise SystemExit(f"{answer.status}: {content.decode()[:500]}")
            latencies.append(time.perf_counter() - start)

    threads = [threading.Thread(target=send) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(latencies) != share * CONNECTIONS:
        raise SystemExit("some requests failed")
    print(json.dumps(latencies))


if __name__ == "__main__":
    main(*sys.argv[1:])
