/// Tables, items and index entries as rows whose order is the order queries answer in.
@NullMarked
package dev.sluice.tables.store;

import org.jspecify.annotations.NullMarked;
