package dev.sluice.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The code of the functions that recordings describe by what they do.
final class FunctionCode {
    // Recorded stack traces name the line that raises: the ninth.
    private static final String CUSTOM_EXCEPTION = """
            class CustomException(Exception):
                message: str

                def __init__(self):
                    self.message = "CustomException message"


            def handler(event, context):
                raise CustomException()
            """;

    private FunctionCode() {}

    /// The zip file, base64, of a `handler.py` that behaves so.
    static String zipped(String behaviour) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("handler.py"));
            zip.write(source(behaviour).getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String source(String behaviour) {
        String head = "def handler(event, context):\n    ";
        if (behaviour.startsWith("raises an exception of its own class CustomException")) return CUSTOM_EXCEPTION;
        if (behaviour.startsWith("raises ")) return head + "raise " + behaviour.substring("raises ".length()) + "\n";
        if (behaviour.startsWith("sleeps 60 s")) return "import time\n\n" + head + "time.sleep(60)\n    return event\n";
        if (behaviour.startsWith("returns the bytes of the text")) return head + "return b'\"HelloWorld!\"'\n";
        if (behaviour.startsWith("returns 257 KiB")) return head + "return b'a' * (257 * 1024)\n";
        if (behaviour.equals("returns its event")) return head + "return event\n";
        if (behaviour.startsWith("returns {"))
            return head + "return " + behaviour.substring("returns ".length()) + "\n";
        throw new IllegalArgumentException("behaviour not understood: " + behaviour);
    }
}
