package dev.sluice.events.topics;

import dev.sluice.core.Refused;

/// SNS's refusals, by the names of its model.
final class SnsErrors {
    private SnsErrors() {}

    static Refused noTopic() {
        return new Refused("NotFoundException", "Topic does not exist");
    }

    static Refused noSubscription() {
        return new Refused("NotFoundException", "Subscription does not exist");
    }

    static Refused parameter(String what) {
        return new Refused("InvalidParameterException", "Invalid parameter: " + what);
    }
}
