package dev.sluice.asl.check;

import tools.jackson.databind.JsonNode;

/// What only Map states have.
final class MapCheck {
    private static final Fields PROCESSOR_CONFIG = new Fields()
            .both("Mode", Values.oneOf("INLINE", "DISTRIBUTED"))
            .both("ExecutionType", Values.oneOf("STANDARD", "EXPRESS"));

    private static final Fields READER_CONFIG = pathTwin(
            new Fields()
                    .both("InputType", Values.oneOf("CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"))
                    .both("CSVHeaderLocation", Values.oneOf("FIRST_ROW", "GIVEN"))
                    .both("CSVHeaders", MapCheck::texts)
                    .both("CSVDelimiter", Values.oneOf("COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"))
                    .both("ManifestType", Values.oneOf("ATHENA_DATA", "S3_INVENTORY"))
                    .both("Transformation", Values.oneOf("NONE", "LOAD_AND_FLATTEN"))
                    .both("ItemsPointer", Values::text),
            "MaxItems");

    private static final Fields ITEM_READER = new Fields()
            .both("Resource", ResourceCheck.oneOf("s3:getObject", "s3:listObjectsV2"))
            .both("ReaderConfig", (at, value) -> configuration(at, value, READER_CONFIG))
            .path("Parameters", Expressions::payloadObject)
            .jsonata("Arguments", Expressions::objectOrExpression);

    private static final Fields ITEM_BATCHER = pathTwin(
            pathTwin(
                    new Fields()
                            .path("BatchInput", Expressions::payloadObject)
                            .jsonata("BatchInput", Expressions::objectOrExpression),
                    "MaxItemsPerBatch"),
            "MaxInputBytesPerBatch");

    private static final Fields WRITER_CONFIG = new Fields()
            .both("OutputType", Values.oneOf("JSON", "JSONL"))
            .both("Transformation", Values.oneOf("NONE", "COMPACT", "FLATTEN"));

    private static final Fields RESULT_WRITER = new Fields()
            .both("Resource", ResourceCheck.oneOf("s3:putObject"))
            .both("WriterConfig", (at, value) -> configuration(at, value, WRITER_CONFIG))
            .path("Parameters", Expressions::payloadObject)
            .jsonata("Arguments", Expressions::objectOrExpression);

    private MapCheck() {}

    private static Fields pathTwin(Fields fields, String name) {
        return fields.both(name, Values.integer(1, Values.NUMBER_MAX)).path(name + "Path", Values::path);
    }

    /// Which fields of a Map state go together.
    static void shape(Spot at, JsonNode state) {
        if (!state.has("ItemProcessor") && !state.has("Iterator")) Fields.require(at, state, "ItemProcessor");
        Fields.atMostOne(at, state, "ItemProcessor", "Iterator");
        Fields.atMostOne(at, state, "ItemSelector", "Parameters");
        for (String name : new String[] {"MaxConcurrency", "ToleratedFailureCount", "ToleratedFailurePercentage"}) {
            Fields.atMostOne(at, state, name, name + "Path");
        }
    }

    static void processorConfig(Spot at, JsonNode value) {
        configuration(at, value, PROCESSOR_CONFIG);
        boolean distributed = value.path("Mode").asString("").equals("DISTRIBUTED");
        if (distributed && !value.has("ExecutionType")) at.refuse("These fields are required: [ExecutionType]");
    }

    static void itemReader(Spot at, JsonNode value) {
        configuration(at, value, ITEM_READER);
        if (value.isObject()) Fields.require(at, value, "Resource");
    }

    static void itemBatcher(Spot at, JsonNode value) {
        configuration(at, value, ITEM_BATCHER);
        if (!value.isObject()) return;
        Fields.atMostOne(at, value, "MaxItemsPerBatch", "MaxItemsPerBatchPath");
        Fields.atMostOne(at, value, "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath");
    }

    static void resultWriter(Spot at, JsonNode value) {
        configuration(at, value, RESULT_WRITER);
    }

    private static void configuration(Spot at, JsonNode value, Fields fields) {
        if (value.isObject()) fields.check(at, value);
        else at.refuse("Expected value of type Object");
    }

    private static void texts(Spot at, JsonNode value) {
        if (!value.isArray()) {
            at.refuse("Expected value of type Array");
        } else {
            for (int i = 0; i < value.size(); i++) Values.text(at.at(i), value.get(i));
        }
    }
}
