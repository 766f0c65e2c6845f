package dev.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The article's commands, typed into the real aws CLI.
class ArticleTest {
    private static final Path EXAMPLE = Path.of("../examples/image-processor");
    private static final String BUCKET = "my-image-processor-bucket";
    private static final String ROLE = "arn:aws:iam::000000000000:role/image-processor";

    @TempDir
    Path directory;

    @Test
    void an_uploaded_photograph_is_resized_by_the_articles_own_functions() throws Exception {
        try (ServerProcess server = ServerProcess.start(directory.resolve("data"))) {
            server.aws("s3", "mb", "s3://" + BUCKET);
            String notification = filled("notification.json");
            server.aws(
                    "s3api",
                    "put-bucket-notification-configuration",
                    "--bucket",
                    BUCKET,
                    "--notification-configuration",
                    notification);
            create(server, "validate-image", "validate");
            create(server, "resize-image", "resize");
            String definition = filled("statemachine/definition.asl.json");
            server.aws(
                    "stepfunctions",
                    "create-state-machine",
                    "--name",
                    "image-processor",
                    "--definition",
                    definition,
                    "--role-arn",
                    ROLE);
            Path photograph = photograph();
            server.aws("s3", "cp", photograph.toString(), "s3://" + BUCKET + "/raw/");

            BufferedImage resized =
                    ImageIO.read(new ByteArrayInputStream(eventually(server, "resized/raw/test-image.jpg")));
            assertThat(resized.getWidth()).isEqualTo(800);
            assertThat(resized.getHeight()).isEqualTo(600);
        }
    }

    private void create(ServerProcess server, String name, String folder) throws IOException, InterruptedException {
        Path zip = directory.resolve(name + ".zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream archive = new ZipOutputStream(out)) {
            archive.putNextEntry(new ZipEntry("app.py"));
            Files.copy(EXAMPLE.resolve("functions").resolve(folder).resolve("app.py"), archive);
        }
        server.aws(
                "lambda",
                "create-function",
                "--function-name",
                name,
                "--runtime",
                "python3.9",
                "--role",
                ROLE,
                "--handler",
                "app.lambda_handler",
                "--timeout",
                "30",
                "--zip-file",
                "fileb://" + zip);
    }

    private static String filled(String file) throws IOException {
        return Files.readString(EXAMPLE.resolve(file), StandardCharsets.UTF_8)
                .replace(":region:account:", ":us-east-1:000000000000:");
    }

    private Path photograph() throws IOException {
        BufferedImage image = new BufferedImage(1_024, 1_024, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 1_024; x++) {
            for (int y = 0; y < 1_024; y++) image.setRGB(x, y, (x * 31 ^ y * 17) & 0xffffff);
        }
        Path file = directory.resolve("test-image.jpg");
        ImageIO.write(image, "jpg", file.toFile());
        return file;
    }

    private byte[] eventually(ServerProcess server, String key) throws IOException, InterruptedException {
        Path file = directory.resolve("result");
        Instant deadline = Instant.now().plusSeconds(60);
        while (true) {
            try {
                server.aws("s3api", "get-object", "--bucket", BUCKET, "--key", key, file.toString());
                return Files.readAllBytes(file);
            } catch (AssertionError notYet) {
                if (Instant.now().isAfter(deadline)) throw notYet;
            }
        }
    }
}
