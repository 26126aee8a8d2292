"""A camera's pictures come upright and in their colours, and whatever happens to it, its process ends."""

from __future__ import annotations

import errno
import gc
import multiprocessing
import queue
import threading
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path

import pytest
from PIL import Image

from handover_desktop.apart import end_all
from handover_desktop.cameras import Camera, Feed, Look, Order, Picture, Source, Still, Trouble, list_apart
from handover_desktop.cameras.feed import Told
from handover_desktop.services.item_codes import draw_linear, draw_squares, see_item_codes
from tests.cameras.films import Films, Refusing, colours, film, showing
from tests.protocol.cameras import BLUE, GREEN, RED, WHITE, four_corners

WAIT = 30


class Heard:
    """A feed and what it told, in order."""

    def __init__(self, source: Source, *, wish: Camera | None = None, look: Look | None = None) -> None:
        self.told: queue.SimpleQueue[Told] = queue.SimpleQueue()
        self.feed = Feed(source, self.told.put, wish=wish, look=look)

    def next(self) -> Told:
        return self.told.get(timeout=WAIT)

    def begin(self) -> Camera:
        """Pass over the list of cameras and return the one that is open."""
        assert isinstance(self.next(), tuple)
        camera = self.next()
        assert isinstance(camera, Camera), camera
        return camera

    def picture(self, order: Order) -> Picture:
        self.feed.order(order)
        told = self.next()
        picture = told.picture if isinstance(told, Still) else told
        assert isinstance(picture, Picture), picture
        return picture


@pytest.fixture
def open_feed() -> Iterator[Callable[..., Heard]]:
    """Open feeds; after the test nothing of them is left: no process, no thread, no open file."""
    made: list[Heard] = []
    list_apart(Films(()))  # what multiprocessing opens once and keeps
    gc.collect()  # what earlier tests left open is not closed, and counted, in the middle of this one
    threads, files = set(threading.enumerate()), _open_files()

    def open_one(source: Source, **wishes: object) -> Heard:
        made.append(Heard(source, **wishes))  # type: ignore[arg-type]
        return made[-1]

    yield open_one
    for heard in made:
        heard.feed.end()
    assert multiprocessing.active_children() == []
    assert set(threading.enumerate()) <= threads
    gc.collect()
    assert _open_files() <= files


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def corners(picture: Picture) -> list[tuple[int, int, int]]:
    """Return the colours in the middle of the four quarters."""
    shown = Image.frombuffer(
        "RGB", (picture.width, picture.height), picture.pixels, "raw", "RGB", picture.stride, 1
    )
    places = ((x, y) for y in (1, 3) for x in (1, 3))
    return [shown.getpixel((x * picture.width // 4, y * picture.height // 4)) for x, y in places]  # type: ignore[misc]


def alike(found: list[tuple[int, int, int]], wanted: tuple[tuple[int, int, int], ...]) -> bool:
    """Tell whether colours agree but for what video leaves out."""
    pairs = zip(found, wanted, strict=True)
    return all(abs(one - other) <= 12 for a, b in pairs for one, other in zip(a, b, strict=True))


def test_pictures_are_upright_and_in_their_colours(open_feed: Callable[..., Heard]) -> None:
    heard = open_feed(Films((colours(size="1280x720"),)))
    assert heard.begin().name == "Test camera"
    small, large = heard.picture(Order.PICTURE), heard.picture(Order.STILL)
    assert (small.width, small.height) == (960, 540)
    assert (large.width, large.height) == (1280, 720)
    for picture in (small, large):
        assert alike(corners(picture), (RED, GREEN, BLUE, WHITE))
        assert picture.codes is None


def test_compressed_pictures_as_most_cameras_send_them_keep_their_colours(
    open_feed: Callable[..., Heard], tmp_path: Path
) -> None:
    made = film(tmp_path / "film.avi", repeat(four_corners(1280, 720), 40))
    heard = open_feed(Films((made,)))
    heard.feed.order(Order.STILL)  # waits before the first picture is there
    heard.begin()
    still = heard.next()
    assert isinstance(still, Still)
    assert alike(corners(still.picture), (RED, GREEN, BLUE, WHITE))


def test_a_camera_on_its_side_is_turned_upright(open_feed: Callable[..., Heard], tmp_path: Path) -> None:
    lying = four_corners(320, 240).transpose(Image.Transpose.ROTATE_90)
    made = film(tmp_path / "turned.mp4", repeat(lying, 40), codec="mpeg4", turned=True)
    heard = open_feed(Films((made,)))
    heard.feed.order(Order.STILL)
    heard.begin()
    still = heard.next()
    assert isinstance(still, Still)
    assert (still.picture.width, still.picture.height) == (320, 240)
    assert alike(corners(still.picture), (RED, GREEN, BLUE, WHITE))


@pytest.mark.parametrize("kind", ["qr", "data-matrix", "code-128"])
def test_a_code_in_a_moving_picture_is_read_and_outlined(
    open_feed: Callable[..., Heard], tmp_path: Path, kind: str
) -> None:
    qr, matrix = draw_squares("DEMO-0815")
    drawn = {"qr": qr, "data-matrix": matrix, "code-128": draw_linear("DEMO-0815")}[kind]
    page = Image.new("L", (1280, 720), 255)
    side, height = (4, 160) if kind == "code-128" else (10, 10)
    for row, first, length in drawn.runs:
        page.paste(
            0,
            (
                700 + first * side,
                300 + row * height,
                700 + (first + length) * side,
                300 + (row + 1) * height,
            ),
        )
    heard = open_feed(Films((showing(page, tmp_path),)), look=see_item_codes)
    heard.begin()
    seen = next(codes for _try in range(40) if (codes := heard.picture(Order.LOOK).codes))
    (code,) = seen
    assert code.text == "DEMO-0815"
    middle = [sum(corner[axis] for corner in code.corners) / 4 for axis in (0, 1)]
    assert middle == pytest.approx(
        [(700 + drawn.width * side / 2) / 1280, (300 + drawn.height * height / 2) / 720], abs=0.13
    )


def test_an_empty_picture_has_no_code(open_feed: Callable[..., Heard]) -> None:
    heard = open_feed(Films((colours(),)), look=see_item_codes)
    heard.begin()
    assert heard.picture(Order.LOOK).codes == ()


def test_a_camera_that_is_pulled_out_is_gone(open_feed: Callable[..., Heard], tmp_path: Path) -> None:
    heard = open_feed(Films((film(tmp_path / "short.avi", repeat(four_corners(320, 240), 30)),)))
    heard.begin()
    for _order in range(40):
        heard.feed.order(Order.PICTURE)
    pictures = list(iter(heard.next, Trouble.GONE))
    assert pictures
    assert all(isinstance(picture, Picture) for picture in pictures)


def test_without_a_camera_it_is_said_so(open_feed: Callable[..., Heard]) -> None:
    heard = open_feed(Films(()))
    assert [heard.next(), heard.next()] == [(), Trouble.NONE]


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (errno.EBUSY, Trouble.BUSY),
        (errno.EACCES, Trouble.DENIED),
        (errno.ENODEV, Trouble.GONE),
        (errno.EIO, Trouble.UNUSABLE),
    ],
)
def test_what_the_device_refuses_is_told_apart(
    open_feed: Callable[..., Heard], number: int, trouble: Trouble
) -> None:
    heard = open_feed(Refusing(number))
    heard.next()
    assert heard.next() is trouble


def test_what_is_no_video_is_unusable(open_feed: Callable[..., Heard]) -> None:
    heard = open_feed(Films((Camera("Microphone", "sine=frequency=440"),)))
    heard.next()
    assert heard.next() is Trouble.UNUSABLE


def test_a_camera_that_gives_no_picture_is_silent(
    open_feed: Callable[..., Heard], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handover_desktop.cameras.feed.PATIENCE", 0.5)
    slow = Camera("Slow", "color=size=320x240:rate=1/20,realtime=limit=60")
    heard = open_feed(Films((slow,)))
    heard.begin()
    for _order in range(3):  # one more than there are pictures within twenty seconds
        heard.feed.order(Order.PICTURE)
    told = [heard.next()]
    while isinstance(told[-1], Picture):
        told.append(heard.next())
    assert told[-1] is Trouble.SILENT


def test_the_camera_that_was_used_last_is_opened_again(open_feed: Callable[..., Heard]) -> None:
    first, second = colours("First"), colours("Second")
    assert open_feed(Films((first, second)), wish=second).begin() == second
    elsewhere = Camera("Second", "/dev/video9")
    assert open_feed(Films((first, second)), wish=elsewhere).begin() == second
    assert open_feed(Films((first, second)), wish=Camera("Gone", "/dev/video9")).begin() == first


def test_work_that_is_given_up_elsewhere_leaves_the_camera_alone(open_feed: Callable[..., Heard]) -> None:
    heard = open_feed(Films((colours(),)))
    heard.begin()
    end_all()
    assert heard.picture(Order.PICTURE).width == 640


def test_after_the_end_nothing_is_told(open_feed: Callable[..., Heard]) -> None:
    heard = open_feed(Films((colours(),)))
    heard.begin()
    heard.picture(Order.PICTURE)
    heard.feed.order(Order.PICTURE)
    heard.feed.end()
    assert heard.told.qsize() <= 1
    assert not any(isinstance(heard.told.get(), Trouble) for _told in range(heard.told.qsize()))
