# test_hardening.py - the tool is built with what guards against the use of faults, as far as readelf shows it
# SPDX-License-Identifier: MIT
import unittest

from harness import CC, SHARED, STATIC, PackageTest, run

GUARDS = {"position-independent", "relro", "bind-now", "stack not executable", "stack protector", "fortified"}

UNGUARDED = ("-no-pie", "-fno-pie", "-Wl,-z,norelro", "-Wl,-z,lazy", "-Wl,-z,execstack", "-fno-stack-protector",
             "-O0", "-U_FORTIFY_SOURCE")


def readelf(program, option):
    return run("readelf", "--wide", option, program, env={"LC_ALL": "C"}).splitlines()


def guards(program):
    """Which of the guards a program has."""
    kind = [line for line in readelf(program, "--file-header") if line.strip().startswith("Type:")]
    headers = readelf(program, "--program-headers")
    flags = [line for line in readelf(program, "--dynamic") if "(FLAGS_1)" in line]
    needed = {line.split("@")[0].split()[-1] for line in readelf(program, "--dyn-syms") if " UND " in line and "@" in line}
    stack = [line.split() for line in headers if "GNU_STACK" in line]
    found = {
        "position-independent": "DYN" in kind[0] and any("PIE" in line for line in flags),
        "relro": any("GNU_RELRO" in line for line in headers),
        "bind-now": any("NOW" in line for line in flags),
        "stack not executable": len(stack) == 1 and stack[0][6] == "RW",
        "stack protector": "__stack_chk_fail" in needed,
        "fortified": any(name.endswith("_chk") for name in needed),
    }
    return {guard for guard, there in found.items() if there}


class Hardening(PackageTest):
    def build(self, *options):
        (self.directory / "program.c").write_text(
            "#include <stdio.h>\n"
            "int main(int count, char **arguments)\n"
            "{ char text[9]; snprintf(text, (size_t)count + 5, \"%s\", arguments[0]); return printf(text, 1) < 0; }\n")
        program = self.directory / "program"
        run(CC, self.directory / "program.c", *options, "-o", program)
        return program

    def test_installed_tool(self):
        for prefix in (STATIC, SHARED):
            with self.subTest(prefix=prefix):
                self.assertEqual(guards(prefix / "bin/paidmark"), GUARDS)

    def test_a_guard_that_is_missing_would_be_seen(self):
        self.assertEqual(guards(self.build(*UNGUARDED)), set())


if __name__ == "__main__":
    unittest.main()
