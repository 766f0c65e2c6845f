/// AWS's wire formats, driven by the service models: awsJson, query and restJson in, plain JSON trees out, and back.
@NullMarked
package dev.sluice.gateway.wire;

import org.jspecify.annotations.NullMarked;
