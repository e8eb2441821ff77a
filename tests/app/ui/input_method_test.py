#!/usr/bin/env python3
"""The window with a real input method: fcitx5 with pinyin over XIM, on an X server of its own.

    input_method_test.py UI_GALLERY [unittest's arguments]

A person who types is xdotool; what the window then has is read from the marks that a script in it
writes again and again (app/ui/script/script.h). Needs Xvfb, xdotool, fcitx5 and fcitx5-pinyin;
without one of them it says so and ends with 77. Nothing outside of a temporary folder is written,
and no D-Bus is used.
"""

import ctypes
import ctypes.util
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

SKIPPED = 77
# Seconds for anything to happen. A quiet machine needs a tenth of one; where thirty programs want
# four cores, the window shows a frame a second.
PATIENCE = 100

# Far more rounds than a test takes; the program is ended with it.
WATCH = "wait 2\ndump marks.txt\n" * 20000


def missing():
    """The package without which there is nothing to test; None if all are there."""
    for command, package in (("Xvfb", "xvfb"), ("xdotool", "xdotool"), ("fcitx5", "fcitx5")):
        if shutil.which(command) is None:
            return package
    if not Path("/usr/share/fcitx5/inputmethod/pinyin.conf").exists():
        return "fcitx5-pinyin"
    return None


def die_with_parent():
    """In a child: it does not outlive a test that is killed."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def eventually(what, condition):
    """What `condition` returns, as soon as that is not None or False."""
    until = time.monotonic() + PATIENCE
    while True:
        value = condition()
        if value is not None and value is not False:
            return value
        if time.monotonic() > until:
            raise AssertionError(f"not within {PATIENCE} s: {what}")
        time.sleep(0.02)


class Desktop:
    """An X server with an input method, and a person at its keyboard."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = []
        self.environment = dict(os.environ)
        for name in ("DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "LANG", "LANGUAGE"):
            self.environment.pop(name, None)
        for name in ("config", "data", "cache", "runtime"):
            (folder / name).mkdir(mode=0o700)
        self.environment.update(
            HOME=str(folder),
            XDG_CONFIG_HOME=str(folder / "config"),
            XDG_DATA_HOME=str(folder / "data"),
            XDG_CACHE_HOME=str(folder / "cache"),
            XDG_RUNTIME_DIR=str(folder / "runtime"),
            LC_ALL="C.UTF-8",
            XMODIFIERS="@im=fcitx",
            LIBGL_ALWAYS_SOFTWARE="1",
            LP_NUM_THREADS="1",  # more would wait for each other on a busy machine
            MESA_SHADER_CACHE_DIR=str(folder / "mesa"),
        )
        try:
            self.start_server()
            self.start_input_method()
        except AssertionError:
            self.close()
            raise

    def start(self, *command, log, cwd=None, pass_fds=(), **environment):
        with open(self.folder / log, "ab") as output:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=cwd,
                env=self.environment | environment, pass_fds=pass_fds,
                preexec_fn=die_with_parent)
        self.processes.append(process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        process.wait()

    def close(self):
        for process in reversed(self.processes):
            self.end(process)

    def start_server(self):
        read, write = os.pipe()
        # -r: no key repeats because the machine was busy between its press and its release.
        self.start("Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-r",
                   "-nolisten", "tcp", log="xvfb.log", pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise AssertionError("Xvfb has not started: " + self.log("xvfb.log"))
        self.environment["DISPLAY"] = ":" + number
        x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XInternAtom.restype = ctypes.c_ulong
        x11.XGetSelectionOwner.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(x11.XOpenDisplay(self.environment["DISPLAY"].encode()))
        self.x11 = x11

    def start_input_method(self):
        config = self.folder / "config/fcitx5"
        config.mkdir(exist_ok=True)
        (config / "config").write_text("[Behavior]\nActiveByDefault=True\n")
        (config / "profile").write_text(
            "[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=pinyin\n"
            "[Groups/0/Items/0]\nName=keyboard-us\nLayout=\n"
            "[Groups/0/Items/1]\nName=pinyin\nLayout=\n[GroupOrder]\n0=Default\n")
        log = self.folder / "fcitx5.log"
        log.unlink(missing_ok=True)
        self.input_method = self.start(
            "fcitx5", "--disable=all",
            "--enable=xcb,xim,classicui,keyboard,pinyin,punctuation", log="fcitx5.log")
        eventually("fcitx5 serves XIM", self.serves_xim)
        # Who comes earlier may wait for an answer without an end.
        try:
            eventually("fcitx5 has pinyin", lambda: "Loaded addon pinyin" in self.log(log.name))
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.log(log.name)}") from None

    def end_input_method(self):
        self.end(self.input_method)
        eventually("fcitx5 is gone", lambda: not self.serves_xim())

    def serves_xim(self):
        """Servers of input methods own a selection by their name."""
        atom = self.x11.XInternAtom(self.display, b"@server=fcitx", 0)
        return self.x11.XGetSelectionOwner(self.display, ctypes.c_ulong(atom)) != 0

    def log(self, name):
        return (self.folder / name).read_text(errors="replace")

    def xdotool(self, *arguments):
        """What it says, or None if it fails: for a search, that there is no such window."""
        done = subprocess.run(("xdotool", *arguments), env=self.environment, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        return done.stdout if done.returncode == 0 else None

    def type(self, text, delay=20):
        self.xdotool("type", "--delay", str(delay), text)

    def press(self, *keys, delay=20):
        self.xdotool("key", "--delay", str(delay), *keys)

    def candidates(self):
        """Where the list of candidates is: (x, y, width, height), or None."""
        found = self.xdotool("search", "--onlyvisible", "--class", "^fcitx$",
                             "getwindowgeometry", "--shell")
        if found is None:
            return None
        values = dict(line.split("=") for line in found.split())
        return tuple(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))


class Gallery:
    """ui_gallery on a desktop, with the keyboard in its composer."""

    def __init__(self, desktop, program, before="", after=WATCH, caret=True, **environment):
        self.desktop = desktop
        self.folder = Path(tempfile.mkdtemp(dir=desktop.folder))
        (self.folder / "watch.txt").write_text("click composer\n" + before + after)
        self.process = desktop.start(program, "--size", "900x600", "--script", "watch.txt",
                                     log="gallery.log", cwd=self.folder, **environment)
        try:
            self.wait_for_window(caret)
        except AssertionError:
            self.close()  # or the next one would be taken for it
            raise

    def wait_for_window(self, caret):
        desktop = self.desktop
        self.window = eventually("the window opens", self.find_window)
        desktop.xdotool("windowfocus", "--sync", self.window)
        eventually("marks are there", lambda: self.rect("caret" if caret else "composer"))

    def find_window(self):
        if self.process.poll() is not None:
            raise AssertionError("ui_gallery: " + self.desktop.log("gallery.log"))
        found = self.desktop.xdotool("search", "--onlyvisible", "--class", "^ui_gallery$")
        return found.split()[0] if found else None

    def close(self):
        self.desktop.end(self.process)

    def mark(self, name):
        """(rectangle, text) of a mark, or None. A line break in a text ends it."""
        if self.process.poll() is not None:
            raise AssertionError("ui_gallery ended: " + self.desktop.log("gallery.log"))
        try:
            marks = (self.folder / "marks.txt").read_text()
        except FileNotFoundError:
            return None
        found = re.search(rf"^{re.escape(name)}\t(\S+) to (\S+)\t(.*)$", marks, re.MULTILINE)
        if found is None:
            return None
        corners = ",".join(found.group(1, 2)).split(",")
        return [float(corner) for corner in corners], found.group(3)

    def rect(self, name):
        mark = self.mark(name)
        return mark[0] if mark else None

    def text(self, name="composer"):
        mark = self.mark(name)
        return mark[1] if mark else None


class OnADesktop(unittest.TestCase):
    """What all tests need: each opens a window of its own on a desktop for all of a class."""

    program = ""
    locale = "C.UTF-8"

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="octant_input_method_")
        cls.desktop = Desktop(Path(cls.folder.name))

    @classmethod
    def tearDownClass(cls):
        cls.desktop.close()
        cls.folder.cleanup()

    def open(self, before="", after=WATCH, caret=True):
        gallery = Gallery(self.desktop, self.program, before, after, caret, LC_ALL=self.locale)
        self.addCleanup(gallery.close)
        self.gallery = gallery

    def has(self, text, mark="composer"):
        """Waits for the text."""
        try:
            eventually("", lambda: self.gallery.text(mark) == text)
        except AssertionError:
            self.assertEqual(self.gallery.text(mark), text)

    def nothing_was_sent(self):
        self.assertIsNone(self.gallery.mark("message.0"))

    def compose(self, letters):
        """Types them into the input method; where its list opens."""
        self.desktop.type(letters)
        return eventually("candidates show", self.desktop.candidates)

    def candidates_close(self):
        eventually("candidates close", lambda: self.desktop.candidates() is None)


class InputMethod(OnADesktop):
    def test_backspace_while_composing_is_the_input_methods(self):
        self.open('type "ab"\n')
        self.compose("nihao")
        self.assertEqual(self.gallery.text(), "ab")
        self.desktop.press("BackSpace")
        self.desktop.type("o ")
        self.has("ab你好")
        self.candidates_close()
        self.nothing_was_sent()

    def test_enter_while_composing_sends_nothing(self):
        self.open('type "ab"\n')
        self.compose("zhong")
        self.desktop.press("Return")
        self.has("abzhong")
        self.candidates_close()
        self.nothing_was_sent()

    def test_enter_after_composing_sends(self):
        self.open()
        self.compose("nihao")
        self.desktop.press("space")
        self.has("你好")
        self.desktop.press("Return")
        self.has("你好", "message.0")
        self.has("")

    def test_escape_while_composing_changes_nothing(self):
        self.open('type "ab"\n')
        self.compose("nihao")
        self.desktop.press("Escape")
        self.candidates_close()
        self.desktop.type("1")  # a key behind it, so that all before it has arrived
        self.has("ab1")

    def test_candidates_open_beside_the_caret(self):
        self.open()
        for origin in ((0, 0), (150, 60)):
            self.desktop.xdotool("windowmove", "--sync", self.gallery.window,
                                 str(origin[0]), str(origin[1]))
            caret = self.gallery.rect("caret")
            self.compose("nihao")

            def distance():
                x, y, _, _ = self.desktop.candidates() or (-1000, -1000, 0, 0)
                return x - (origin[0] + caret[0]), y - (origin[1] + caret[3])

            def is_beside():
                # The spot is a point without a height: input methods keep some distance.
                across, below = distance()
                return abs(across) <= 4 and 0 <= below <= 16

            try:
                eventually("", is_beside)
            finally:
                across, below = distance()
                print(f"candidates {across:+.0f} across, {below:+.0f} below the caret ... ", end="",
                      file=sys.stderr)
            self.desktop.press("space")
            self.candidates_close()
            eventually("the caret moves on",
                       lambda: self.gallery.rect("caret")[0] > caret[0] + 10)

    def test_keys_that_come_back_work(self):
        self.open()
        self.compose("nihao")
        self.desktop.press("space")
        self.has("你好")
        self.desktop.type("12")
        self.has("你好12")
        self.desktop.press("BackSpace", "BackSpace", "BackSpace")
        self.has("你")
        self.desktop.press("ctrl+a", "BackSpace")
        self.has("")

    def test_what_takes_no_text_has_no_input_method(self):
        self.open("key Tab\n", caret=False)
        self.desktop.type("nihao ")
        x0, y0, x1, y1 = self.gallery.rect("composer")
        self.desktop.xdotool("mousemove", "--sync", str(int(x0 + x1) // 2), str(int(y0) + 12),
                             "click", "1")
        eventually("the caret is there", lambda: self.gallery.rect("caret"))
        self.desktop.type("1")
        self.has("1")
        self.assertIsNone(self.desktop.candidates())
        self.compose("nihao")
        self.desktop.press("space")
        self.has("1你好")

    def test_keys_in_a_burst_all_arrive_in_order(self):
        self.open()
        digits = "11223344556677889900" * 3
        self.desktop.type(digits, delay=0)
        self.has(digits)
        self.desktop.press(*["BackSpace"] * 50, delay=0)
        self.has(digits[:10])
        self.desktop.press("ctrl+a", "BackSpace", delay=0)
        self.has("")
        self.desktop.type("nihao " * 10, delay=0)
        self.has("你好" * 10)
        self.desktop.press("Return", delay=0)
        self.has("你好" * 10, "message.0")

    def test_an_input_method_may_end_and_start_again(self):
        self.open()
        self.compose("nihao")
        self.desktop.end_input_method()
        self.desktop.type("12")
        self.has("12")
        self.desktop.press("BackSpace", "3")
        self.has("13")
        self.desktop.start_input_method()

        def composes():  # after three seconds (x11_input_method.h); what is typed before is text
            self.desktop.type("n")
            time.sleep(0.5)
            return self.desktop.candidates()

        eventually("the window finds the new one", composes)
        self.desktop.press("Escape")
        self.candidates_close()
        self.desktop.press("ctrl+a", "BackSpace")
        self.has("")
        self.compose("nihao")
        self.desktop.press("space")
        self.has("你好")

    def test_closing_after_an_input_method_has_ended(self):
        for starts_again in (False, True):
            self.open(after="dump marks.txt\nuntil composer is 12\nquit\n")
            self.desktop.end_input_method()
            self.desktop.type("1")
            if starts_again:
                self.desktop.start_input_method()
                time.sleep(4)
            self.desktop.type("2")
            self.assertEqual(self.gallery.process.wait(PATIENCE), 0,
                             self.desktop.log("gallery.log"))
            if not starts_again:
                self.desktop.start_input_method()


class InputMethodInTheCLocale(OnADesktop):
    """LC_ALL=C, where programs that do not care get no input method at all."""

    locale = "C"
    test_backspace = InputMethod.test_backspace_while_composing_is_the_input_methods
    test_enter = InputMethod.test_enter_while_composing_sends_nothing
    test_candidates = InputMethod.test_candidates_open_beside_the_caret
    test_keys = InputMethod.test_keys_that_come_back_work


def main():
    lacking = missing()
    if lacking is not None:
        print(f"skipped: {lacking} is not installed")
        return SKIPPED
    OnADesktop.program = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
