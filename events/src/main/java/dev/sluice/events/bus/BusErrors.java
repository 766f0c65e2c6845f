package dev.sluice.events.bus;

import dev.sluice.core.Refused;

/// EventBridge's refusals, by the names of its model.
final class BusErrors {
    private BusErrors() {}

    static Refused invalid(String message) {
        return new Refused("ValidationException", message);
    }

    static Refused noBus(String name) {
        return new Refused("ResourceNotFoundException", "Event bus " + name + " does not exist.");
    }

    static Refused noRule(String name, String bus) {
        return new Refused("ResourceNotFoundException", "Rule " + name + " does not exist on EventBus " + bus + ".");
    }

    static Refused pattern(String reason) {
        return new Refused("InvalidEventPatternException", "Event pattern is not valid. Reason: " + reason);
    }
}
