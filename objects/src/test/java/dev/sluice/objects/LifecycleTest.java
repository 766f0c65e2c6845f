package dev.sluice.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
    @TempDir
    Path directory;

    private StoreFixture fixture;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void objects_under_the_prefix_expire_at_the_midnight_after_their_days() {
        fixture.bucket("logs");
        rule("logs", "\"Filter\":{\"Prefix\":\"old/\"},\"Expiration\":{\"Days\":1}");
        fixture.put("logs", "old/x", "1");
        fixture.put("logs", "new/x", "1");
        fixture.pass(Duration.ofHours(37)); // 23:00 of the day after
        assertThat(fixture.store.lifecycle().sweep()).isZero();
        fixture.pass(Duration.ofHours(1));
        assertThat(fixture.store.lifecycle().sweep()).isOne();
        assertThat(fixture.store.objects().find("logs", "old/x", null)).isEmpty();
        assertThat(fixture.store.objects().find("logs", "new/x", null)).isPresent();
    }

    @Test
    void overwritten_versions_go_and_the_current_one_stays() {
        fixture.versioned("logs");
        rule("logs", "\"Filter\":{},\"NoncurrentVersionExpiration\":{\"NoncurrentDays\":1}");
        fixture.put("logs", "x", "1");
        fixture.put("logs", "x", "2");
        fixture.pass(Duration.ofDays(3));
        assertThat(fixture.store.lifecycle().sweep()).isOne();
        assertThat(fixture.read(fixture.current("logs", "x"))).asString().isEqualTo("2");
    }

    @Test
    void a_rule_that_does_nothing_or_cannot_be_done_is_refused() {
        assertThatThrownBy(() -> check("\"Filter\":{}")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> check("\"Filter\":{},\"Expiration\":{\"Days\":0}"))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> check("\"Filter\":{},\"Transitions\":[{\"Days\":1,\"StorageClass\":\"GLACIER\"}]"))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo("NotImplemented"));
    }

    private static void check(String members) {
        LifecycleRules.check(Json.parse("{\"Rules\":[{\"Status\":\"Enabled\"," + members + "}]}"), Ids.random());
    }

    private void rule(String bucket, String members) {
        fixture.store
                .buckets()
                .putSetting(
                        bucket,
                        Lifecycle.SETTING,
                        Json.parse("{\"Rules\":[{\"ID\":\"r\",\"Status\":\"Enabled\"," + members + "}]}"));
    }
}
