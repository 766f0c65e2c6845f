package dev.sluice.gateway.lambda;

import dev.sluice.core.Json;
import dev.sluice.functions.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns AddPermission's members into the statement of a resource policy.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html">AddPermission</a>
final class Permission {
    private Permission() {}

    static JsonNode statement(Function function, JsonNode input) {
        ObjectNode statement = Json.object("Sid", input.path("StatementId").asString(), "Effect", "Allow");
        String principal = input.path("Principal").asString();
        if (principal.equals("*")) statement.put("Principal", "*");
        else if (principal.endsWith(".amazonaws.com"))
            statement.putObject("Principal").put("Service", principal);
        else if (principal.matches("\\d{12}")) {
            statement.putObject("Principal").put("AWS", "arn:aws:iam::" + principal + ":root");
        } else statement.putObject("Principal").put("AWS", principal);
        statement.put("Action", input.path("Action").asString());
        statement.put("Resource", function.arn());
        condition(statement, "StringEquals", "AWS:SourceAccount", input.path("SourceAccount"));
        condition(statement, "ArnLike", "AWS:SourceArn", input.path("SourceArn"));
        return statement;
    }

    private static void condition(ObjectNode statement, String operator, String key, JsonNode value) {
        if (value.isMissingNode()) return;
        ObjectNode condition =
                statement.get("Condition") instanceof ObjectNode there ? there : statement.putObject("Condition");
        condition.putObject(operator).set(key, value);
    }
}
