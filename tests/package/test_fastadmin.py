# test_fastadmin.py - what a site on the example for FastAdmin shows over HTTP, of sound articles and damaged ones
# SPDX-License-Identifier: MIT
import os
import re
import socket
import subprocess
import time
import unittest
import urllib.error
import urllib.request

from harness import SHARED, PackageTest, library_directory
from test_php import PHP, extension_on

SITE = PHP / "examples/fastadmin/site.php"
FORMS = ("page", "api", "feed", "list")
NOTICE = "本文暂时无法显示"

# The secret stands where it is paid for, or was before something happened to the markers.
FREE, SECRET = "公开的话", "SECRET"
SOUND = [
    f"{FREE}<paid>{SECRET}</paid>以后",
    f"<p>{FREE}</p>\n##paidbegin##\n<p>{SECRET}</p>\n##paidend##\n<p>以后</p>",
    f"{FREE}$$paidbegin$$<b>{SECRET}</b>$$paidend$$，{FREE}<paid>{SECRET}##paidend##",
    f"{FREE}&amp;<paid>{SECRET}</paid>",
]
DAMAGED = [
    f"{FREE}<paid>{SECRET}",
    f"{FREE}{SECRET}</paid>",
    f"{FREE}</paid>{SECRET}<paid>",
    f"{FREE}<paid>一<paid>二</paid>{SECRET}",
    f"{FREE}<paid></paid>{SECRET}",
    f"{FREE}<PAID>{SECRET}</paid>",
    f"{FREE}< paid >{SECRET}</paid>",
    f"{FREE}＜paid＞{SECRET}＜/paid＞",
    f"{FREE}&lt;paid&gt;{SECRET}&lt;/paid&gt;",
    f"{FREE}&amp;lt;paid&amp;gt;{SECRET}&amp;lt;/paid&amp;gt;",
    f"{FREE}<paid class=\"x\">{SECRET}</paid>",
    f"{FREE}##PaidBegin##{SECRET}##PaidEnd##",
    f"{FREE}＃＃paidbegin＃＃{SECRET}＃＃paidend＃＃",
    f"{FREE}##paid begin##{SECRET}##paid end##",
    f"{FREE}##paid<b>begin</b>##{SECRET}##paidend##",
    f"{FREE}<p>##paid</p>\n<p>begin##</p>{SECRET}",
    f"{FREE}#&#35;paidbegin##{SECRET}",
    f"{FREE}##pai\u200bdbegin##{SECRET}##pai\u200bdend##",
    f"{FREE}##paidbegn##{SECRET}##paidend##",
    f"{FREE}$paidbegin$${SECRET}$$paidend$",
    f"{FREE}\\#\\#paidbegin\\#\\#{SECRET}",
    f"{FREE}%23%23paidbegin%23%23{SECRET}",
    f"{FREE}<!--more-->{SECRET}",
    f"{FREE}<paid>一</paid>\0{SECRET}",
]
NOT_UTF8 = f"{FREE}<paid>{SECRET}</paid>".encode("gb18030")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """PHP's own web server, which reads the article anew for each request."""

    def __init__(self, test, options, env):
        self.article = test.directory / "article.html"
        self.log = (test.directory / "log").open("w+", encoding="utf-8")
        self.port = free_port()
        self.server = subprocess.Popen(
            ["php", "-d", "display_errors=1", *options, "-S", f"127.0.0.1:{self.port}", str(SITE)], stdout=self.log,
            stderr=self.log, env={**os.environ, **env, "ARTICLE": str(self.article)})
        test.addCleanup(self.stop)
        self.wait()

    def stop(self):
        self.server.kill()
        self.server.wait()
        self.log.close()

    def wait(self):
        while True:
            if self.server.poll() is not None:
                raise AssertionError(f"the server ended\n{self.read_log()}")
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.05)

    def read_log(self):
        self.log.flush()
        self.log.seek(0)
        return self.log.read()

    def get(self, form, paid=False):
        """Status, and the whole of the answer: headers, too."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/{form}",
                                         headers={"Cookie": "paid=1"} if paid else {})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, f"{answer.headers}{answer.read().decode()}"
        except urllib.error.HTTPError as error:
            return error.code, f"{error.headers}{error.read().decode()}"


class FastAdmin(PackageTest):
    def test_the_damage_is_real(self):
        """The expression that sites use shows the secret of nearly all these articles."""
        shown = [re.sub("<paid>(.*?)</paid>", "", re.sub(r"(##|\$\$)paid(begin|end)\1", lambda token: {
            "begin": "<paid>", "end": "</paid>"}[token[2]], article), flags=re.S | re.I) for article in DAMAGED]
        self.assertGreater(sum(SECRET in text for text in shown), len(DAMAGED) - 3)

    def check_sound(self, site, article):
        site.article.write_text(article, encoding="utf-8")
        for form in FORMS:
            status, answer = site.get(form)
            self.assertEqual(status, 200, answer)
            self.assertIn(FREE, answer)
            self.assertNotIn(SECRET, answer)
            status, answer = site.get(form, paid=True)
            self.assertEqual((status, SECRET in answer), (200, form in ("page", "api")), answer)

    def check_refused(self, site, article):
        site.article.write_bytes(article)
        for form in FORMS:
            for paid in (False, True):
                status, answer = site.get(form, paid)
                self.assertEqual(status, 500)
                self.assertTrue(answer.endswith(NOTICE), answer)
                self.assertNotIn(FREE, answer)
                self.assertNotIn(SECRET, answer)

    def check_site(self, options, env):
        site = Site(self, options, env)
        for article in SOUND:
            with self.subTest(article=article):
                self.check_sound(site, article)
        for article in [*(article.encode() for article in DAMAGED), NOT_UTF8]:
            with self.subTest(article=article):
                self.check_refused(site, article)
        log = site.read_log()
        self.assertIn("[unclosed-begin]", log)
        self.assertNotIn(SECRET, log)

    def test_by_the_extension(self):
        directory, source = extension_on(SHARED)
        self.addCleanup(directory.cleanup)
        self.check_site(["-d", f"extension={source}/modules/paidmark.so"], {})

    def test_by_ffi_for_preloaded_files(self):
        """As a web server has it: FFI is for preloaded files only."""
        options = ["-d", f"ffi.preload={PHP}/ffi/paidmark.ffi.h", "-d", f"opcache.preload={PHP}/ffi/preload.php"]
        if os.geteuid() == 0:
            options += ["-d", "opcache.preload_user=root"]
        self.check_site(options, {"LD_LIBRARY_PATH": str(library_directory(SHARED))})

    def test_by_ffi_without_preloading_nothing_is_shown(self):
        site = Site(self, [], {"LD_LIBRARY_PATH": str(library_directory(SHARED))})
        site.article.write_text(SOUND[0], encoding="utf-8")
        for form in FORMS:
            _, answer = site.get(form)
            self.assertIn("FFI API is restricted", answer)
            self.assertNotIn(FREE, answer)
            self.assertNotIn(SECRET, answer)


if __name__ == "__main__":
    unittest.main()
