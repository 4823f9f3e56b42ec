# test_parallel.py - GNU parallel, on this machine and over ssh
# SPDX-License-Identifier: MIT
import os
import pwd
import socket
import subprocess
import unittest
from pathlib import Path

from engines import PAIDMARK, EngineTest, block_with, make_records, replace_once, without_numbers

BLOCK = "40k"


class ParallelTest(EngineTest):
    def setUp(self):
        super().setUp()
        self.need("parallel")

    def put(self, lines):
        (self.directory / "articles.jsonl").write_bytes(lines)

    def index(self):
        return without_numbers((self.directory / "index.jsonl").read_bytes())


class OneMachine(ParallelTest):
    def test_blocks_of_a_stream(self):
        script = replace_once(block_with(["parallel", "--drop \\"]), "16M", BLOCK)
        lines = make_records()
        self.put(lines)
        status, messages = self.run_script(script)
        self.assertEqual((self.index(), messages), (self.answers(lines), ""))
        self.assertGreater(status, 5)  # blocks with records that were refused
        lines = make_records(sound_only=True)
        self.put(lines)
        self.assertEqual(self.run_script(script), (0, ""))
        self.assertEqual(self.index(), self.answers(lines))

    def test_a_file_that_is_read_in_parts(self):
        lines = make_records()
        self.put(lines)
        self.run_script(f"parallel --pipepart -a articles.jsonl --block {BLOCK} --keep-order "
                        "paidmark records -q -j1 --drop >index.jsonl")
        self.assertEqual(self.index(), self.answers(lines))


class OverSsh(ParallelTest):
    """Hosts are daemons at ports of this machine, each with a tool of its own that tells that it was run."""

    HOSTS = ("one", "two", "three")

    def setUp(self):
        super().setUp()
        self.need("ssh", "ssh-keygen", "sshd")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # of a system that has not started it
        for name in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.directory / name], check=True)
        (self.directory / "authorized").write_text((self.directory / "user.pub").read_text())
        self.config = self.directory / "ssh_config"
        self.config.write_text(
            f"IdentityFile {self.directory}/user\nIdentitiesOnly yes\nUser {pwd.getpwuid(os.geteuid()).pw_name}\n"
            f"HostName 127.0.0.1\nStrictHostKeyChecking no\nUserKnownHostsFile {self.directory}/known\nLogLevel ERROR\n")
        self.environment["PARALLEL_SSH"] = f"ssh -F {self.config}"
        for name in self.HOSTS:
            self.start_host(name)

    @staticmethod
    def free_port():
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            return listener.getsockname()[1]

    def add_host(self, name):
        port = self.free_port()
        with open(self.config, "a", encoding="ascii") as config:
            config.write(f"Host {name}\nPort {port}\n")
        return port

    def start_host(self, name):
        port = self.add_host(name)
        self.make_tool(self.directory / name, f'echo block >>{self.directory}/done-by-{name}\nexec {PAIDMARK} "$@"\n')
        (self.directory / f"sshd-{name}").write_text(
            f"Port {port}\nListenAddress 127.0.0.1\nHostKey {self.directory}/host\nPidFile none\nUsePAM no\n"
            f"AuthorizedKeysFile {self.directory}/authorized\nStrictModes no\nPasswordAuthentication no\n"
            f"MaxStartups 100\nSetEnv PATH={self.directory}/{name}:/usr/bin:/bin\n")
        daemon = self.start("/usr/sbin/sshd", "-D", "-e", "-f", self.directory / f"sshd-{name}", stderr=subprocess.PIPE)
        self.assertIn(b"listening", daemon.stderr.readline())

    def blocks_of(self, name):
        path = self.directory / f"done-by-{name}"
        return path.read_text().count("block") if path.exists() else 0

    def script(self):
        return replace_once(replace_once(block_with(["parallel", "-S"]), "16M", BLOCK), "8/one,8/two,8/three",
                            "2/one,2/two,2/three")

    def test_on_three_hosts(self):
        lines = make_records(sound_only=True)
        self.put(lines)
        self.assertEqual(self.run_script(self.script()), (0, ""))
        self.assertEqual(self.index(), self.answers(lines))
        for name in self.HOSTS:
            self.assertGreater(self.blocks_of(name), 0)

    def test_records_that_are_refused_are_there_once(self):
        lines = make_records()
        self.put(lines)
        self.run_script(self.script())
        self.assertEqual(self.index(), self.answers(lines))

    def test_a_host_that_cannot_be_reached(self):
        self.add_host("gone")
        lines = make_records(sound_only=True)
        self.put(lines)
        status, messages = self.run_script(replace_once(self.script(), "2/one", "2/gone,2/one"))
        self.assertEqual((self.index(), status), (self.answers(lines), 0), messages)


if __name__ == "__main__":
    unittest.main()
