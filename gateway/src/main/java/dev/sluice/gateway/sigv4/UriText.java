package dev.sluice.gateway.sigv4;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Percent-encoding as AWS's signatures define it: RFC 3986, upper-case hex, only unreserved characters as they are.
public final class UriText {
    private static final String HEX = "0123456789ABCDEF";

    private UriText() {}

    /// Encodes a text. @param keepSlash whether `/` stays, as in paths
    public static String encode(String text, boolean keepSlash) {
        var out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (unreserved(c) || (c == '/' && keepSlash)) out.append(c);
            else out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        }
        return out.toString();
    }

    private static boolean unreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '~';
    }

    /// Decodes a text; `+` stays a plus sign.
    ///
    /// @throws IllegalArgumentException if an escape is cut short or isn't UTF-8
    public static String decode(String text) {
        if (text.indexOf('%') < 0) return text;
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                out.write(raw[i]);
                continue;
            }
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
            if (low < 0) throw new IllegalArgumentException("a % without two hexadecimal digits");
            out.write(high << 4 | low);
            i += 2;
        }
        return strictUtf8(out.toByteArray());
    }

    /// The text of UTF-8 bytes. @throws IllegalArgumentException if they aren't UTF-8
    public static String strictUtf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text isn't UTF-8", e);
        }
    }

    /// The parameters of a query or form, decoded, in their order; `+` means a blank.
    ///
    /// @throws IllegalArgumentException as [#decode] does
    public static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters
                    .computeIfAbsent(decode(name.replace('+', ' ')), unused -> new ArrayList<>(1))
                    .add(decode(value.replace('+', ' ')));
        }
        return parameters;
    }
}
