package dev.sluice.images;

import dev.sluice.images.ImageRefused.Reason;

/// Reads what an image claims from its first bytes, in Java and without decoding a pixel, and holds every claim
/// against [Limits]. No native code sees a file that was refused here.
final class Header {
    private static final int SHOWN_BYTES_MAX = 12;

    private Header() {}

    /// @throws ImageRefused if the file is no image, of a kind that isn't let in, past a limit or cut off in its header
    static ImageInfo read(byte[] file, Limits limits) {
        limits.admitBytes(file.length);
        Bytes bytes = Bytes.of(file);
        ImageInfo info = read(sniff(bytes), bytes, limits);
        limits.admitArea(info.width(), info.height());
        limits.admitFrames(info);
        return info;
    }

    private static ImageInfo read(Format format, Bytes bytes, Limits limits) {
        return switch (format) {
            case JPEG, MPO -> JpegHeader.read(bytes, limits);
            case PNG -> PngHeader.read(bytes, limits);
            case GIF -> GifHeader.read(bytes, limits);
            case WEBP -> WebpHeader.read(bytes, limits);
            case TIFF -> TiffHeader.read(bytes, limits);
            case BMP -> BmpHeader.read(bytes);
            case AVIF -> AvifHeader.read(bytes, limits);
        };
    }

    /// The format by its first bytes; a name such as `.jpg` counts for nothing.
    private static Format sniff(Bytes bytes) {
        if (bytes.length() == 0) throw ImageRefused.notAnImage("cannot identify image file: it is empty");
        if (bytes.says(0, "\u00FF\u00D8\u00FF")) return Format.JPEG;
        if (bytes.says(0, "\u0089PNG\r\n\u001A\n")) return Format.PNG;
        if (bytes.says(0, "GIF87a") || bytes.says(0, "GIF89a")) return Format.GIF;
        if (bytes.says(0, "RIFF") && bytes.says(8, "WEBP")) return Format.WEBP;
        if (bytes.says(0, "II*\0") || bytes.says(0, "MM\0*")) return Format.TIFF;
        if (bytes.says(4, "ftyp")) return AvifHeader.sniff(bytes);
        if (bytes.says(0, "BM") && bytes.length() > 26) return Format.BMP;
        throw refuse(bytes);
    }

    private static ImageRefused refuse(Bytes bytes) {
        String known = knownByName(bytes);
        if (!known.isEmpty()) {
            return new ImageRefused(
                    Reason.UNSUPPORTED,
                    known + " is not accepted; accepted are JPEG, PNG, GIF, WEBP, " + "TIFF, BMP and AVIF");
        }
        String begin = bytes.latin(0, SHOWN_BYTES_MAX).replaceAll("[^ -~]", ".");
        return ImageRefused.notAnImage("cannot identify image file: it begins with '" + begin + "'");
    }

    /// Formats that are recognised only to be refused by name.
    private static String knownByName(Bytes bytes) {
        if (bytes.says(0, "II+\0") || bytes.says(0, "MM\0+")) return "BigTIFF";
        if (bytes.says(0, "%PDF")) return "PDF";
        if (bytes.says(0, "<svg") || bytes.says(0, "<?xml")) return "SVG";
        if (bytes.says(0, "\u00FF\n") || bytes.says(4, "JXL ")) return "JPEG XL";
        if (bytes.says(4, "jP  ")) return "JPEG 2000";
        return "";
    }
}
