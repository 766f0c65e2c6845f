package dev.sluice.gateway.s3;

import dev.sluice.gateway.model.Member;
import dev.sluice.gateway.model.Shape;
import tools.jackson.databind.JsonNode;

/// Writes XML: by hand, or a tree by its shape.
final class XmlWriter {
    static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private final StringBuilder out = new StringBuilder(512);

    XmlWriter declare() {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        return this;
    }

    XmlWriter open(String name) {
        out.append('<').append(name).append('>');
        return this;
    }

    /// Opens the outermost element of an answer.
    XmlWriter root(String name) {
        out.append('<').append(name).append(" xmlns=\"").append(NAMESPACE).append("\">");
        return this;
    }

    XmlWriter close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    XmlWriter element(String name, String text) {
        return open(name).text(text).close(name);
    }

    /// A text, escaped. What XML 1.0 can't hold becomes a character reference, as S3 writes it.
    XmlWriter text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> {
                    if (c < 0x20)
                        out.append("&#x").append(Integer.toHexString(c)).append(';');
                    else out.append(c);
                }
            }
        }
        return this;
    }

    /// The members that travel in the body, in the model's order; absent ones are left out.
    XmlWriter members(Shape.Structure shape, JsonNode tree) {
        for (Member member : shape.members().values()) {
            JsonNode value = tree.get(member.name());
            if (value == null || member.location() != Member.Location.BODY) continue;
            if (member.wireName().equals("xsi:type")) continue; // written with the element around it
            if (member.shape() instanceof Shape.Sequence list && list.flattened()) {
                for (JsonNode each : value)
                    value(member.wireName(), list.element().shape(), each);
            } else {
                value(member.wireName(), member.shape(), value);
            }
        }
        return this;
    }

    private void value(String name, Shape shape, JsonNode value) {
        if (shape.name().equals("Grantee")) {
            out.append('<')
                    .append(name)
                    .append(" xmlns:xsi=\"")
                    .append(SCHEMA_INSTANCE)
                    .append("\" xsi:type=\"");
            text(value.path("Type").asString("")).out.append("\">");
        } else {
            open(name);
        }
        switch (shape) {
            case Shape.Structure structure -> members(structure, value);
            case Shape.Sequence list -> {
                for (JsonNode each : value)
                    value(elementName(list), list.element().shape(), each);
            }
            case Shape.Time _ -> text(Moments.iso(value));
            case Shape.Dictionary _, Shape.Text _, Shape.Blob _, Shape.Whole _, Shape.Real _, Shape.Bool _ ->
                text(value.asString());
            case Shape.Document _ -> text(value.toString());
        }
        close(name);
    }

    static String elementName(Shape.Sequence list) {
        String name = list.element().wireName();
        return name.isEmpty() ? "member" : name;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
