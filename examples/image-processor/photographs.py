"""Real photographs for the demo: out of Debian packages where there are any, else painted here."""
import glob
import io
import os
import shutil
import subprocess
import tempfile

from PIL import Image, ImageDraw, ImageFilter

# Packages that carry photographs, and where in them; each is unpacked, never installed.
SOURCES = [
    ("python3-sklearn", "usr/lib/python3/dist-packages/sklearn/datasets/images/*.jpg"),
    ("python3-skimage", "usr/lib/python3/dist-packages/skimage/data/[achr]*.*"),
]
WANTED = {"china.jpg", "flower.jpg", "astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "retina.jpg"}


def collect(folder):
    """Fills the folder with photographs, once; answers their paths."""
    os.makedirs(folder, exist_ok=True)
    if not os.listdir(folder):
        for package, pattern in SOURCES:
            unpack(package, pattern, folder)
        if not os.listdir(folder):
            paint(folder)
    return sorted(glob.glob(os.path.join(folder, "*")))


def unpack(package, pattern, folder):
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return
    with tempfile.TemporaryDirectory() as scratch:
        os.chmod(scratch, 0o755)
        fetched = subprocess.run(["apt-get", "download", package], cwd=scratch, capture_output=True)
        for archive in glob.glob(os.path.join(scratch, "*.deb")) if fetched.returncode == 0 else []:
            subprocess.run(["dpkg-deb", "-x", archive, scratch], check=True)
            for path in glob.glob(os.path.join(scratch, pattern)):
                if os.path.basename(path) in WANTED:
                    shutil.copy(path, folder)


def paint(folder):
    """Where no package can be had: pictures with the noise and gradients of a photograph, large enough to shrink."""
    for number, size in enumerate([(1600, 1200), (1200, 1600), (2400, 1350), (900, 900)]):
        picture = Image.effect_noise(size, 40).convert("RGB").filter(ImageFilter.GaussianBlur(2))
        brush = ImageDraw.Draw(picture)
        for ring in range(0, min(size) // 2, 25):
            brush.ellipse([ring, ring, size[0] - ring, size[1] - ring], outline=(ring % 256, 90 * number % 256, 160))
        picture.save(os.path.join(folder, "painted-%d.jpg" % number), quality=92)


def truncated(photograph):
    """The first half of a photograph: its header is whole, its pixels are not."""
    data = io.BytesIO()
    Image.open(photograph).convert("RGB").save(data, "JPEG", quality=90)
    return data.getvalue()[: len(data.getvalue()) // 2]
