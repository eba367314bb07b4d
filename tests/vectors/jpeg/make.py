#!/usr/bin/python3
"""Makes the JPEG test vectors: small files from libjpeg-turbo's cjpeg and jpegtran and from Pillow, and beside each
one the pixels that djpeg decodes, as PNG. Needs Debian's libjpeg-turbo-progs and python3-pil; writes into its own folder.
"""
import io
import math
import pathlib
import subprocess

from PIL import Image, ImageOps

HERE = pathlib.Path(__file__).parent


def scene(width, height):
    """A sky, a disc, stripes and a checkerboard: smooth areas, edges and saturated colours."""
    image = Image.new("RGB", (width, height))
    for y in range(height):
        for x in range(width):
            u, v = x / max(1, width - 1), y / max(1, height - 1)
            colour = [int(255 * u), int(90 + 120 * v), int(255 * (1 - u * v))]
            if (x - 0.3 * width) ** 2 + (y - 0.4 * height) ** 2 < (0.22 * min(width, height)) ** 2:
                colour = [230, 40, 30]
            elif v > 0.7:
                colour = [250, 250, 240] if (x // 2 + y // 2) % 2 else [10, 20, 90]
            elif u > 0.75:
                colour = [int(127 + 127 * math.sin(1.9 * y)), 200, 40]
            image.putpixel((x, y), tuple(colour))
    return image


def run(*command, data):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


def ppm(image):
    stream = io.BytesIO()
    image.save(stream, "PPM")
    return stream.getvalue()


def decoded(jpeg):
    """What djpeg makes of the file: the accurate integer transform and smooth upsampling, its defaults."""
    return Image.open(io.BytesIO(run("djpeg", "-pnm", data=jpeg))).convert("RGB")


def write(name, jpeg, image=None):
    (HERE / f"{name}.jpg").write_bytes(jpeg)
    (image or decoded(jpeg)).save(HERE / f"{name}.png", optimize=True)


def cjpeg(name, image, *options):
    write(name, run("cjpeg", *options, data=ppm(image)))


def scripted(name, image, script, *options):
    path = HERE / "scans.tmp"
    path.write_text(script)
    try:
        cjpeg(name, image, *options, "-scans", str(path))
    finally:
        path.unlink()


def pillow(image, **options):
    stream = io.BytesIO()
    image.save(stream, "JPEG", **options)
    return stream.getvalue()


def main():
    picture = scene(37, 29)
    for sampling in ("1x1", "2x1", "2x2", "1x2", "4x1", "1x4", "4x2", "2x4", "3x1", "4x1,2x1,1x1", "2x2,1x2,2x1", "1x1,2x2,1x2"):
        name = sampling.replace(",", "-")
        cjpeg(f"baseline-{name}", picture, "-quality", "80", "-sample", sampling)
    for sampling in ("1x1", "2x1", "2x2", "1x2", "4x1"):
        cjpeg(f"progressive-{sampling}", picture, "-quality", "85", "-progressive", "-sample", sampling)
    for width, height in ((1, 1), (2, 3), (5, 4), (8, 8), (16, 17), (33, 15)):
        cjpeg(f"size-{width}x{height}", scene(width, height), "-quality", "90", "-sample", "2x2")
        cjpeg(f"size-progressive-{width}x{height}", scene(width, height), "-quality", "90", "-progressive", "-sample", "2x2")
    cjpeg("quality-100", picture, "-quality", "100", "-sample", "1x1")
    cjpeg("quality-5", picture, "-quality", "5", "-baseline")
    cjpeg("extended-wide-steps", picture, "-quality", "4")
    cjpeg("optimized", picture, "-quality", "80", "-optimize")
    cjpeg("grey", picture.convert("L"), "-quality", "80")
    cjpeg("grey-progressive", picture.convert("L"), "-quality", "80", "-progressive")
    cjpeg("restart-blocks", picture, "-quality", "80", "-restart", "2B")
    cjpeg("restart-rows", picture, "-quality", "80", "-restart", "1", "-progressive")
    cjpeg("rgb", picture, "-quality", "80", "-rgb")
    scripted("non-interleaved", picture, "0; 1; 2;", "-quality", "80")
    scripted("non-interleaved-2x1", picture, "2; 0 1;", "-quality", "80", "-sample", "2x1")
    scripted(
        "progressive-many-scans", picture,
        "0 1 2: 0 0 0 3; 0 1 2: 0 0 3 2; 0 1 2: 0 0 2 1; 0: 1 2 0 3; 0: 3 63 0 3; 2: 1 63 0 1; 1: 1 63 0 0;"
        "0: 1 63 3 2; 0 1 2: 0 0 1 0; 0: 1 63 2 1; 2: 1 63 1 0; 0: 1 63 1 0;", "-quality", "90")
    scripted("progressive-unfinished", picture, "0 1 2: 0 0 0 0; 0: 1 63 0 0; 1: 1 5 0 0;", "-quality", "80", "-restart", "3B")
    # djpeg guesses coefficients that never came; a sequential file of the same ones leaves nothing to guess.
    unfinished = (HERE / "progressive-unfinished.jpg").read_bytes()
    write("progressive-unfinished", unfinished, decoded(run("jpegtran", data=unfinished)))

    four = Image.merge("CMYK", [*picture.split(), picture.convert("L").point(lambda value: 255 - value // 2)])
    cmyk = pillow(four, quality=80)
    write("cmyk", cmyk)
    write("cmyk-progressive", pillow(four, quality=80, progressive=True))
    adobe = cmyk.index(b"Adobe") + 11
    ycck = cmyk[:adobe] + b"\2" + cmyk[adobe + 1:]
    write("ycck", ycck)

    exif = Image.Exif()
    for orientation in range(1, 9):
        exif[0x0112] = orientation
        jpeg = pillow(scene(21, 14), quality=85, exif=exif.tobytes())
        upright = decoded(jpeg)
        upright.getexif()[0x0112] = orientation
        write(f"orientation-{orientation}", jpeg, ImageOps.exif_transpose(upright))
    intel = pillow(scene(21, 14), quality=85, exif=b"Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\x06\0\0\0\0\0\0\0")
    write("orientation-6-intel", intel, decoded(intel).transpose(Image.Transpose.ROTATE_270))


main()
