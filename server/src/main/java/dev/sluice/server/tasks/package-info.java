/// How a Task state's Resource reaches a service of this server: the integrations of Step Functions.
@NullMarked
package dev.sluice.server.tasks;

import org.jspecify.annotations.NullMarked;
