package dev.sluice.gateway.iam;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// One statement of a policy.
///
/// @param deny whether it denies
/// @param principals whom a resource policy speaks of; empty in an identity policy
/// @param actions patterns, lower-case
/// @param resources patterns
record Statement(boolean deny, Names principals, Names actions, Names resources, List<Condition> conditions) {
    /// Some names, or all but some.
    record Names(boolean allBut, List<String> patterns) {}

    static Statement read(JsonNode node) {
        return new Statement(
                node.path("Effect").asString("").equals("Deny"),
                new Names(
                        node.has("NotPrincipal"),
                        principals(node.path(node.has("NotPrincipal") ? "NotPrincipal" : "Principal"))),
                new Names(
                        node.has("NotAction"),
                        texts(node.path(node.has("NotAction") ? "NotAction" : "Action")).stream()
                                .map(action -> action.toLowerCase(Locale.ROOT))
                                .toList()),
                new Names(
                        node.has("NotResource"),
                        texts(node.path(node.has("NotResource") ? "NotResource" : "Resource"))),
                Condition.read(node.path("Condition")));
    }

    private static List<String> principals(JsonNode node) {
        if (node.isString()) return List.of(node.asString());
        return node.properties().stream()
                .flatMap(kind -> texts(kind.getValue()).stream())
                .toList();
    }

    static List<String> texts(JsonNode oneOrMore) {
        if (oneOrMore.isMissingNode()) return List.of();
        if (oneOrMore.isArray())
            return oneOrMore.valueStream().map(each -> each.asString("")).toList();
        return List.of(oneOrMore.asString(""));
    }

    boolean covers(Question question) {
        String action = question.action().toLowerCase(Locale.ROOT);
        boolean what = actions.patterns().stream().anyMatch(p -> Glob.matches(p, action)) != actions.allBut();
        if (!what) return false;
        boolean where = resources.patterns().stream().anyMatch(p -> question.matches(p, question.resource()))
                != resources.allBut();
        return where && conditions.stream().allMatch(condition -> condition.holds(question));
    }

    /// Whether a resource policy's statement speaks of who asks.
    boolean speaksOf(Question question) {
        return principals.patterns().stream().anyMatch(each -> isPrincipal(each, question)) != principals.allBut();
    }

    private static boolean isPrincipal(String named, Question question) {
        if (named.equals("*")) return true;
        String root = "arn:aws:iam::" + question.account() + ":root";
        boolean account = !question.principal().equals("*") && (named.equals(question.account()) || named.equals(root));
        return account || named.equals(question.principal()) || named.equals(Principals.roleOf(question.principal()));
    }
}
