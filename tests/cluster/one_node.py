"""A Slurm cluster of one node on the loopback address; its files lie in one folder.

Only the two links in /etc/slurm stand outside it, because Snakemake's executor removes SLURM_CONF from the
environment of a job. They are made only where there is no configuration, and are taken away at the end.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = ("munged", "mungekey", "slurmctld", "slurmd", "sbatch", "squeue", "sinfo", "scancel")
SYSTEM_FOLDERS = "/usr/sbin:/usr/bin:/sbin:/bin"
CONFIGURATION = Path("/etc/slurm")
FILES = ("slurm.conf", "cgroup.conf")


def missing() -> list[str]:
    """The programs of Slurm and munge that this machine does not have."""
    path = os.environ.get("PATH", "") + ":" + SYSTEM_FOLDERS
    return [name for name in PROGRAMS if shutil.which(name, path=path) is None]


def configured() -> bool:
    """Whether this machine already belongs to a cluster."""
    return any((CONFIGURATION / name).exists() for name in FILES)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def settings(folder: Path) -> str:
    """slurm.conf of a controller and a node on this machine, reachable on 127.0.0.1 only."""
    host = socket.gethostname().split(".")[0]
    cores = len(os.sched_getaffinity(0))
    return "\n".join(
        (
            "ClusterName=loop",
            f"SlurmctldHost={host}(127.0.0.1)",
            f"SlurmctldPort={free_port()}",
            f"SlurmdPort={free_port()}",
            "SlurmUser=root",
            "CommunicationParameters=NoInAddrAny,NoCtldInAddrAny",
            "AuthType=auth/munge",
            f"AuthInfo=socket={folder}/munge.socket",
            "CredType=cred/munge",
            "ProctrackType=proctrack/linuxproc",
            "TaskPlugin=task/none",
            "SelectType=select/cons_tres",
            "SelectTypeParameters=CR_Core",
            "JobAcctGatherType=jobacct_gather/none",
            "AccountingStorageType=accounting_storage/none",
            "MinJobAge=600",
            "MpiDefault=none",
            "ReturnToService=2",
            "SchedulerParameters=sched_interval=2,sched_min_interval=100000",
            f"StateSaveLocation={folder}/state",
            f"SlurmdSpoolDir={folder}/spool",
            f"SlurmctldPidFile={folder}/slurmctld.pid",
            f"SlurmdPidFile={folder}/slurmd.pid",
            f"SlurmctldLogFile={folder}/slurmctld.log",
            f"SlurmdLogFile={folder}/slurmd.log",
            f"NodeName={host} NodeAddr=127.0.0.1 CPUs={cores} RealMemory=8000",
            "PartitionName=debug Nodes=ALL Default=YES MaxTime=INFINITE State=UP",
            "",
        )
    )


@contextmanager
def cluster() -> Iterator[dict[str, str]]:
    """Start the cluster, give the environment its clients need, and stop it, whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="slurm-"))
    folder.chmod(0o755)
    for name in ("state", "spool"):
        (folder / name).mkdir()
    (folder / "slurm.conf").write_text(settings(folder), encoding="utf-8")
    (folder / "cgroup.conf").write_text("CgroupPlugin=disabled\n", encoding="utf-8")
    environment = {**os.environ, "PATH": os.environ.get("PATH", "") + ":" + SYSTEM_FOLDERS}
    daemons: list[subprocess.Popen[bytes]] = []
    try:
        CONFIGURATION.mkdir(exist_ok=True)
        for name in FILES:
            link = CONFIGURATION / name
            link.unlink(missing_ok=True)
            link.symlink_to(folder / name)
        subprocess.run(["mungekey", "-c", "-k", str(folder / "munge.key")], env=environment, check=True)
        munge = ["munged", "--foreground", "--force", "--key-file", f"{folder}/munge.key"]
        munge += ["--socket", f"{folder}/munge.socket", "--pid-file", f"{folder}/munged.pid"]
        munge += ["--log-file", f"{folder}/munged.log", "--seed-file", f"{folder}/munged.seed"]
        for command in (munge, ["slurmctld", "-D", "-c"], ["slurmd", "-D", "-c"]):
            output = (folder / f"{command[0]}.out").open("wb")
            daemons.append(subprocess.Popen(command, env=environment, stdout=output, stderr=output))
            output.close()
            time.sleep(0.5)
        wait_for_node(environment, folder)
        yield environment
    finally:
        for daemon in reversed(daemons):
            daemon.send_signal(signal.SIGTERM)
            try:
                daemon.wait(timeout=20)
            except subprocess.TimeoutExpired:
                daemon.kill()
        for name in FILES:
            (CONFIGURATION / name).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def wait_for_node(environment: dict[str, str], folder: Path, seconds: float = 60) -> None:
    """Return when the node takes jobs; raise with the daemons' words when it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        command = ["sinfo", "--noheader", "--format=%t"]
        state = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if state.stdout.strip() == "idle":
            return
        time.sleep(0.5)
    words = "\n".join(path.read_text(errors="replace")[-2000:] for path in sorted(folder.glob("*.out")))
    raise RuntimeError(f"the one-node cluster did not start:\n{words}")


def running_jobs(environment: dict[str, str]) -> list[str]:
    """Ids of the jobs that the node works on now."""
    command = ["squeue", "--noheader", "--states=RUNNING", "--format=%i"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
