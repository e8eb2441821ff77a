"""The desktop file, the AppStream metadata and the icons of assets/desktop.

  desktop_test.py desktop-file | metainfo | names | icons

Exits with 77 where the validator is not installed. Standard library only.
"""

import configparser
import pathlib
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "assets" / "desktop"
APP = "org.octant.Octant"
SKIPPED = 77


def validate(*command: str) -> int:
    if shutil.which(command[0]) is None:
        print(f"skipped: {command[0]} is not installed")
        return SKIPPED
    return subprocess.run(command).returncode


def check_names() -> int:
    """What one file calls the other and the program: a launcher finds an icon and a page by these."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(FOLDER / f"{APP}.desktop")
    entry = parser["Desktop Entry"]
    info = xml.etree.ElementTree.parse(FOLDER / f"{APP}.metainfo.xml").getroot()
    assert entry["Exec"] == info.findtext("provides/binary") == "octant"
    assert entry["Icon"] == info.findtext("id") == APP
    assert info.findtext("launchable") == f"{APP}.desktop"
    # The window's class ties it to its launcher: app/ui/platform/glfw_surface.h.
    surface = (FOLDER.parents[1] / "app/ui/platform/glfw_surface.h").read_text()
    assert f'window_class = "{entry["StartupWMClass"]}"' in surface
    return 0


def check_icons() -> int:
    for size in (64, 128, 256):
        data = (FOLDER / "icons" / f"{APP}-{size}.png").read_bytes()
        assert data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR", f"{size}: no PNG"
        assert struct.unpack(">II", data[16:24]) == (size, size), f"{size}: other size"
    svg = xml.etree.ElementTree.parse(FOLDER / "icons" / f"{APP}.svg").getroot()
    assert svg.attrib["viewBox"] == "0 0 256 256"
    return 0


def main() -> int:
    match sys.argv[1:]:
        case ["desktop-file"]:
            return validate("desktop-file-validate", str(FOLDER / f"{APP}.desktop"))
        case ["metainfo"]:
            return validate("appstreamcli", "validate", "--no-net", str(FOLDER / f"{APP}.metainfo.xml"))
        case ["names"]:
            return check_names()
        case ["icons"]:
            return check_icons()
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())
