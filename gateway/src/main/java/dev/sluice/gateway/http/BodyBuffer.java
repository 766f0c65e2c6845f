package dev.sluice.gateway.http;

import dev.sluice.core.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;

/// Reads whole bodies into memory, within limits for each one and for all together.
final class BodyBuffer {
    /// Lambda takes packages of 50 MB, as base64.
    static final int FUNCTION_BODY_BYTES_MAX = 72 << 20;

    /// DynamoDB takes batches of 16 MB; nobody else more.
    static final int BODY_BYTES_MAX = 17 << 20;

    private static final int STEP_BYTES = 64 << 10;

    /// A quarter of the heap for bodies that are being read or answered.
    private static final int STEPS_MAX = (int) Math.max(
            2L * FUNCTION_BODY_BYTES_MAX / STEP_BYTES, Runtime.getRuntime().maxMemory() / 4 / STEP_BYTES);

    private final Semaphore steps = new Semaphore(STEPS_MAX);

    /// A body and the memory it holds; close it when the answer is out.
    record Held(byte[] bytes, Semaphore steps, int taken) implements AutoCloseable {
        @Override
        public void close() {
            steps.release(taken);
        }
    }

    /// @throws Refused if it is too large, or if there is too much in memory already
    Held read(InputStream in, int bytesMax) {
        var out = new ByteArrayOutputStream(1_024);
        byte[] buffer = new byte[8_192];
        int taken = 0;
        boolean done = false;
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (out.size() + n > bytesMax) throw tooLarge(bytesMax);
                if (out.size() + n > taken * STEP_BYTES) {
                    if (!steps.tryAcquire()) throw new Refused("ThrottlingException", "Rate exceeded");
                    taken++;
                }
                out.write(buffer, 0, n);
            }
            done = true;
            return new Held(out.toByteArray(), steps, taken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!done) steps.release(taken);
        }
    }

    private static Refused tooLarge(int bytesMax) {
        return new Refused(
                "RequestEntityTooLargeException",
                "Request must be smaller than " + bytesMax + " bytes for this operation");
    }
}
