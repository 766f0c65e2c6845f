package dev.sluice.gateway.s3;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an operation needs: the action policies speak of, and the grant an access control list may give
/// instead.
///
/// @param action such as `s3:GetObject`
/// @param versionAction the action where a version id is named; the same where AWS makes no difference
/// @param grant `READ`, `WRITE`, `READ_ACP` or `WRITE_ACP`; null where no access control list can allow it
/// @param onObject whether it is about an object (its ARN and its list) rather than the bucket
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">Actions</a>
record Need(String action, String versionAction, @Nullable String grant, boolean onObject) {
    private static final Map<String, Need> NEEDS = Map.ofEntries(
            bucket("HeadBucket", "ListBucket", "READ"),
            bucket("ListObjects", "ListBucket", "READ"),
            bucket("ListObjectsV2", "ListBucket", "READ"),
            bucket("ListObjectVersions", "ListBucketVersions", "READ"),
            bucket("ListMultipartUploads", "ListBucketMultipartUploads", "READ"),
            bucket("GetBucketAcl", "GetBucketAcl", "READ_ACP"),
            bucket("PutBucketAcl", "PutBucketAcl", "WRITE_ACP"),
            bucket("GetBucketCors", "GetBucketCORS", null),
            bucket("PutBucketCors", "PutBucketCORS", null),
            bucket("DeleteBucketCors", "PutBucketCORS", null),
            bucket("GetBucketLifecycleConfiguration", "GetLifecycleConfiguration", null),
            bucket("PutBucketLifecycleConfiguration", "PutLifecycleConfiguration", null),
            bucket("DeleteBucketLifecycle", "PutLifecycleConfiguration", null),
            bucket("GetBucketNotificationConfiguration", "GetBucketNotification", null),
            bucket("PutBucketNotificationConfiguration", "PutBucketNotification", null),
            bucket("GetBucketEncryption", "GetEncryptionConfiguration", null),
            bucket("PutBucketEncryption", "PutEncryptionConfiguration", null),
            bucket("DeleteBucketEncryption", "PutEncryptionConfiguration", null),
            bucket("DeleteBucketTagging", "PutBucketTagging", null),
            bucket("GetBucketAccelerateConfiguration", "GetAccelerateConfiguration", null),
            bucket("PutBucketAccelerateConfiguration", "PutAccelerateConfiguration", null),
            bucket("GetPublicAccessBlock", "GetBucketPublicAccessBlock", null),
            bucket("PutPublicAccessBlock", "PutBucketPublicAccessBlock", null),
            bucket("DeletePublicAccessBlock", "PutBucketPublicAccessBlock", null),
            bucket("DeleteBucketOwnershipControls", "PutBucketOwnershipControls", null),
            bucket("GetBucketReplication", "GetReplicationConfiguration", null),
            bucket("GetObjectLockConfiguration", "GetBucketObjectLockConfiguration", null),
            bucket("PutObjectLockConfiguration", "PutBucketObjectLockConfiguration", null),
            object("GetObject", "GetObject", "GetObjectVersion", "READ"),
            object("HeadObject", "GetObject", "GetObjectVersion", "READ"),
            object("GetObjectAttributes", "GetObject", "GetObjectVersion", "READ"),
            object("GetObjectAcl", "GetObjectAcl", "GetObjectVersionAcl", "READ_ACP"),
            object("PutObjectAcl", "PutObjectAcl", "PutObjectVersionAcl", "WRITE_ACP"),
            object("GetObjectTagging", "GetObjectTagging", "GetObjectVersionTagging", null),
            object("PutObjectTagging", "PutObjectTagging", "PutObjectVersionTagging", null),
            object("DeleteObjectTagging", "DeleteObjectTagging", "DeleteObjectVersionTagging", null),
            object("PutObject", "PutObject", "PutObject", "WRITE"),
            object("PostObject", "PutObject", "PutObject", "WRITE"),
            object("CopyObject", "PutObject", "PutObject", "WRITE"),
            object("CreateMultipartUpload", "PutObject", "PutObject", "WRITE"),
            object("UploadPart", "PutObject", "PutObject", "WRITE"),
            object("UploadPartCopy", "PutObject", "PutObject", "WRITE"),
            object("CompleteMultipartUpload", "PutObject", "PutObject", "WRITE"),
            object("AbortMultipartUpload", "AbortMultipartUpload", "AbortMultipartUpload", "WRITE"),
            object("ListParts", "ListMultipartUploadParts", "ListMultipartUploadParts", null),
            object("DeleteObject", "DeleteObject", "DeleteObjectVersion", "WRITE"),
            object("DeleteObjects", "DeleteObject", "DeleteObjectVersion", "WRITE"),
            object("GetObjectRetention", "GetObjectRetention", "GetObjectRetention", null),
            object("PutObjectRetention", "PutObjectRetention", "PutObjectRetention", null),
            object("GetObjectLegalHold", "GetObjectLegalHold", "GetObjectLegalHold", null),
            object("PutObjectLegalHold", "PutObjectLegalHold", "PutObjectLegalHold", null));

    private static Map.Entry<String, Need> bucket(String operation, String action, @Nullable String grant) {
        return Map.entry(operation, new Need("s3:" + action, "s3:" + action, grant, false));
    }

    private static Map.Entry<String, Need> object(
            String operation, String action, String versionAction, @Nullable String grant) {
        return Map.entry(operation, new Need("s3:" + action, "s3:" + versionAction, grant, true));
    }

    /// What an operation needs; by default the action of its own name on the bucket.
    static Need of(String operation) {
        Need known = NEEDS.get(operation);
        return known != null ? known : new Need("s3:" + operation, "s3:" + operation, null, false);
    }

    /// The action, which may depend on whether a version is named.
    String action(boolean version) {
        return version ? versionAction : action;
    }

    /// Whether the grant is looked for in the bucket's list: objects that are to be written have none yet.
    boolean grantOnBucket() {
        return !onObject || "WRITE".equals(grant);
    }
}
