/// SNS's API over the topics, and the pages its subscribers follow links to.
@NullMarked
package dev.sluice.gateway.sns;

import org.jspecify.annotations.NullMarked;
