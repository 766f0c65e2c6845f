/// S3's REST API over the object store: routes, XML, conditions, access control lists and all that only S3 has.
@NullMarked
package dev.sluice.gateway.s3;

import org.jspecify.annotations.NullMarked;
