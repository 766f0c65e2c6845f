package dev.sluice.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingsTest {
    @TempDir
    Path directory;

    private StoreFixture fixture;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(directory).bucket("photos");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void keys_come_in_the_order_of_their_utf8_bytes() {
        List<String> keys = List.of("a", "a/b", "a b", "B", "é", "\uFFFD", "\uD83D\uDE00", "a\uD7FF", "zz");
        keys.forEach(key -> fixture.put("photos", key, ""));
        TreeSet<String> expected = new TreeSet<>((one, other) ->
                Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
        expected.addAll(keys);
        assertThat(pages("", "", 2)).containsExactlyElementsOf(expected);
    }

    @Test
    void common_prefixes_are_rolled_up_and_paged_over_once() {
        for (int i = 0; i < 300; i++) fixture.put("photos", "raw/%03d".formatted(i), "");
        fixture.put("photos", "about.txt", "");
        fixture.put("photos", "raw/sub/deep", "");
        fixture.put("photos", "zoo/one", "");
        assertThat(pages("", "/", 1)).containsExactly("about.txt", "[raw/]", "[zoo/]");
        assertThat(pages("raw/", "/", 100)).hasSize(301).endsWith("[raw/sub/]");
        assertThat(pages("raw/2", "", 7)).hasSize(100);
        assertThat(pages("nothing", "/", 7)).isEmpty();
    }

    @Test
    void a_deleted_object_is_in_no_list_and_its_versions_are_newest_first() {
        fixture.versioned("kept");
        String first = fixture.put("kept", "x", "1").versionId();
        String second = fixture.put("kept", "x", "2").versionId();
        String marker = fixture.delete("kept", "x").versionId();
        Listing.Query all = new Listing.Query("", "", "", null, 1000);
        assertThat(fixture.store.listings().objects("kept", all).items()).isEmpty();
        assertThat(fixture.store.listings().versions("kept", all).items())
                .extracting(ObjectVersion::versionId)
                .containsExactly(marker, second, first);
        Listing.Query behindMarker = new Listing.Query("", "", "x", marker, 1);
        assertThat(fixture.store.listings().versions("kept", behindMarker).items())
                .extracting(ObjectVersion::versionId)
                .containsExactly(second);
    }

    @Test
    void removing_the_marker_brings_the_version_before_it_back() {
        fixture.versioned("kept");
        fixture.put("kept", "x", "1");
        String marker = fixture.delete("kept", "x").versionId();
        fixture.store.objects().delete(new Deletion("kept", "x", marker, null, false), StoreFixture.ALICE);
        assertThat(fixture.read(fixture.current("kept", "x"))).asString().isEqualTo("1");
    }

    private List<String> pages(String prefix, String delimiter, int countMax) {
        List<String> all = new ArrayList<>();
        String after = "";
        while (true) {
            Listing<ObjectVersion> page = fixture.store
                    .listings()
                    .objects("photos", new Listing.Query(prefix, delimiter, after, null, countMax));
            assertThat(page.items().size() + page.prefixes().size()).isLessThanOrEqualTo(countMax);
            page.items().forEach(item -> all.add(item.key()));
            page.prefixes().forEach(each -> all.add("[" + each + "]"));
            if (page.next() == null) return all;
            after = page.next().key();
        }
    }
}
