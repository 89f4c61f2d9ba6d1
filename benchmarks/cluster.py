"""Spark's own cluster on this machine, for a benchmark: a master and some workers as processes."""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MASTER = "org.apache.spark.deploy.master.Master"
WORKER = "org.apache.spark.deploy.worker.Worker"
HOST, PATIENCE = "127.0.0.1", 60.0


@contextmanager
def standalone(workers: int = 2, *, cores: int = 1, memory: str = "2g") -> Iterator[str]:
    """The address of a master with so many workers; all end with the block."""
    from jingkai.kernel.indicators.engines.java import command, find_java, spark_home

    java, port = find_java(), _free_port()
    address = f"spark://{HOST}:{port}"
    (core,) = (spark_home() / "jars").glob("spark-core_*.jar")
    surroundings = {
        **os.environ,
        "SPARK_HOME": str(spark_home()),
        "SPARK_SCALA_VERSION": core.name.removeprefix("spark-core_").split("-")[0],
        "SPARK_LOCAL_IP": HOST,
    }
    started: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "said").open("wb") as said:

        def start(*arguments: str) -> None:
            started.append(
                subprocess.Popen(
                    command(java, *arguments, memory="512m"),
                    stdout=said, stderr=said, env=surroundings, cwd=folder,
                )
            )  # fmt: skip

        web = str(_free_port())
        try:
            start(MASTER, "--host", HOST, "--port", str(port), "--webui-port", web)
            _wait_for(port)
            for _number in range(workers):
                mine = ("--host", HOST, "--webui-port", str(_free_port()), "-d", folder)
                start(WORKER, *mine, "-c", str(cores), "-m", memory, address)
            yield address
        finally:
            for process in reversed(started):
                process.terminate()
            for process in started:
                process.wait(20)


def _free_port() -> int:
    with socket.socket() as place:
        place.bind((HOST, 0))
        return int(place.getsockname()[1])


def _wait_for(port: int) -> None:
    ends = time.monotonic() + PATIENCE
    while True:
        with socket.socket() as caller:
            if caller.connect_ex((HOST, port)) == 0:
                return
        if time.monotonic() > ends:
            raise TimeoutError("the master does not answer")
        time.sleep(0.1)
