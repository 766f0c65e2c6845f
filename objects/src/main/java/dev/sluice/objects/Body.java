package dev.sluice.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Objects;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/// The bytes of a version, or of a range of it: read block by block, each verified before it is handed
/// out, decrypted.
/// Holds one block in memory. The bytes stay readable even if the version is deleted meanwhile; close it.
public final class Body extends InputStream {
    private final Disk disk;
    private final String content;
    private final List<Piece> pieces;
    private final @Nullable Sealing sealing;
    private final long length;
    private long rest;
    private int piece;
    private long within;
    private @Nullable FileChannel file;
    private byte[] block = new byte[0];
    private int at;
    private int end;
    private boolean closed;

    /// The content must be leased; closing releases it.
    Body(Disk disk, String content, List<Piece> pieces, @Nullable Sealing sealing, Range range) {
        this.disk = disk;
        this.content = content;
        this.pieces = pieces;
        this.sealing = sealing;
        this.length = range.length();
        this.rest = range.length();
        within = range.first();
        while (piece < pieces.size() && within >= pieces.get(piece).size() && rest > 0) {
            within -= pieces.get(piece).size();
            piece++;
        }
    }

    /// How many bytes it hands out in all.
    public long length() {
        return length;
    }

    @Override
    public int read() throws IOException {
        if (!fill()) return -1;
        rest--;
        return block[at++] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (count == 0) return 0;
        if (!fill()) return -1;
        int n = (int) Math.min(Math.min(count, end - at), rest);
        System.arraycopy(block, at, bytes, offset, n);
        at += n;
        rest -= n;
        return n;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long before = rest;
        while (fill()) {
            int n = (int) Math.min(end - at, rest);
            out.write(block, at, n);
            at += n;
            rest -= n;
        }
        return before;
    }

    /// Reads and verifies the first block now, so that damage there is found before an answer has begun.
    public Body primed() throws IOException {
        fill();
        return this;
    }

    /// Makes sure that there is a byte to hand out. @return false at the end
    private boolean fill() throws IOException {
        if (rest <= 0) return false;
        while (at >= end) load();
        return true;
    }

    private void load() throws IOException {
        Piece source = pieces.get(piece);
        if (within >= source.size()) {
            closeFile();
            piece++;
            within = 0;
            return;
        }
        long number = within / Piece.BLOCK_BYTES;
        long start = number * Piece.BLOCK_BYTES;
        int count = (int) Math.min(Piece.BLOCK_BYTES, source.size() - start);
        read(source, start, count);
        if (!source.intact(number, block, count)) {
            throw new DamagedContent("block " + number + " of piece " + source.no() + " of content " + content
                    + " has changed since it was written");
        }
        decrypt(source, start, count);
        at = (int) (within - start);
        end = count;
        within = start + count;
    }

    private void read(Piece source, long start, int count) throws IOException {
        if (source.inline() != null) {
            block = source.inline().clone();
            if (block.length != count) throw new DamagedContent("content " + content + " is cut short");
            return;
        }
        if (block.length < count) block = new byte[count];
        FileChannel channel = file;
        if (channel == null) {
            channel = disk.open(Objects.requireNonNull(source.file()));
            file = channel;
        }
        ByteBuffer buffer = ByteBuffer.wrap(block, 0, count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, start + buffer.position()) < 0)
                throw new DamagedContent("content " + content + " is cut short");
        }
    }

    private void decrypt(Piece source, long start, int count) {
        byte[] iv = source.iv();
        if (iv == null) return;
        if (sealing == null) throw new IllegalStateException("content " + content + " needs a key");
        Cipher cipher = sealing.cipher(iv, start);
        try {
            cipher.update(block, 0, count, block, 0);
        } catch (javax.crypto.ShortBufferException e) {
            throw new IllegalStateException("a stream cipher writes as much as it reads", e);
        }
    }

    private void closeFile() throws IOException {
        FileChannel open = file;
        file = null;
        if (open != null) open.close();
    }

    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        rest = 0;
        disk.release(content);
        closeFile();
    }
}
