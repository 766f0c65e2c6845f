/// Identities and what they may do: users, roles, keys and policies; the services `iam` and `sts` on top.
@NullMarked
package dev.sluice.gateway.iam;

import org.jspecify.annotations.NullMarked;
