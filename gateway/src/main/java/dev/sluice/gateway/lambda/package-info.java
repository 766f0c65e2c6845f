/// AWS Lambda's API over the functions stage.
@NullMarked
package dev.sluice.gateway.lambda;

import org.jspecify.annotations.NullMarked;
