/// CloudWatch Logs' API over the logs stage.
@NullMarked
package dev.sluice.gateway.logs;

import org.jspecify.annotations.NullMarked;
