# test_ci.py - the hook for pre-commit and the workflow for GitHub do what they are for: their commands are run
# SPDX-License-Identifier: MIT
import os
import re
import shlex
import subprocess
import unittest

import yaml

from harness import SOURCE, STATIC, PackageTest

HOOKS = yaml.safe_load((SOURCE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
WORKFLOW = yaml.safe_load((SOURCE / "cli/examples/github.yml").read_text(encoding="utf-8"))

SOUND = "Free. ##paidbegin##Paid.##paidend##\n"
DAMAGED = "Free.\n##PaidBegin##Paid.##paidend##\n"


class CiTest(PackageTest):
    def write(self, name, text):
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run_there(self, *words, **environment):
        return subprocess.run(words, cwd=self.directory, env={**os.environ, "LC_ALL": "C", "CI": "true", **environment},
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)


class Hook(CiTest):
    def hook(self, *names):
        """As pre-commit runs it: the names of changed files come behind its arguments."""
        hook, = HOOKS
        return self.run_there(*shlex.split(hook["entry"]), *hook["args"], *names, PATH=f"{STATIC}/bin:{os.environ['PATH']}")

    def test_it_is_a_hook(self):
        hook, = HOOKS
        self.assertLessEqual({"id", "name", "entry", "language"}, set(hook))
        self.assertEqual((hook["language"], hook["types"]), ("system", ["text"]))
        for name in ("README.md", "README.zh-CN.md"):
            config, = re.findall(r"(?s)```yaml\n(repos:.*?)```", (SOURCE / name).read_text(encoding="utf-8"))
            self.assertEqual([wanted["id"] for wanted in yaml.safe_load(config)["repos"][0]["hooks"]], [hook["id"]])

    def test_sound_documents_pass_and_damaged_ones_do_not(self):
        self.write("good.txt", SOUND)
        self.write("docs/bad.txt", DAMAGED)
        self.assertEqual(self.hook("good.txt").returncode, 0)
        done = self.hook("good.txt", "docs/bad.txt")
        self.assertEqual(done.returncode, 1)
        self.assertIn("docs/bad.txt:2:1: error: damaged marker", done.stdout)
        self.assertNotIn("Paid.", done.stdout)

    def test_no_name_is_an_option(self):
        self.write("--no-lookalikes", SOUND)
        self.write("--", SOUND)
        self.write("bad.txt", DAMAGED)
        done = self.hook("--no-lookalikes", "--", "bad.txt")
        self.assertEqual((done.returncode, done.stderr), (1, "paidmark: 1 error in 1 of 3 documents\n"))


class Workflow(CiTest):
    def command(self, name):
        step, = (step for step in WORKFLOW["jobs"]["check"]["steps"] if step.get("name") == name)
        return step["run"]

    def expect_checked(self, path):
        command = self.command("Check the documents")
        self.write("docs/good.txt", SOUND)
        self.write("docs/a,b/bad.txt", DAMAGED)
        done = self.run_there("bash", "-e", "-c", command, PATH=path)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(done.stdout, "::error file=docs/a%2Cb/bad.txt,line=2,col=1,title=lookalike-marker::damaged marker: this "
                                      "looks like `##paidbegin##` but is not exactly that\n")
        self.write("docs/a,b/bad.txt", SOUND)
        done = self.run_there("bash", "-e", "-c", command, PATH=path)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_its_steps(self):
        """With stand-ins for what needs the network or root; what is built goes to a directory of its own."""
        self.write("bin/sudo", '#!/bin/sh\nexec "$@"\n')
        self.write("bin/apt-get", '#!/bin/sh\necho "$@" >>apt-get.log\n')
        for name in ("sudo", "apt-get"):
            (self.directory / "bin" / name).chmod(0o755)
        (self.directory / "paidmark").symlink_to(SOURCE)
        path = f"{self.directory}/root/usr/local/bin:{self.directory}/bin:{os.environ['PATH']}"
        done = self.run_there("bash", "-e", "-c", self.command("Install paidmark"), PATH=path, CFLAGS="-O0",
                              RUNNER_TEMP=f"{self.directory}/runner", DESTDIR=f"{self.directory}/root")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        asked = (self.directory / "apt-get.log").read_text(encoding="utf-8").splitlines()
        self.assertEqual(asked[0], "update")
        self.assertIn(f"apt-get {asked[1]} && cmake --workflow --preset demo\n", (SOURCE / "README.md").read_text(encoding="utf-8"))
        self.assertTrue((self.directory / "root/usr/local/bin/paidmark").is_file())
        self.expect_checked(path)


if __name__ == "__main__":
    unittest.main()
