package dev.sluice.gateway.lambda;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.functions.Function;
import dev.sluice.functions.FunctionSettings;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A function's settings, between AWS's FunctionConfiguration and the stage's own record.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html">
///     FunctionConfiguration</a>
final class Configuration {
    private static final DateTimeFormatter MODIFIED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

    /// Members that would change how the code runs and that this Sluice can't honour.
    private static final List<String> UNSUPPORTED = List.of(
            "VpcConfig",
            "Layers",
            "FileSystemConfigs",
            "DeadLetterConfig",
            "KMSKeyArn",
            "ImageConfig",
            "CodeSigningConfigArn");

    private Configuration() {}

    /// @throws Refused `InvalidParameterValueException` naming the first member that can't be honoured
    static void refuseUnsupported(JsonNode input) {
        for (String member : UNSUPPORTED) {
            if (!isEmpty(input.path(member))) throw unsupported(member);
        }
        if (input.path("PackageType").asString("Zip").equals("Image")
                || input.has("ImageUri")
                || input.path("Code").has("ImageUri")) {
            throw unsupported("PackageType Image");
        }
        if (input.path("Publish").asBoolean(false)) throw unsupported("Publish (versions of functions)");
        if (!input.path("SnapStart").path("ApplyOn").asString("None").equals("None")) throw unsupported("SnapStart");
        for (JsonNode architecture : input.path("Architectures")) {
            String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
            if (!architecture.asString().equals(machine)) {
                throw unsupported("Architecture " + architecture.asString() + " (this machine is " + machine + ")");
            }
        }
    }

    /// The settings with every member of the input that is there.
    static FunctionSettings changed(FunctionSettings before, JsonNode input) {
        Map<String, String> environment = new HashMap<>();
        JsonNode variables = input.path("Environment").path("Variables");
        variables
                .properties()
                .forEach(e -> environment.put(e.getKey(), e.getValue().asString()));
        return new FunctionSettings(
                input.path("Runtime").asString(before.runtime()),
                input.path("Handler").asString(before.handler()),
                input.path("Role").asString(before.role()),
                input.path("Description").asString(before.description()),
                input.path("Timeout").asInt(before.timeoutSeconds()),
                input.path("MemorySize").asInt(before.memoryMegabytes()),
                input.has("Environment") ? environment : before.environment());
    }

    static JsonNode of(Function function) {
        FunctionSettings settings = function.settings();
        ObjectNode json = Json.object(
                "FunctionName", function.name(),
                "FunctionArn", function.arn(),
                "Runtime", settings.runtime(),
                "Role", settings.role(),
                "Handler", settings.handler());
        json.put("CodeSize", function.codeBytes());
        json.put("Description", settings.description());
        json.put("Timeout", settings.timeoutSeconds());
        json.put("MemorySize", settings.memoryMegabytes());
        json.put("LastModified", MODIFIED.format(function.modified()));
        json.put("CodeSha256", function.codeSha256());
        json.put("Version", "$LATEST");
        if (!settings.environment().isEmpty()) {
            settings.environment().forEach(json.putObject("Environment").putObject("Variables")::put);
        }
        json.putObject("TracingConfig").put("Mode", "PassThrough");
        json.put("RevisionId", function.revision());
        json.put("State", "Active").put("LastUpdateStatus", "Successful").put("PackageType", "Zip");
        json.putArray("Architectures").add(System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64");
        json.putObject("EphemeralStorage").put("Size", 512);
        json.putObject("SnapStart").put("ApplyOn", "None").put("OptimizationStatus", "Off");
        json.putObject("LoggingConfig").put("LogFormat", "Text").put("LogGroup", "/aws/lambda/" + function.name());
        return json;
    }

    /// SDKs and templates send empty structures for what they don't use.
    private static boolean isEmpty(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) return true;
        if (value.isString()) return value.asString().isEmpty();
        if (!value.isContainer()) return false;
        for (JsonNode member : value) {
            if (!isEmpty(member)) return false;
        }
        return true;
    }

    private static Refused unsupported(String what) {
        return new Refused("InvalidParameterValueException", what + " is not available in this Sluice.");
    }
}
