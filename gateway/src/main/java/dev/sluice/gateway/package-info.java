/// The way in: HTTP, signatures, policies and AWS's wire formats, in front of services that only see JSON.
@NullMarked
package dev.sluice.gateway;

import org.jspecify.annotations.NullMarked;
