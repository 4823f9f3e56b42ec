# setup.py - the extension module, on the limited API of Python 3.11; pkg-config finds the library
# SPDX-License-Identifier: MIT
import shlex
import subprocess

from setuptools import Extension, setup


def pkg_config(option):
    return shlex.split(subprocess.run(["pkg-config", option, "paidmark >= 0.2"], check=True, text=True,
                                      stdout=subprocess.PIPE).stdout)


setup(
    ext_modules=[Extension(
        "paidmark._paidmark",
        [f"paidmark/{name}.c" for name in ("document", "module", "options", "problem", "text")],
        depends=["paidmark/module.h"],
        define_macros=[("Py_LIMITED_API", "0x030b0000")],
        py_limited_api=True,
        extra_compile_args=["-std=c11", "-fvisibility=hidden", *pkg_config("--cflags")],
        # Before the directories of the system, which may have another one.
        library_dirs=[word.removeprefix("-L") for word in pkg_config("--libs-only-L")],
        extra_link_args=pkg_config("--libs-only-l") + pkg_config("--libs-only-other"),
    )],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
