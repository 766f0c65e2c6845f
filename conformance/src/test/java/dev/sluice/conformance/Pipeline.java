package dev.sluice.conformance;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/// The article's pipeline of built-in functions, set up through the SDK.
record Pipeline(SfnClient sfn, S3Client s3) {
    static final String BUCKET = "my-image-processor-bucket";
    static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:image-processor";

    private static final Path DEFINITION = Path.of("../examples/image-processor/statemachine/definition.asl.json");
    private static final String TRIGGER = "arn:aws:lambda:us-east-1:000000000000:function:trigger-step-function";

    /// Makes the bucket, the machine and the notification.
    ///
    /// @param prefix of the keys that are watched; empty for all, as the article has it
    Pipeline deploy(String prefix) throws IOException {
        String definition = Files.readString(DEFINITION).replace(":region:account:", ":us-east-1:000000000000:");
        s3.createBucket(b -> b.bucket(BUCKET));
        sfn.createStateMachine(b -> b.name("image-processor")
                .roleArn("arn:aws:iam::000000000000:role/any")
                .definition(definition));
        var watch =
                LambdaFunctionConfiguration.builder().lambdaFunctionArn(TRIGGER).events(Event.S3_OBJECT_CREATED);
        if (!prefix.isEmpty()) watch.filter(f -> f.key(k -> k.filterRules(rule(prefix))));
        s3.putBucketNotificationConfiguration(
                b -> b.bucket(BUCKET).notificationConfiguration(n -> n.lambdaFunctionConfigurations(watch.build())));
        return this;
    }

    void upload(String key, byte[] content) {
        s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
    }

    List<ExecutionListItem> executions() {
        return sfn.listExecutionsPaginator(b -> b.stateMachineArn(MACHINE)).stream()
                .flatMap(page -> page.executions().stream())
                .toList();
    }

    String input(ExecutionListItem execution) {
        return sfn.describeExecution(b -> b.executionArn(execution.executionArn()))
                .input();
    }

    List<String> keys(String prefix) {
        return s3.listObjectsV2Paginator(b -> b.bucket(BUCKET).prefix(prefix)).contents().stream()
                .map(object -> object.key())
                .toList();
    }

    /// A photograph like no other number's.
    static byte[] photograph(int number) {
        BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.getHSBColor(number / 100f, 0.8f, 0.8f));
        canvas.fillRect(0, 0, 320, 240);
        canvas.setColor(Color.WHITE);
        canvas.drawString("photograph " + number, 40 + number, 120);
        canvas.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static FilterRule rule(String prefix) {
        return FilterRule.builder().name(FilterRuleName.PREFIX).value(prefix).build();
    }
}
