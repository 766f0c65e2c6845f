package dev.sluice.gateway.wire;

import dev.sluice.gateway.model.Member;
import dev.sluice.gateway.model.Shape;
import tools.jackson.databind.JsonNode;

/// Writes XML: elements by hand, or a whole output by its shape.
public final class XmlText {
    private final StringBuilder out = new StringBuilder(512);

    /// Opens an element. @param namespace its `xmlns`, empty for none
    public XmlText open(String name, String namespace) {
        out.append('<').append(name);
        if (!namespace.isEmpty()) out.append(" xmlns=\"").append(namespace).append('"');
        out.append('>');
        return this;
    }

    /// Opens an element.
    public XmlText open(String name) {
        return open(name, "");
    }

    /// Closes an element.
    public XmlText close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    /// An element with a text.
    public XmlText element(String name, String text) {
        return open(name).text(text).close(name);
    }

    /// A text, escaped; control characters that XML 1.0 can't hold become references, as S3 writes them.
    public XmlText text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> {
                    if (c < 0x20 && c != '\n' && c != '\t')
                        out.append("&#x").append(Integer.toHexString(c)).append(';');
                    else out.append(c);
                }
            }
        }
        return this;
    }

    /// The members of a structure, each in its element.
    XmlText members(Shape.Structure shape, JsonNode value) {
        for (Member member : shape.members().values()) {
            JsonNode part = value.get(member.name());
            if (part != null && !part.isNull()) member(member, part);
        }
        return this;
    }

    private void member(Member member, JsonNode value) {
        boolean named = !member.queryName().equals(member.name());
        switch (member.shape()) {
            case Shape.Sequence s
            when s.flattened() -> {
                boolean elementNamed = !s.element().queryName().equals("member");
                String name = elementNamed ? s.element().queryName() : member.queryName();
                value.forEach(item -> wrapped(name, s.element().shape(), item));
            }
            case Shape.Dictionary d
            when d.flattened() -> {
                String name = named || d.queryName().isEmpty() ? member.queryName() : d.queryName();
                entries(d, name, value);
            }
            default -> wrapped(member.queryName(), member.shape(), value);
        }
    }

    private void wrapped(String name, Shape shape, JsonNode value) {
        open(name);
        switch (shape) {
            case Shape.Structure s -> members(s, value);
            case Shape.Sequence s ->
                value.forEach(
                        item -> wrapped(s.element().queryName(), s.element().shape(), item));
            case Shape.Dictionary d -> entries(d, "entry", value);
            case Shape.Time _ -> text(Times.iso(value));
            case Shape.Text _, Shape.Blob _, Shape.Whole _, Shape.Real _, Shape.Bool _ -> text(value.asString());
            case Shape.Document _ -> text(value.toString());
        }
        close(name);
    }

    private void entries(Shape.Dictionary shape, String name, JsonNode value) {
        value.properties().forEach(entry -> {
            open(name).element(shape.key().queryName(), entry.getKey());
            wrapped(shape.value().queryName(), shape.value().shape(), entry.getValue());
            close(name);
        });
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
