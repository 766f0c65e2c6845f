/// DynamoDB's API over the tables.
@NullMarked
package dev.sluice.gateway.dynamodb;

import org.jspecify.annotations.NullMarked;
