package dev.sluice.engine.map;

import dev.sluice.core.Json;
import dev.sluice.engine.ItemSource;
import dev.sluice.engine.run.View;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what came of a map run's children as the ResultWriter asks: files of results and a manifest that names them.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter</a>
final class Results {
    /// Bytes of one result file, after which another is begun.
    static final int FILE_BYTES_MAX = 8 << 20;

    private static final String COMPACT = "COMPACT";
    private static final String FLATTEN = "FLATTEN";

    private final ItemSource destination;
    private final ItemSource.Writer writer;
    private final String mapRunArn;
    private final String folder;
    private final String transformation;
    private final boolean lines;

    /// @param plan `{Resource, Parameters, WriterConfig}`, evaluated
    Results(ItemSource destination, ObjectNode plan, String mapRunArn, String roleArn) {
        this.destination = destination;
        this.mapRunArn = mapRunArn;
        JsonNode parameters = plan.has("Parameters") ? plan.path("Parameters") : Json.object();
        this.writer = new ItemSource.Writer(plan.path("Resource").asString(""), parameters, roleArn);
        String prefix = parameters.path("Prefix").asString("");
        String uuid = mapRunArn.substring(mapRunArn.lastIndexOf(':') + 1);
        this.folder = (prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/") + uuid + "/";
        this.transformation = transformation(plan);
        this.lines =
                plan.path("WriterConfig").path("OutputType").asString("JSON").equals("JSONL");
    }

    static String transformation(ObjectNode plan) {
        return plan.path("WriterConfig").path("Transformation").asString("NONE");
    }

    /// Writes everything. @return the Map state's result: where the manifest is
    JsonNode write(Children children) {
        ObjectNode files = Json.object();
        files.set("FAILED", write(children, false));
        files.putArray("PENDING");
        files.set("SUCCEEDED", write(children, true));
        ObjectNode manifest = Json.object();
        manifest.put("DestinationBucket", bucket());
        manifest.put("MapRunArn", mapRunArn);
        manifest.set("ResultFiles", files);
        String key = folder + "manifest.json";
        destination.write(writer, key, Json.writeBytes(manifest));
        ObjectNode receipt = Json.object("MapRunArn", mapRunArn);
        receipt.putObject("ResultWriterDetails").put("Bucket", bucket()).put("Key", key);
        return receipt;
    }

    private String bucket() {
        return writer.parameters().path("Bucket").asString("");
    }

    private ArrayNode write(Children children, boolean succeeded) {
        Files files = new Files(succeeded ? "SUCCEEDED_" : "FAILED_");
        children.eachClosed(mapRunArn, succeeded, view -> {
            JsonNode output = view.output();
            if (output == null || transformation.equals("NONE")) files.add(describe(view));
            else if (transformation.equals(FLATTEN) && output.isArray()) output.forEach(files::add);
            else files.add(output);
        });
        return files.end();
    }

    /// Adds a child's output to an array as a transformation asks, for runs that write no files.
    static void gather(ArrayNode into, View view, String transformation) {
        JsonNode output = view.output();
        if (output == null) return;
        if (transformation.equals(FLATTEN) && output.isArray()) output.forEach(into::add);
        else into.add(output);
    }

    /// Whether a transformation's name is known.
    static boolean known(String transformation) {
        return transformation.equals("NONE") || transformation.equals(COMPACT) || transformation.equals(FLATTEN);
    }

    private static ObjectNode describe(View view) {
        ObjectNode result = Json.object();
        var failure = view.failure();
        if (failure != null && failure.cause() != null) result.put("Cause", failure.cause());
        if (failure != null && failure.error() != null) result.put("Error", failure.error());
        result.put("ExecutionArn", view.header().arn());
        result.put("Input", view.inputText());
        result.putObject("InputDetails").put("Included", true);
        result.put("Name", view.header().name());
        JsonNode output = view.output();
        if (output != null) {
            result.put("Output", Json.write(output));
            result.putObject("OutputDetails").put("Included", true);
        }
        result.put("RedriveCount", view.redrives());
        boolean redrivable = output == null;
        result.put("RedriveStatus", redrivable ? "REDRIVABLE_BY_MAP_RUN" : "NOT_REDRIVABLE");
        if (!redrivable) {
            result.put("RedriveStatusReason", "Execution is " + view.status() + " and cannot be redriven");
        }
        result.put("StartDate", Instant.ofEpochMilli(view.startedMillis()).toString());
        result.put("StateMachineArn", view.header().machineArn());
        result.put("Status", view.status().name());
        result.put("StopDate", Instant.ofEpochMilli(view.stoppedMillis()).toString());
        return result;
    }

    /// Files of one kind, each a JSON array or JSON Lines.
    private final class Files {
        private final String name;
        private final ArrayNode listed = Json.array();
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        Files(String name) {
            this.name = name;
        }

        void add(JsonNode result) {
            content.writeBytes(content.size() == 0 ? bytes(lines ? "" : "[") : bytes(lines ? "\n" : ","));
            content.writeBytes(Json.writeBytes(result));
            if (content.size() >= FILE_BYTES_MAX) flush();
        }

        ArrayNode end() {
            if (content.size() > 0) flush();
            return listed;
        }

        private void flush() {
            if (!lines) content.writeBytes(bytes("]"));
            String key = folder + name + listed.size() + (lines ? ".jsonl" : ".json");
            destination.write(writer, key, content.toByteArray());
            listed.addObject().put("Key", key).put("Size", content.size());
            content.reset();
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
