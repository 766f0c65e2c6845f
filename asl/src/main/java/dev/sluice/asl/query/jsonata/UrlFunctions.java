package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Percent encoding as JavaScript does it: a whole URL keeps the signs that give it structure, a component doesn't.
final class UrlFunctions {
    private static final String UNRESERVED = "-_.!~*'()";
    private static final String STRUCTURE = ";/?:@&=+$,#";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UrlFunctions() {}

    static void define() {
        Builtins.define("encodeUrlComponent", "<s-:s>", call -> encoded(call, "encodeUrlComponent", UNRESERVED));
        Builtins.define("encodeUrl", "<s-:s>", call -> encoded(call, "encodeUrl", UNRESERVED + STRUCTURE));
        Builtins.define("decodeUrlComponent", "<s-:s>", call -> decoded(call, "decodeUrlComponent", ""));
        Builtins.define("decodeUrl", "<s-:s>", call -> decoded(call, "decodeUrl", STRUCTURE));
    }

    private static @Nullable JsonNode encoded(Arguments call, String name, String kept) {
        String text = call.text(0);
        if (text == null) return null;
        call.meter().text(9L * text.length());
        StringBuilder url = new StringBuilder(text.length());
        for (byte b : bytes(text, name)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0);
            if (plain) url.append(c);
            else HEX.toHexDigits(url.append('%'), b);
        }
        return Json.text(url.toString());
    }

    private static byte[] bytes(String text, String name) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw malformed(name, text);
        }
    }

    private static @Nullable JsonNode decoded(Arguments call, String name, String kept) {
        String text = call.text(0);
        if (text == null || text.indexOf('%') < 0) return call.get(0);
        call.meter().text(3L * text.length());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                int point = text.codePointAt(i);
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(point) - 1;
                continue;
            }
            int value = i + 2 < text.length() ? hex(text, i) : -1;
            if (value < 0) throw malformed(name, text);
            if (kept.indexOf(value) >= 0)
                bytes.writeBytes(text.substring(i, i + 3).getBytes(StandardCharsets.UTF_8));
            else bytes.write(value);
            i += 2;
        }
        try {
            return Json.text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            throw malformed(name, text);
        }
    }

    private static int hex(String text, int at) {
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static JsonataError malformed(String name, String text) {
        return JsonataError.saying("D3140", "Malformed URL passed to $" + name + "(): " + JsonataError.shown(text));
    }
}
