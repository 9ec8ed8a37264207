# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""QR codes from a camera, through OpenCV where that is installed: it is large, and photographs do without."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator

from devices.errors import DeviceError
from devices.qr import codes_in


class CameraMissing(DeviceError):
    """The library for cameras is not installed on this computer."""


class CameraUnavailable(DeviceError):
    """No such camera, or another program has it."""


def watch(camera: int | str) -> Iterator[list[str]]:
    """The codes in every picture that camera ``camera`` (0 is the first; a name is a file with a film) makes, until
    the film ends or nobody asks any more. Raises CameraMissing, CameraUnavailable."""
    if importlib.util.find_spec("cv2") is None:
        raise CameraMissing
    import cv2

    capture = cv2.VideoCapture(camera)
    try:
        if not capture.isOpened():
            raise CameraUnavailable
        while True:
            there, picture = capture.read()
            if not there:
                return
            yield codes_in(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))
    finally:
        capture.release()
