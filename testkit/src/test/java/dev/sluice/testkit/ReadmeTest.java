package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void the_test_that_the_readme_shows_is_one_that_runs() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        int begin = readme.indexOf("```java\n") + "```java\n".length();
        String shown = readme.substring(begin, readme.indexOf("```", begin));
        String source = Files.readString(Path.of("src/test/java/dev/sluice/testkit/ImageProcessorTest.java"));
        assertThat(shown.lines().count()).isLessThanOrEqualTo(10);
        assertThat(source).contains(shown.stripTrailing().indent(4).stripTrailing());
    }
}
