package dev.sluice.gateway.s3;

import dev.sluice.objects.Bucket;
import dev.sluice.objects.Lock;
import dev.sluice.objects.ObjectStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import tools.jackson.databind.JsonNode;

/// The object lock of something new: what the request's headers ask for, or what the bucket gives by default.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html">Object Lock</a>
final class LockRequest {
    private final ObjectStore store;
    private final InstantSource clock;

    LockRequest(ObjectStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// @throws dev.sluice.core.Refused `InvalidRequest`, `InvalidArgument`
    Lock of(JsonNode input, Bucket bucket) {
        String mode = input.path("ObjectLockMode").asString("");
        boolean until = input.has("ObjectLockRetainUntilDate");
        String hold = input.path("ObjectLockLegalHoldStatus").asString("");
        boolean asked = !mode.isEmpty() || until || !hold.isEmpty();
        if (!asked) return bucket.locking() ? byDefault(bucket) : Lock.NONE;
        if (!bucket.locking()) throw S3Errors.invalidRequest("Bucket is missing Object Lock Configuration");
        if (mode.isEmpty() == until) {
            throw S3Errors.invalid(
                    "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied");
        }
        if (!hold.isEmpty() && !hold.equals("ON") && !hold.equals("OFF"))
            throw S3Errors.invalid("Legal Hold must be either of 'ON' or 'OFF'");
        Lock lock = mode.isEmpty() ? byDefault(bucket) : retention(mode, input);
        return lock.withHold(hold.equals("ON"));
    }

    private Lock retention(String mode, JsonNode input) {
        if (!mode.equals(Lock.GOVERNANCE) && !mode.equals(Lock.COMPLIANCE))
            throw S3Errors.invalid("Unknown wormMode directive.");
        Instant until =
                Instant.ofEpochSecond(input.path("ObjectLockRetainUntilDate").asLong());
        if (!until.isAfter(Instant.ofEpochMilli(clock.millis())))
            throw S3Errors.invalid("The retain until date must be in the future!");
        return Lock.NONE.withRetention(mode, until);
    }

    private Lock byDefault(Bucket bucket) {
        JsonNode retention = store.buckets()
                .setting(bucket.name(), Settings.OBJECT_LOCK)
                .map(configuration -> configuration.path("Rule").path("DefaultRetention"))
                .orElse(dev.sluice.core.Json.object());
        if (!retention.has("Mode")) return Lock.NONE;
        Instant now = Instant.ofEpochMilli(clock.millis());
        Instant until = now.atOffset(ZoneOffset.UTC)
                .plusDays(retention.path("Days").asLong(0))
                .plusYears(retention.path("Years").asLong(0))
                .toInstant();
        return Lock.NONE.withRetention(retention.path("Mode").asString(), until);
    }
}
