package dev.sluice.asl.check;

import tools.jackson.databind.JsonNode;

/// The machines inside Parallel and Map states.
final class NestedMachines {
    private NestedMachines() {}

    static void branches(Spot at, JsonNode value) {
        if (!value.isArray()) {
            at.refuse("Expected value of type Array");
        } else if (value.isEmpty()) {
            at.refuse("Value cannot be empty");
        } else {
            for (int i = 0; i < value.size(); i++) {
                MachineCheck.branch(at.at(i).nestedFor(at.target()), value.get(i));
            }
        }
    }

    static void itemProcessor(Spot at, JsonNode value) {
        JsonNode config = value.path("ProcessorConfig");
        boolean distributed = config.path("Mode").asString("").equals("DISTRIBUTED");
        boolean express = distributed
                ? config.path("ExecutionType").asString("").equals("EXPRESS")
                : at.target().express();
        if (distributed && at.target().express()) {
            at.at("ProcessorConfig").at("Mode").refuse("Express state machine does not support Distributed Map state");
        }
        MachineCheck.itemProcessor(at.nestedFor(at.target().asExpress(express)), value);
    }
}
