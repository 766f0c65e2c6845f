/// HTTP: takes a request, finds out which service and protocol it means and who sent it, and writes the answer.
@NullMarked
package dev.sluice.gateway.http;

import org.jspecify.annotations.NullMarked;
