/// Verifies AWS's request signatures: version 4 in headers, in the query and in chunked bodies; version 2 for S3.
@NullMarked
package dev.sluice.gateway.sigv4;

import org.jspecify.annotations.NullMarked;
