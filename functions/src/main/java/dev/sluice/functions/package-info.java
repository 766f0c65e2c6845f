/// Functions as AWS Lambda has them: named code with limits, invoked with one JSON payload.
@NullMarked
package dev.sluice.functions;

import org.jspecify.annotations.NullMarked;
