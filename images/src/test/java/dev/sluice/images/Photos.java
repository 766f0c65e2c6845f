package dev.sluice.images;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/// Pictures made for tests: a gradient, coarse noise, discs and a line of text, the same on every run.
final class Photos {
    private Photos() {}

    static BufferedImage draw(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int noise = (x / 4 * 31 + y / 4 * 17) % 23;
                int rgb = (x * 200 / width + noise) << 16 | (y * 200 / height + noise) << 8 | 90 + noise;
                int alpha = type == BufferedImage.TYPE_INT_ARGB ? 255 - x * 200 / width : 255;
                image.setRGB(x, y, alpha << 24 | rgb);
            }
        }
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 12; i++) {
            graphics.setColor(new Color(random.nextInt(0xFFFFFF)));
            int size = Math.max(1, width / 8);
            graphics.fillOval(random.nextInt(width), random.nextInt(height), size, size);
        }
        graphics.dispose();
        return image;
    }

    static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) throw new IllegalStateException("no writer for " + format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] rgb(int width, int height, String format) {
        return encoded(draw(width, height, BufferedImage.TYPE_INT_RGB), format);
    }

    static byte[] jpeg(int width, int height) {
        return rgb(width, height, "jpg");
    }

    static byte[] png(int width, int height) {
        return rgb(width, height, "png");
    }

    static byte[] transparentPng(int width, int height) {
        return encoded(draw(width, height, BufferedImage.TYPE_INT_ARGB), "png");
    }

    static byte[] deepPng(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
        WritableRaster raster = image.getRaster();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) raster.setSample(x, y, 0, 257 * (x * 255 / width));
        }
        return encoded(image, "png");
    }

    /// A JPEG of four inks, as Adobe's programs write it: a frame header of four components, claimed by its marker.
    static byte[] cmykJpeg(int width, int height) {
        WritableRaster raster = java.awt.image.Raster.createInterleavedRaster(0, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) raster.setPixel(x, y, new int[] {255, 40, 40, 255});
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var sink = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(sink);
            writer.write(null, new javax.imageio.IIOImage(raster, null, null), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return spliced(bytes.toByteArray(), 2, adobe);
    }

    /// The same JPEG with an EXIF segment that says nothing but an orientation and a maker.
    static byte[] withExif(byte[] jpeg, int orientation) {
        byte[] tiff = {
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            2,
            1,
            0x0F,
            0,
            2,
            0,
            0,
            0,
            4,
            'C',
            'a',
            'm',
            0,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] segment = new byte[tiff.length + 4];
        segment[0] = (byte) 0xFF;
        segment[1] = (byte) 0xE1;
        segment[3] = (byte) (tiff.length + 2);
        System.arraycopy(tiff, 0, segment, 4, tiff.length);
        return spliced(jpeg, 2, segment);
    }

    /// The same PNG with one more chunk after its header, which may claim a length that isn't its own.
    static byte[] withChunk(byte[] png, String type, byte[] data, long claimed) {
        byte[] chunk = new byte[12 + data.length];
        for (int i = 0; i < 4; i++) chunk[i] = (byte) (claimed >> (24 - 8 * i));
        System.arraycopy(type.getBytes(StandardCharsets.ISO_8859_1), 0, chunk, 4, 4);
        System.arraycopy(data, 0, chunk, 8, data.length);
        CRC32 crc = new CRC32();
        crc.update(chunk, 4, 4 + data.length);
        for (int i = 0; i < 4; i++) chunk[8 + data.length + i] = (byte) (crc.getValue() >> (24 - 8 * i));
        return spliced(png, 33, chunk);
    }

    static byte[] spliced(byte[] file, int at, byte[] more) {
        byte[] all = new byte[file.length + more.length];
        System.arraycopy(file, 0, all, 0, at);
        System.arraycopy(more, 0, all, at, more.length);
        System.arraycopy(file, at, all, at + more.length, file.length - at);
        return all;
    }

    static byte[] firstPart(byte[] file, int percent) {
        return java.util.Arrays.copyOf(file, file.length * percent / 100);
    }

    /// 35 bytes that claim 65,535 x 65,535 pixels.
    static byte[] gifBomb() {
        return java.util.HexFormat.of()
                .parseHex("474946383961" + "ffffffff800000" + "000000ffffff" + "2c00000000ffffffff00" + "020244"
                        + "01003b");
    }

    /// What is drawn when a file is decoded by the JDK.
    static BufferedImage decoded(byte[] file) {
        try {
            return ImageIO.read(new java.io.ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
