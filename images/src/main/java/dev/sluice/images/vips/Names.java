package dev.sluice.images.vips;

/// Members of libvips' enumerations by the numbers its headers give them; part of its stable binary interface.
public final class Names {
    public static final int ACCESS_SEQUENTIAL = 1;
    /// Stop at a truncated or broken file, not at a mere warning.
    public static final int FAIL_ON_ERROR = 2;

    public static final int KERNEL_LANCZOS3 = 5;
    public static final int EXTEND_BACKGROUND = 5;

    public static final int DIRECTION_HORIZONTAL = 0;
    public static final int DIRECTION_VERTICAL = 1;

    public static final int INTERPRETATION_GREY = 1;
    public static final int INTERPRETATION_CMYK = 15;
    public static final int INTERPRETATION_SRGB = 22;
    public static final int INTERPRETATION_RGB16 = 25;
    public static final int INTERPRETATION_GREY16 = 26;

    /// 8-bit samples.
    public static final int FORMAT_UCHAR = 0;
    /// 16-bit samples.
    public static final int FORMAT_USHORT = 2;

    public static final int KEEP_COLOUR_PROFILE = 1 << 3;
    public static final int PNG_FILTERS_ALL = 0xF8;
    public static final int HEIF_COMPRESSION_AV1 = 4;
    public static final int TIFF_COMPRESSION_DEFLATE = 2;

    private Names() {}
}
