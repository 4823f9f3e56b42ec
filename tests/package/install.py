# install.py - installs the two trees that the package tests look at
# SPDX-License-Identifier: MIT
import shutil

from harness import CC, CMAKE, SHARED, SOURCE, STATIC, run


def install(prefix, *options):
    build = prefix.parent / "build"
    shutil.rmtree(prefix, ignore_errors=True)
    run(CMAKE, "-S", SOURCE, "-B", build, f"-DCMAKE_INSTALL_PREFIX={prefix}", f"-DCMAKE_C_COMPILER={CC}",
        "-DPAIDMARK_BUILD_TESTS=OFF", *options)
    run(CMAKE, "--build", build, "-j2")
    print(run(CMAKE, "--install", build))


install(STATIC)
install(SHARED, "-DBUILD_SHARED_LIBS=ON", "-DPAIDMARK_BUILD_BOTH=ON")
