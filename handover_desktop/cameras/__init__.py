"""The cameras of this laptop: which there are, and their pictures, read in a process of its own.

Only devices are opened, never a file or an address. A driver that hangs or breaks takes that process along, not the
window, and when it is ended the system has let go of the camera, whatever state that was in.
"""

from handover_desktop.cameras.devices import Camera, Devices, Source, Trouble
from handover_desktop.cameras.feed import Feed, list_apart
from handover_desktop.cameras.pictures import Look, Order, Picture, Seen, Still

__all__ = [
    "Camera",
    "Devices",
    "Feed",
    "Look",
    "Order",
    "Picture",
    "Seen",
    "Source",
    "Still",
    "Trouble",
    "list_apart",
]
