/// Records: what DynamoDB's API answers, as plain calls from JSON to JSON.
@NullMarked
package dev.sluice.tables;

import org.jspecify.annotations.NullMarked;
