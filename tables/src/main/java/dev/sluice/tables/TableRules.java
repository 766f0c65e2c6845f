package dev.sluice.tables;

import static dev.sluice.tables.Requests.invalid;

import dev.sluice.core.Refused;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What a table's definition must fulfil beyond the service model's constraints.
final class TableRules {
    private static final int GLOBAL_INDEXES_MAX = 20;
    private static final int LOCAL_INDEXES_MAX = 5;
    private static final String PARAMETER = "One or more parameter values were invalid: ";

    private final JsonNode definition;
    private final Set<String> declared = new LinkedHashSet<>();
    private final Set<String> used = new LinkedHashSet<>();

    private TableRules(JsonNode definition) {
        this.definition = definition;
    }

    /// @throws Refused with DynamoDB's text, or naming a member that is not supported here
    static void check(JsonNode definition) {
        TableRules rules = new TableRules(definition);
        refuseUnsupported(definition);
        for (JsonNode attribute : definition.path("AttributeDefinitions"))
            rules.declared.add(attribute.path("AttributeName").asString());
        rules.checkThroughput(definition, "");
        rules.checkKey(definition.path("KeySchema"));
        rules.checkIndexes();
        rules.checkUse();
    }

    private static void refuseUnsupported(JsonNode definition) {
        boolean stream =
                definition.path("StreamSpecification").path("StreamEnabled").asBoolean(false);
        boolean encrypted = definition.path("SSESpecification").path("Enabled").asBoolean(false);
        if (stream) throw unsupported("StreamSpecification");
        if (encrypted) throw unsupported("SSESpecification");
        for (String member :
                List.of("ResourcePolicy", "WarmThroughput", "OnDemandThroughput", "GlobalTableSourceArn")) {
            if (definition.hasNonNull(member)) throw unsupported(member);
        }
    }

    static Refused unsupported(String member) {
        return invalid(member + " is not supported here");
    }

    private void checkThroughput(JsonNode holder, String index) {
        boolean onDemand =
                definition.path("BillingMode").asString("PROVISIONED").equals("PAY_PER_REQUEST");
        boolean given = holder.hasNonNull("ProvisionedThroughput");
        if (onDemand && given)
            throw invalid(
                    PARAMETER + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode"
                            + " is PAY_PER_REQUEST");
        if (!onDemand && !given)
            throw invalid(
                    index.isEmpty()
                            ? PARAMETER + "ReadCapacityUnits and WriteCapacityUnits must both be specified when"
                                    + " BillingMode is PROVISIONED"
                            : PARAMETER + "ProvisionedThroughput is not specified for index: " + index);
    }

    private void checkKey(JsonNode schema) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode element : schema) names.add(element.path("AttributeName").asString());
        if (schema.isEmpty() || !schema.get(0).path("KeyType").asString().equals("HASH"))
            throw invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        if (names.size() < schema.size())
            throw invalid("Both the Hash Key and the Range Key element in the KeySchema have the same name");
        if (schema.size() > 2)
            throw invalid("Key Schema too big.  Key Schema must at most consist of the hash and range key of a table");
        if (schema.size() == 2 && !schema.get(1).path("KeyType").asString().equals("RANGE"))
            throw invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        if (!declared.containsAll(names))
            throw invalid(PARAMETER + "Some index key attributes are not defined in AttributeDefinitions. Keys: "
                    + list(names) + ", AttributeDefinitions: " + list(declared));
        used.addAll(names);
    }

    private void checkIndexes() {
        Set<String> names = new HashSet<>();
        JsonNode locals = definition.path("LocalSecondaryIndexes");
        JsonNode globals = definition.path("GlobalSecondaryIndexes");
        if (definition.has("LocalSecondaryIndexes") && locals.isEmpty())
            throw invalid(PARAMETER + "List of LocalSecondaryIndexes is empty");
        if (definition.has("GlobalSecondaryIndexes") && globals.isEmpty())
            throw invalid(PARAMETER + "List of GlobalSecondaryIndexes is empty");
        for (JsonNode index : locals) {
            checkIndex(index, names);
            checkLocal(index);
        }
        for (JsonNode index : globals) {
            checkIndex(index, names);
            checkThroughput(index, index.path("IndexName").asString());
        }
        if (locals.size() > LOCAL_INDEXES_MAX)
            throw invalid(
                    PARAMETER + "Number of LocalSecondaryIndexes exceeds per-table limit of " + LOCAL_INDEXES_MAX);
        if (globals.size() > GLOBAL_INDEXES_MAX)
            throw new Refused(
                    "LimitExceededException",
                    "GlobalSecondaryIndex count exceeds the per-table limit of " + GLOBAL_INDEXES_MAX);
    }

    private void checkIndex(JsonNode index, Set<String> names) {
        String name = index.path("IndexName").asString();
        checkKey(index.path("KeySchema"));
        JsonNode projection = index.path("Projection");
        String type = projection.path("ProjectionType").asString("");
        boolean listed = !projection.path("NonKeyAttributes").isEmpty();
        if (type.isEmpty()) throw invalid(PARAMETER + "Unknown ProjectionType: null");
        if (type.equals("INCLUDE") && !listed)
            throw invalid(PARAMETER + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
        if (!type.equals("INCLUDE") && listed)
            throw invalid(PARAMETER + "ProjectionType is " + type + ", but NonKeyAttributes is specified");
        if (!names.add(name)) throw invalid(PARAMETER + "Duplicate index name: " + name);
    }

    private void checkLocal(JsonNode index) {
        String name = index.path("IndexName").asString();
        JsonNode table = definition.path("KeySchema");
        JsonNode key = index.path("KeySchema");
        if (table.size() < 2)
            throw invalid(
                    PARAMETER
                            + "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
        if (key.size() < 2) throw invalid(PARAMETER + "Index KeySchema does not have a range key for index: " + name);
        String partition = table.get(0).path("AttributeName").asString();
        if (!key.get(0).path("AttributeName").asString().equals(partition))
            throw invalid(PARAMETER + "Index KeySchema does not have the same leading hash key as table KeySchema for"
                    + " index: " + name + ". index hash key: "
                    + key.get(0).path("AttributeName").asString()
                    + ", table hash key: " + partition);
    }

    private void checkUse() {
        boolean indexes = definition.has("GlobalSecondaryIndexes") || definition.has("LocalSecondaryIndexes");
        if (declared.equals(used)) return;
        throw invalid(PARAMETER
                + (indexes
                        ? "Some AttributeDefinitions are not used. AttributeDefinitions: " + list(declared)
                                + ", keys used: " + list(used)
                        : "Number of attributes in KeySchema does not exactly match number of attributes defined in"
                                + " AttributeDefinitions"));
    }

    private static String list(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", ", "[", "]"));
    }
}
