package dev.sluice.gateway.lambda;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.functions.Function;
import dev.sluice.functions.FunctionSettings;
import dev.sluice.functions.Functions;
import dev.sluice.functions.Invocation;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Service;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The operations of Lambda on zip functions.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html">Lambda API</a>
public final class LambdaService implements Service {
    private static final int PAGE_MAX = 50;

    private static final Set<String> OPERATIONS = Set.of(
            "CreateFunction",
            "GetFunction",
            "GetFunctionConfiguration",
            "UpdateFunctionCode",
            "UpdateFunctionConfiguration",
            "DeleteFunction",
            "ListFunctions",
            "ListVersionsByFunction",
            "Invoke",
            "AddPermission",
            "RemovePermission",
            "GetPolicy",
            "TagResource",
            "UntagResource",
            "ListTags");

    private final Functions functions;
    private final BiFunction<String, String, byte[]> objectReader;

    /// @param objectReader reads the object of a bucket and a key, for code that lies in a bucket
    public LambdaService(Functions functions, BiFunction<String, String, byte[]> objectReader) {
        this.functions = functions;
        this.objectReader = objectReader;
    }

    @Override
    public String name() {
        return "lambda";
    }

    @Override
    public Set<String> operations() {
        return OPERATIONS;
    }

    @Override
    public List<Access> needs(String operation, JsonNode input, Caller caller) {
        String action = operation.equals("Invoke") ? "lambda:InvokeFunction" : "lambda:" + operation;
        String name = input.path("FunctionName").asString("");
        String resource = name.isEmpty()
                ? "*"
                : name.startsWith("arn:")
                        ? name
                        : "arn:aws:lambda:" + caller.region() + ":" + caller.account() + ":function:" + name;
        return List.of(new Access(action, resource));
    }

    @Override
    public JsonNode call(String operation, JsonNode input, Caller caller) {
        String name = input.path("FunctionName").asString("");
        return switch (operation) {
            case "CreateFunction" -> create(name, input);
            case "GetFunction" -> described(functions.get(name));
            case "GetFunctionConfiguration" -> Configuration.of(functions.get(name));
            case "UpdateFunctionCode" -> updateCode(name, input);
            case "UpdateFunctionConfiguration" -> updateConfiguration(name, input);
            case "DeleteFunction" -> delete(name);
            case "ListFunctions" -> list(input);
            case "ListVersionsByFunction" -> versions(functions.get(name));
            case "Invoke" -> invoke(name, input, caller);
            case "AddPermission" -> addPermission(name, input);
            case "RemovePermission" -> removePermission(name, input);
            case "GetPolicy" -> policy(name);
            case "TagResource" -> tag(input);
            case "UntagResource" -> untag(input);
            case "ListTags" -> tags(input);
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private JsonNode create(String name, JsonNode input) {
        Configuration.refuseUnsupported(input);
        FunctionSettings none = new FunctionSettings(
                "",
                "",
                "",
                "",
                FunctionSettings.TIMEOUT_SECONDS_DEFAULT,
                FunctionSettings.MEMORY_MEGABYTES_DEFAULT,
                Map.of());
        FunctionSettings settings = Configuration.changed(none, input);
        if (settings.runtime().isEmpty() || settings.handler().isEmpty()) {
            throw new Refused(
                    "InvalidParameterValueException",
                    "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
        }
        Function function = functions.create(name, settings, code(input.path("Code")));
        functions.tag(function.name(), texts(input.path("Tags")));
        return Configuration.of(function);
    }

    private JsonNode updateCode(String name, JsonNode input) {
        Configuration.refuseUnsupported(input);
        if (input.path("DryRun").asBoolean(false)) return Configuration.of(functions.get(name));
        return Configuration.of(functions.updateCode(name, code(input)));
    }

    private JsonNode updateConfiguration(String name, JsonNode input) {
        Configuration.refuseUnsupported(input);
        return Configuration.of(functions.updateSettings(name, settings -> Configuration.changed(settings, input)));
    }

    private JsonNode delete(String name) {
        functions.delete(name);
        return Json.object();
    }

    private JsonNode list(JsonNode input) {
        int max = Math.min(input.path("MaxItems").asInt(PAGE_MAX), PAGE_MAX);
        String marker = input.path("Marker").asString("");
        List<Function> rest = functions.list().stream()
                .filter(function -> function.name().compareTo(marker) > 0)
                .toList();
        ObjectNode page = Json.object();
        ArrayNode entries = page.putArray("Functions");
        rest.stream().limit(max).map(Configuration::of).forEach(entries::add);
        if (rest.size() > max) page.put("NextMarker", rest.get(max - 1).name());
        return page;
    }

    private static JsonNode versions(Function function) {
        ObjectNode page = Json.object();
        page.putArray("Versions").add(Configuration.of(function));
        return page;
    }

    private JsonNode described(Function function) {
        ObjectNode described = Json.object();
        described.set("Configuration", Configuration.of(function));
        if (!function.builtIn()) described.putObject("Code").put("RepositoryType", "S3");
        Map<String, String> tags = functions.tags(function.name());
        if (!tags.isEmpty()) tags.forEach(described.putObject("Tags")::put);
        return described;
    }

    private JsonNode invoke(String name, JsonNode input, Caller caller) {
        byte[] event = Base64.getDecoder().decode(input.path("Payload").asString(""));
        ObjectNode answer = Json.object();
        switch (input.path("InvocationType").asString("RequestResponse")) {
            case "DryRun" -> {
                functions.get(name);
                return answer.put("StatusCode", 204);
            }
            case "Event" -> {
                functions.invokeLater(name, event, caller.lineage());
                return answer.put("StatusCode", 202).put("Payload", "");
            }
            default -> {
                Invocation invocation = functions.invoke(name, event, caller.lineage());
                answer.put("StatusCode", 200).put("ExecutedVersion", "$LATEST");
                if (invocation instanceof Invocation.Failed) answer.put("FunctionError", "Unhandled");
                if (input.path("LogType").asString("").equals("Tail")) {
                    answer.put("LogResult", base64(invocation.log().getBytes(StandardCharsets.UTF_8)));
                }
                return answer.put("Payload", base64(Json.writeBytes(invocation.payload())));
            }
        }
    }

    private JsonNode addPermission(String name, JsonNode input) {
        JsonNode statement = Permission.statement(functions.get(name), input);
        functions.addPermission(name, input.path("StatementId").asString(), statement);
        return Json.object("Statement", Json.write(statement));
    }

    private JsonNode removePermission(String name, JsonNode input) {
        functions.removePermission(name, input.path("StatementId").asString());
        return Json.object();
    }

    private JsonNode policy(String name) {
        Function function = functions.get(name);
        List<JsonNode> statements = functions.permissions(name);
        if (statements.isEmpty()) {
            throw new Refused(
                    "ResourceNotFoundException", "The resource you requested does not exist.", Map.of("Type", "User"));
        }
        ObjectNode policy = Json.object("Version", "2012-10-17", "Id", "default");
        ArrayNode all = policy.putArray("Statement");
        statements.forEach(all::add);
        return Json.object("Policy", Json.write(policy), "RevisionId", function.revision());
    }

    private JsonNode tag(JsonNode input) {
        functions.tag(input.path("Resource").asString(), texts(input.path("Tags")));
        return Json.object();
    }

    private JsonNode untag(JsonNode input) {
        List<String> keys = new ArrayList<>();
        input.path("TagKeys").forEach(key -> keys.add(key.asString()));
        functions.untag(input.path("Resource").asString(), keys);
        return Json.object();
    }

    private JsonNode tags(JsonNode input) {
        ObjectNode answer = Json.object();
        functions.tags(input.path("Resource").asString()).forEach(answer.putObject("Tags")::put);
        return answer;
    }

    private byte[] code(JsonNode code) {
        if (code.has("ZipFile"))
            return Base64.getDecoder().decode(code.path("ZipFile").asString());
        if (code.has("S3Bucket") && code.has("S3Key")) {
            return objectReader.apply(
                    code.path("S3Bucket").asString(), code.path("S3Key").asString());
        }
        throw new Refused("InvalidParameterValueException", "Please provide a source for function code.");
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString()));
        return texts;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
