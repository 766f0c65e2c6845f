package dev.sluice.asl.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.JsonSmartJsonProvider;
import com.jayway.jsonpath.spi.mapper.JsonSmartMappingProvider;
import dev.sluice.core.Json;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;

/// Over the paths both know, [JsonPath] and Jayway's library, which AWS runs, find the same.
class JaywayDifferentialTest {
    private static final Configuration JAYWAY = Configuration.builder()
            .jsonProvider(new JsonSmartJsonProvider())
            .mappingProvider(new JsonSmartMappingProvider())
            .build();

    @Property(tries = 3_000, seed = "20260102")
    void a_path_finds_what_jayway_finds(@ForAll("documents") String document, @ForAll("paths") String path) {
        Optional<JsonNode> ours = JsonPath.compile(path).find(Cases.scope(Json.parse(document)));
        Optional<JsonNode> theirs = jayway(document, path);
        assertThat(ours.isPresent()).as("%s of %s", path, document).isEqualTo(theirs.isPresent());
        if (ours.isPresent())
            assertThat(Filter.same(ours.get(), theirs.orElseThrow()))
                    .as("%s of %s: ours %s theirs %s", path, document, ours, theirs)
                    .isTrue();
    }

    private static Optional<JsonNode> jayway(String document, String path) {
        try {
            Object found =
                    com.jayway.jsonpath.JsonPath.using(JAYWAY).parse(document).read(path);
            String listed = JAYWAY.jsonProvider().toJson(Collections.singletonList(found));
            return Optional.of(Json.parse(listed).get(0));
        } catch (JsonPathException e) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> scalars = Arbitraries.of("1", "2", "-3", "1.5", "\"a\"", "\"b\"", "\"1\"", "true", "null");
        Arbitrary<String> level1 = container(scalars);
        Arbitrary<String> level2 = container(Arbitraries.oneOf(scalars, level1));
        return container(Arbitraries.oneOf(level1, level2, level2));
    }

    private static Arbitrary<String> container(Arbitrary<String> parts) {
        Arbitrary<String> arrays = parts.list().ofMaxSize(4).map(list -> "[" + String.join(",", list) + "]");
        Arbitrary<String> objects = Combinators.combine(
                        Arbitraries.of("a", "b", "c d").list().uniqueElements().ofMaxSize(3),
                        parts.list().ofSize(3))
                .as(JaywayDifferentialTest::object);
        return Arbitraries.oneOf(arrays, objects, objects);
    }

    private static String object(List<String> names, List<String> values) {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            members.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(names.get(i))
                    .append("\":")
                    .append(values.get(i));
        }
        return "{" + members + "}";
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> steps = Arbitraries.of(
                ".a",
                ".b",
                "['c d']",
                "[0]",
                "[1]",
                "[-1]",
                "[*]",
                ".*",
                "[0:2]",
                "[1:]",
                "[:1]",
                "[-2:]",
                "[0,1]",
                "..a",
                "..b",
                "['a','b']",
                "[?(@.a)]",
                "[?(@.a == 1)]",
                "[?(@.b > 1)]",
                "[?(@.a == 'a')]",
                "[?(@.a != 1)]",
                "[?(@.a == 1 || @.b == 2)]",
                "[?(!(@.b))]",
                "[?(@.a && @.b)]",
                "[?(@.a >= 1.5)]",
                "[?(@.a in [1, 2])]",
                "[?(@.a == null)]",
                "[?(@.a == true)]");
        // Before other steps Jayway's `..*` skips the elements of arrays below it.
        Arbitrary<String> last = Arbitraries.of("", "", "..*");
        return Combinators.combine(steps.list().ofMaxSize(3), last)
                .as((list, end) -> "$" + String.join("", list) + end);
    }
}
