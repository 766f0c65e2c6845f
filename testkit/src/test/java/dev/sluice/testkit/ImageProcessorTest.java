package dev.sluice.testkit;

import static dev.sluice.testkit.RunAssert.assertThat;
import static dev.sluice.testkit.Script.answers;
import static dev.sluice.testkit.Script.fails;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The README shows the first of these word for word; ReadmeTest holds it to that.
class ImageProcessorTest {
    static final Path DEFINITION = Path.of("../examples/image-processor/statemachine/definition.asl.json");

    @Test
    void a_file_that_is_no_photo_is_reported_and_nothing_else_is_done() {
        var run = Machine.of(DEFINITION)
                .task("validate-image", fails("InvalidImage", "not a photo"))
                .task("notify-error", answers("{\"sent\": true}"))
                .run("{\"bucket\": \"photos\", \"key\": \"raw/a.txt\"}");
        assertThat(run).succeeded().outputs("{\"sent\": true}").visited("ValidateImage", "NotifyError");
        assertThat(run).calledWith("NotifyError", "{\"Error\": \"InvalidImage\", \"Cause\": \"not a photo\"}");
    }

    @Test
    void a_photo_goes_all_the_way() {
        var run = Machine.of(DEFINITION)
                .task("validate-image", answers("{\"isValid\": true}"))
                .task("ResizeImage", answers("{\"size\": \"small\"}"))
                .task("arn:aws:lambda:region:account:function:apply-filters", answers("{\"filter\": \"none\"}"))
                .task("optimize-image", answers("{}"))
                .task("notify-success", answers("\"done\""))
                .run("{\"bucket\": \"photos\", \"key\": \"raw/a.jpg\"}");
        assertThat(run)
                .succeeded()
                .outputs("\"done\"")
                .visited(
                        "ValidateImage",
                        "ImageValid",
                        "ProcessImage",
                        "ResizeImage",
                        "ApplyFilters",
                        "OptimizeImage",
                        "NotifySuccess")
                .calledWith("ResizeImage", "{\"bucket\": \"photos\", \"key\": \"raw/a.jpg\"}")
                .calledWith("OptimizeImage", "[{\"size\": \"small\"}, {\"filter\": \"none\"}]");
    }
}
