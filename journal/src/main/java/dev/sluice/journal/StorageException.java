package dev.sluice.journal;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// The disk or the database failed, or the store is closed. Nothing of the transaction in hand has been kept.
public final class StorageException extends RuntimeException {
    /// @param cause what the database said, if it was the database
    public StorageException(String message, @Nullable SQLException cause) {
        super(message, cause);
    }
}
