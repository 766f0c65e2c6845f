package dev.sluice.conformance;

import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Translates between the names in a recording and the ones this run uses.
///
/// Many recordings name their machines alike, and execution ids are the server's to give. So each case gets a number of
/// its own into its names, and what the server answers is translated back before rules and comparison see it.
final class Aliases {
    private static final String RECORDED_ACCOUNT = "111111111111";
    private static final Pattern NAME_NUMBER = Pattern.compile("([-_])0000([0-9a-f]{4})(?![0-9a-f]|-[0-9a-f]{4}-)");

    private final String caseNumber;
    private final String account;
    private final Pattern ownNumber;
    private final Map<String, String> toReal = new LinkedHashMap<>();
    private final Map<String, String> outgoingOnly = new LinkedHashMap<>();
    private final Map<String, List<String>> answered = new LinkedHashMap<>();

    /// @param number of the case in this run, below 4096
    /// @param account the endpoint's account
    Aliases(int number, String account) {
        this.caseNumber = String.format("%04x", 0xa000 + number);
        this.account = account;
        this.ownNumber = Pattern.compile("([-_])" + caseNumber + "([0-9a-f]{4})(?![0-9a-f])");
    }

    /// Whether a text carries this case's number.
    boolean owns(String text) {
        return ownNumber.matcher(text).find();
    }

    /// A rule's pattern as it fits what [#incoming] gives: the second name of an Express execution has a token of its
    /// own, as it would otherwise begin with the first.
    static String inRule(String regex) {
        return regex.replaceAll("4000-8000-(\\d{12})-id", "4000-9000-$1");
    }

    /// A recorded name and the server's for it, such as an execution's.
    void learn(String recorded, String real) {
        toReal.put(recorded, real);
    }

    /// A recorded text that stands for what the server has since answered, in parameters only.
    void stands(String recorded, String real) {
        outgoingOnly.put(recorded, real);
    }

    /// Remembers the value of a member, which a later call may need where the recording has `invented-MEMBER`.
    void answered(JsonNode body) {
        if (body.isObject()) {
            for (Map.Entry<String, JsonNode> member : body.properties()) {
                if (member.getValue().isString()) {
                    List<String> values = answered.computeIfAbsent(member.getKey(), key -> new ArrayList<>());
                    String value = member.getValue().asString();
                    if (!values.contains(value)) values.add(value);
                } else {
                    answered(member.getValue());
                }
            }
        } else if (body.isArray()) {
            body.forEach(this::answered);
        }
    }

    /// Parameters as the server is to get them.
    JsonNode outgoing(JsonNode params) {
        String text = Json.write(params);
        for (Map.Entry<String, String> alias : toReal.entrySet()) {
            text = text.replace(alias.getKey(), alias.getValue());
        }
        for (Map.Entry<String, String> alias : outgoingOnly.entrySet()) {
            text = text.replace(alias.getKey(), alias.getValue());
        }
        text = NAME_NUMBER.matcher(text).replaceAll("$1" + caseNumber + "$2");
        text = text.replace(":" + RECORDED_ACCOUNT + ":", ":" + account + ":")
                .replace("/" + RECORDED_ACCOUNT + "/", "/" + account + "/");
        return Json.parse(invented(text));
    }

    /// `invented-X` stands for a value of X that the recording didn't keep: the ones after the first, in order.
    private String invented(String text) {
        String result = text;
        for (Map.Entry<String, List<String>> values : answered.entrySet()) {
            String placeholder = "\"invented-" + values.getKey() + "\"";
            List<String> known = values.getValue();
            int next = known.size() > 1 ? 1 : 0;
            while (result.contains(placeholder) && !known.isEmpty()) {
                String value = known.get(Math.min(next++, known.size() - 1));
                int at = result.indexOf(placeholder);
                result = result.substring(0, at) + "\"" + value + "\"" + result.substring(at + placeholder.length());
            }
        }
        return result;
    }

    /// A server's text with recorded names.
    String incoming(String text) {
        String result = text;
        for (Map.Entry<String, String> alias : toReal.entrySet()) {
            result = result.replace(alias.getValue(), alias.getKey());
        }
        result = ownNumber.matcher(result).replaceAll("$10000$2");
        return result.replace(":" + account + ":", ":" + RECORDED_ACCOUNT + ":")
                .replace("\"" + account + "\"", "\"" + RECORDED_ACCOUNT + "\"")
                .replace("/" + account + "/", "/" + RECORDED_ACCOUNT + "/");
    }
}
