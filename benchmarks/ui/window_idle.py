#!/usr/bin/env python3
"""The window on a display: time from start to the first frame, and what it uses when left alone.

  xvfb-run -a -s "-screen 0 1600x1000x24" benchmarks/ui/window_idle.py build/release/octant

Prints one JSON line. Targets: first frame at most 300 ms, idle at most 3 % of a core. The engine is a
process of its own and is measured beside the window.
"""

import argparse
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time


def cpu_seconds(pid):
    """User and system time of a process, its threads included."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children(pid):
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def first_frame(octant, environment, folder):
    """Milliseconds from the start of the process until a frame is on the screen."""
    script = folder / "first.txt"
    script.write_text("expect new visible\ndump first.marks\n")
    start = time.time()
    subprocess.run([octant, "--script", script, "--size", "1600x1000"], cwd=folder, env=environment,
                   check=True)
    return (os.stat(folder / "first.marks").st_mtime - start) * 1e3


def idle(octant, model, environment, seconds):
    """Shares of a core that window and engine use, a while after anything happened."""
    window = subprocess.Popen([octant, "--model", model, "--size", "1600x1000"], env=environment)
    try:
        time.sleep(15)  # the model is open, and the caret blinks no more
        pids = [window.pid, *children(window.pid)]
        before = [cpu_seconds(pid) for pid in pids]
        time.sleep(seconds)
        return [(cpu_seconds(pid) - used) / seconds * 100 for pid, used in zip(pids, before)]
    finally:
        window.send_signal(signal.SIGTERM)
        window.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("octant", type=pathlib.Path)
    parser.add_argument("--model", default=pathlib.Path(__file__).parents[2] / "models/demo")
    parser.add_argument("--seconds", type=float, default=20)
    arguments = parser.parse_args()
    octant = arguments.octant.resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        environment = os.environ | {"OCTANT_HOME": str(folder / "home"),
                                    "MESA_SHADER_CACHE_DIR": str(folder / "shaders")}
        # The first start compiles shaders, and puts the files into the system's cache.
        starts = [first_frame(octant, environment, folder) for _ in range(6)]
        shares = idle(octant, arguments.model, environment, arguments.seconds)
    print(json.dumps({"first_frame_ms": round(sorted(starts[1:])[2]), "first_start_ms": round(starts[0]),
                      "idle_window_percent": round(shares[0], 1),
                      "idle_engine_percent": round(sum(shares[1:]), 1)}))


if __name__ == "__main__":
    main()
