package dev.sluice.gateway;

import java.io.OutputStream;

/// The answer to a [RawRequest]: status and headers first, then exactly one of the two `send` methods or a stream.
/// `x-amz-request-id`, `Date` and `Server` are there already.
public interface RawResponse {
    /// The status; 200 unless said.
    RawResponse status(int status);

    /// Sets a header, replacing earlier values.
    RawResponse header(String name, String value);

    /// Sends the headers and this body; to HEAD its length alone. An answer to HEAD without a body at hand sets
    /// `Content-Length` itself and calls [#send()].
    void send(byte[] body);

    /// Sends the headers alone.
    void send();

    /// Sends the headers and gives the stream for the body; close it at the end. The body is chunked unless a
    /// `Content-Length` header was set.
    OutputStream stream();

    /// Whether headers have gone out, after which no error can be told any more.
    boolean sent();
}
