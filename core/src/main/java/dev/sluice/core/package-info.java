/// Words shared by all modules. Nothing here opens a file, a socket, a thread or a clock.
@NullMarked
package dev.sluice.core;

import org.jspecify.annotations.NullMarked;
