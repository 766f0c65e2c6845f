package dev.sluice.gateway.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.AccessKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The examples that AWS publishes in "Signature Calculations for the Authorization Header" and its neighbours, and
/// two vectors of AWS's signature version 4 test suite.
class SignatureVerifierTest {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private Instant now = Instant.parse("2013-05-24T00:00:00Z");

    @Test
    void aws_example_get_object_with_a_range_is_accepted() {
        var headers = objectHeaders(EMPTY);
        headers.put("range", "bytes=0-9");
        headers.put(
                "authorization",
                authorization(
                        "host;range;x-amz-content-sha256;x-amz-date",
                        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
        Verified verified = verify(message("GET", "/test.txt", "", headers));
        assertThat(verified.service()).isEqualTo("s3");
        assertThat(verified.seal()).isEqualTo(new BodySeal.Sha256(EMPTY));
    }

    @Test
    void aws_example_put_object_with_an_escaped_dollar_is_accepted() {
        String hash = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072";
        var headers = objectHeaders(hash);
        headers.put("date", "Fri, 24 May 2013 00:00:00 GMT");
        headers.put("x-amz-storage-class", "REDUCED_REDUNDANCY");
        headers.put(
                "authorization",
                authorization(
                        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"));
        assertThat(verify(message("PUT", "/test%24file.text", "", headers))
                        .key()
                        .id())
                .isEqualTo("AKIAIOSFODNN7EXAMPLE");
    }

    @Test
    void aws_example_list_objects_with_a_query_is_accepted() {
        var headers = objectHeaders(EMPTY);
        headers.put(
                "authorization",
                authorization(
                        "host;x-amz-content-sha256;x-amz-date",
                        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
        assertThat(verify(message("GET", "/", "max-keys=2&prefix=J", headers))).isNotNull();
    }

    private static final String PRESIGNED = "X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
            + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";

    @Test
    void aws_example_presigned_url_is_accepted_until_it_expires() {
        var message = message("GET", "/test.txt", PRESIGNED, host());
        now = Instant.parse("2013-05-24T23:59:59Z");
        assertThat(verify(message).seal()).isEqualTo(new BodySeal.Unsigned());
        now = Instant.parse("2013-05-25T00:00:01Z");
        assertFault(message, SignatureFault.Kind.EXPIRED_URL);
    }

    @Test
    void a_presigned_url_with_one_more_parameter_is_refused() {
        assertFault(message("GET", "/test.txt", PRESIGNED + "&versionId=1", host()), SignatureFault.Kind.MISMATCH);
    }

    @Test
    void a_presigned_url_of_more_than_a_week_is_refused() {
        String longer = PRESIGNED.replace("Expires=86400", "Expires=604801");
        assertFault(message("GET", "/test.txt", longer, host()), SignatureFault.Kind.MALFORMED);
    }

    @Test
    void the_suites_get_vanilla_is_accepted_for_other_services() {
        now = Instant.parse("2015-08-30T12:36:00Z");
        Map<String, String> headers = new HashMap<>(Map.of(
                "host",
                "example.amazonaws.com",
                "x-amz-date",
                "20150830T123600Z",
                "authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                        + "SignedHeaders=host;x-amz-date, "
                        + "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"));
        var message = new SignedMessage("GET", "/", Map.of(), headers, false);
        var verified = verifier("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
                .verify(message, () -> new byte[0]);
        assertThat(verified.service()).isEqualTo("service");
        now = now.plusSeconds(301);
        assertThatThrownBy(() -> verifier("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
                        .verify(message, () -> new byte[0]))
                .hasMessage("Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z "
                        + "(20150830T124101Z - 5 min.)");
    }

    @Test
    void another_method_path_header_or_secret_is_refused() {
        var headers = objectHeaders(EMPTY);
        headers.put(
                "authorization",
                authorization(
                        "host;x-amz-content-sha256;x-amz-date",
                        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
        assertFault(message("HEAD", "/", "max-keys=2&prefix=J", headers), SignatureFault.Kind.MISMATCH);
        assertFault(message("GET", "//", "max-keys=2&prefix=J", headers), SignatureFault.Kind.MISMATCH);
        headers.put("x-amz-meta-a", "b");
        assertFault(message("GET", "/", "max-keys=2&prefix=J", headers), SignatureFault.Kind.UNSIGNED_HEADERS);
    }

    @Test
    void an_old_signature_is_skewed_and_an_unknown_key_is_unknown() {
        var headers = objectHeaders(EMPTY);
        headers.put("authorization", authorization("host;x-amz-content-sha256;x-amz-date", "00"));
        now = now.plusSeconds(901);
        assertFault(message("GET", "/", "", headers), SignatureFault.Kind.SKEWED);
        headers.computeIfPresent("authorization", (name, value) -> value.replace("AKIAIOSFODNN7EXAMPLE", "AKIAX"));
        assertFault(message("GET", "/", "", headers), SignatureFault.Kind.UNKNOWN_KEY);
    }

    @Test
    void garbage_in_place_of_a_signature_is_malformed_and_never_more() {
        for (String garbage : List.of(
                "AWS4-HMAC-SHA256",
                "AWS4-HMAC-SHA256 Credential=a,Signature=,SignedHeaders=",
                "Basic eDp5",
                "AWS x",
                "AWS4-HMAC-SHA256 Credential=a/20130524/r/s3/aws4_request,Signature=x,SignedHeaders=host")) {
            var headers = objectHeaders(EMPTY);
            headers.put("x-amz-date", "2013-05-24");
            headers.put("authorization", garbage);
            assertFault(message("GET", "/", "", headers), SignatureFault.Kind.MALFORMED);
        }
    }

    @Test
    void a_version_2_header_of_awss_example_is_accepted() {
        now = Instant.parse("2007-03-27T19:36:42Z");
        Map<String, String> headers = new HashMap<>();
        headers.put("host", "awsexamplebucket1.s3.us-west-1.amazonaws.com");
        headers.put("date", "Tue, 27 Mar 2007 19:36:42 +0000");
        headers.put("authorization", "AWS AKIAIOSFODNN7EXAMPLE:qgk2+6Sv9/oM7G3qLEjTH1a1l1g=");
        assertThat(verify(message("GET", "/photos/puppy.jpg", "", headers)).service())
                .isEqualTo("s3");
        headers.put("date", "Tue, 27 Mar 2007 19:36:43 +0000");
        assertFault(message("GET", "/photos/puppy.jpg", "", headers), SignatureFault.Kind.MISMATCH);
    }

    private void assertFault(SignedMessage message, SignatureFault.Kind kind) {
        assertThatThrownBy(() -> verify(message))
                .isInstanceOfSatisfying(
                        SignatureFault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
    }

    private Verified verify(SignedMessage message) {
        return verifier("AKIAIOSFODNN7EXAMPLE", SECRET).verify(message, () -> new byte[0]);
    }

    private SignatureVerifier verifier(String id, String secret) {
        InstantSource clock = () -> now;
        var key = new AccessKey(id, secret, null, "arn:aws:iam::000000000000:root", "000000000000", null);
        return new SignatureVerifier(asked -> asked.equals(id) ? Optional.of(key) : Optional.empty(), clock);
    }

    private static SignedMessage message(String method, String path, String query, Map<String, String> headers) {
        return new SignedMessage(method, path, UriText.parameters(query), headers, true);
    }

    private static Map<String, String> host() {
        return new HashMap<>(Map.of("host", "examplebucket.s3.amazonaws.com"));
    }

    private static Map<String, String> objectHeaders(String payloadHash) {
        var headers = host();
        headers.put("x-amz-content-sha256", payloadHash);
        headers.put("x-amz-date", "20130524T000000Z");
        return headers;
    }

    private static String authorization(String signedHeaders, String signature) {
        return "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders="
                + signedHeaders + ",Signature=" + signature;
    }
}
