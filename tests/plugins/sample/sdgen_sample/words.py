"""A picture format: the words of a picture."""

from sdgen.draw.picture_format import Encoded, EncodeRequest, PictureFormat
from sdgen.draw.scene import texts


def encode(request: EncodeRequest) -> Encoded:
    """Each text of the scene on a line."""
    lines = "".join(f"{each.content}\n" for each in texts(request.scene.items))
    return Encoded(lines.encode("utf-8"), ("words only",))


FORMAT = PictureFormat(encode=encode, text=True, portable=True)
