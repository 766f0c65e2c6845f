package dev.sluice.objects;

import dev.sluice.core.Refused;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a bucket may be called.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Naming rules</a>
final class BucketName {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final List<String> PREFIXES = List.of("xn--", "sthree-", "amzn-s3-demo-");
    private static final List<String> SUFFIXES = List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

    private BucketName() {}

    /// @throws Refused `InvalidBucketName`
    static void check(String name) {
        boolean right = FORM.matcher(name).matches()
                && !name.contains("..")
                && !name.contains(".-")
                && !name.contains("-.")
                && !ADDRESS.matcher(name).matches()
                && PREFIXES.stream().noneMatch(name::startsWith)
                && SUFFIXES.stream().noneMatch(name::endsWith);
        if (!right)
            throw new Refused("InvalidBucketName", "The specified bucket is not valid.", Map.of("BucketName", name));
    }
}
