package dev.sluice.gateway.s3;

import dev.sluice.core.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `multipart/form-data` body: the fields up to the file in memory, the file as a stream.
///
/// @param fields by lower-case name
/// @param fileName as the browser says it
/// @param file ends at the boundary
record Form(Map<String, String> fields, String fileName, String fileType, InputStream file) {
    /// All fields together.
    static final int FIELDS_BYTES_MAX = 256 * 1024;

    private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]{1,200})\"|([^;\\s]{1,200}))");
    private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("(?i)[;\\s]filename=\"([^\"]*)\"");

    /// Reads up to the file. @throws Refused `MalformedPOSTRequest`, `MaxPostPreDataLengthExceeded`,
    /// `InvalidArgument`
    static Form read(String contentType, InputStream body) throws IOException {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!contentType.startsWith("multipart/form-data") || !boundary.find()) throw malformed();
        String mark = boundary.group(1) != null ? boundary.group(1) : boundary.group(2);
        // A line break in front makes the first boundary look like all others.
        PartStream parts = new PartStream(body, ("\r\n--" + mark).getBytes(StandardCharsets.UTF_8));
        parts.readAllBytes();
        Map<String, String> fields = new LinkedHashMap<>();
        int size = 0;
        while (parts.next()) {
            String headers = headers(parts);
            Matcher name = NAME.matcher(headers);
            if (!name.find()) throw malformed();
            Matcher fileName = FILE_NAME.matcher(headers);
            if (name.group(1).equalsIgnoreCase("file")) {
                return new Form(fields, fileName.find() ? fileName.group(1) : "", type(headers), parts);
            }
            byte[] value = parts.readNBytes(FIELDS_BYTES_MAX + 1);
            size += value.length;
            if (size > FIELDS_BYTES_MAX) {
                throw new Refused(
                        "MaxPostPreDataLengthExceeded",
                        "Your POST request fields preceding the upload file were too large.");
            }
            fields.put(name.group(1).toLowerCase(Locale.ROOT), new String(value, StandardCharsets.UTF_8));
        }
        throw S3Errors.invalid("POST requires exactly one file upload per request.", "file", "0");
    }

    static Refused malformed() {
        return new Refused(
                "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");
    }

    private static String headers(InputStream part) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int b;
        while ((b = part.read()) >= 0) {
            out.write(b);
            String text = out.size() >= 4 && b == '\n' ? out.toString(StandardCharsets.UTF_8) : "";
            if (text.endsWith("\r\n\r\n")) return text;
            if (out.size() > FIELDS_BYTES_MAX) throw malformed();
        }
        throw malformed();
    }

    private static String type(String headers) {
        for (String line : headers.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                return line.substring("content-type:".length()).strip();
        }
        return "";
    }
}
