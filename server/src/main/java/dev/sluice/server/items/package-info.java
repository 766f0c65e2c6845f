/// What distributed Map states run over: objects of a bucket, and the rows or elements inside one.
@NullMarked
package dev.sluice.server.items;

import org.jspecify.annotations.NullMarked;
