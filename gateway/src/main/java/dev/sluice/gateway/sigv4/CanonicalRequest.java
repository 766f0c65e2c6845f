package dev.sluice.gateway.sigv4;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The text of a request that is hashed and signed.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS</a>
final class CanonicalRequest {
    private static final Pattern BLANKS = Pattern.compile(" +");

    private CanonicalRequest() {}

    /// The text for one way of writing the path: see [#paths].
    static String text(SignedMessage message, Claim claim, String path, String payloadHash) {
        var out = new StringBuilder(512);
        out.append(message.method()).append('\n').append(path).append('\n');
        out.append(query(message)).append('\n');
        for (String name : claim.signedHeaders()) {
            String value = message.headers().getOrDefault(name, "");
            String single = value.indexOf("  ") < 0
                    ? value.strip()
                    : BLANKS.matcher(value.strip()).replaceAll(" ");
            out.append(name).append(':').append(single).append('\n');
        }
        out.append('\n').append(String.join(";", claim.signedHeaders())).append('\n');
        return out.append(payloadHash).toString();
    }

    /// The ways in which a client may have written the path it signed, likeliest first.
    static Set<String> paths(SignedMessage message) {
        Set<String> paths = new LinkedHashSet<>();
        String raw = message.rawPath().isEmpty() ? "/" : message.rawPath();
        if (message.objects()) {
            paths.add(raw);
            try {
                paths.add(UriText.encode(UriText.decode(raw), true));
            } catch (IllegalArgumentException e) {
                return paths; // Not decodable: it can only have been signed as it is.
            }
        } else {
            paths.add(UriText.encode(normalised(raw), true));
            paths.add(UriText.encode(raw, true));
        }
        return paths;
    }

    /// The path without empty, `.` and `..` segments.
    static String normalised(String path) {
        if (!path.contains("//") && !path.contains("/.")) return path;
        List<String> kept = new ArrayList<>();
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                if (!kept.isEmpty()) kept.removeLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.add(segment);
            }
        }
        String joined = "/" + String.join("/", kept);
        return path.endsWith("/") && joined.length() > 1 ? joined + "/" : joined;
    }

    private static String query(SignedMessage message) {
        if (message.query().isEmpty()) return "";
        List<String> pairs = new ArrayList<>();
        message.query().forEach((name, values) -> {
            if (name.equals("X-Amz-Signature")) return;
            String encoded = UriText.encode(name, false) + "=";
            values.forEach(value -> pairs.add(encoded + UriText.encode(value, false)));
        });
        pairs.sort(CanonicalRequest::byNameThenValue);
        return String.join("&", Collections.unmodifiableList(pairs));
    }

    // Names are compared without their `=`: `a=2` comes before `a-b=1`, though '-' sorts before '='.
    private static int byNameThenValue(String a, String b) {
        int names = a.substring(0, a.indexOf('=')).compareTo(b.substring(0, b.indexOf('=')));
        return names != 0 ? names : a.compareTo(b);
    }
}
