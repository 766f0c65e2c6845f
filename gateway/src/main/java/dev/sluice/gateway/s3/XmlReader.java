package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.gateway.model.Member;
import dev.sluice.gateway.model.Shape;
import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a request's XML into a tree by its shape, strictly: what the shape doesn't know is refused, not
/// passed over.
/// Entities and document types are off.
final class XmlReader {
    private static final int DEPTH_MAX = 32;
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader in;
    private int depth;

    private XmlReader(XMLStreamReader in) {
        this.in = in;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /// @param root the element the document must consist of
    /// @throws dev.sluice.core.Refused `MalformedXML`
    static JsonNode read(byte[] xml, String root, Shape shape) {
        try {
            XMLStreamReader in;
            synchronized (FACTORY) { // the platform doesn't promise that a factory is safe for many threads
                in = FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml));
            }
            XmlReader reader = new XmlReader(in);
            while (in.next() != XMLStreamConstants.START_ELEMENT) {
                if (in.getEventType() == XMLStreamConstants.DTD) throw S3Errors.malformedXml();
            }
            if (!in.getLocalName().equals(root)) throw S3Errors.malformedXml("expected " + root);
            JsonNode tree = reader.value(shape);
            while (in.hasNext()) in.next();
            return tree;
        } catch (XMLStreamException | java.util.NoSuchElementException e) {
            throw S3Errors.malformedXml();
        }
    }

    /// Reads from the start to the end of the element the reader stands on.
    private JsonNode value(Shape shape) throws XMLStreamException {
        if (++depth > DEPTH_MAX) throw S3Errors.malformedXml("nested too deep");
        JsonNode value =
                switch (shape) {
                    case Shape.Structure structure -> structure(structure);
                    case Shape.Sequence list -> list(list);
                    case Shape.Text text -> text(text);
                    case Shape.Whole _ -> whole(in.getElementText().strip());
                    case Shape.Real _ -> whole(in.getElementText().strip());
                    case Shape.Bool _ -> bool(in.getElementText().strip());
                    case Shape.Time _ ->
                        Moments.parse(in.getElementText().strip())
                                .map(Moments::seconds)
                                .orElseThrow(S3Errors::malformedXml);
                    case Shape.Blob _, Shape.Dictionary _, Shape.Document _ -> Json.text(in.getElementText());
                };
        depth--;
        return value;
    }

    private ObjectNode structure(Shape.Structure shape) throws XMLStreamException {
        ObjectNode tree = Json.object();
        for (int i = 0; i < in.getAttributeCount(); i++) {
            if (in.getAttributeLocalName(i).equals("type") && shape.members().containsKey("Type"))
                tree.put("Type", in.getAttributeValue(i));
        }
        while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
            Member member = member(shape, in.getLocalName());
            if (member == null) throw S3Errors.malformedXml("unexpected " + in.getLocalName());
            if (member.shape() instanceof Shape.Sequence list && list.flattened()) {
                ArrayNode array =
                        tree.has(member.name()) ? (ArrayNode) tree.path(member.name()) : tree.putArray(member.name());
                array.add(value(list.element().shape()));
            } else {
                if (tree.has(member.name())) throw S3Errors.malformedXml("repeated " + in.getLocalName());
                tree.set(member.name(), value(member.shape()));
            }
        }
        for (String required : shape.required()) {
            if (!tree.has(required)) throw S3Errors.malformedXml("missing " + required);
        }
        return tree;
    }

    private static @Nullable Member member(Shape.Structure shape, String element) {
        for (Member member : shape.members().values()) {
            if (member.wireName().equals(element) && member.location() == Member.Location.BODY) return member;
        }
        return null;
    }

    private ArrayNode list(Shape.Sequence list) throws XMLStreamException {
        ArrayNode array = Json.array();
        while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
            if (!in.getLocalName().equals(XmlWriter.elementName(list)))
                throw S3Errors.malformedXml("unexpected " + in.getLocalName());
            array.add(value(list.element().shape()));
        }
        return array;
    }

    private JsonNode text(Shape.Text shape) throws XMLStreamException {
        String text = in.getElementText();
        // Regions are checked where they are used: S3 has an answer of its own for them, as for events.
        boolean open =
                shape.name().equals("BucketLocationConstraint") || shape.name().equals("Event");
        boolean known = shape.values().isEmpty() || open || shape.values().contains(text);
        if (!known) throw S3Errors.malformedXml(text + " is none of " + shape.values());
        return Json.text(text);
    }

    private static JsonNode whole(String text) {
        try {
            return Json.number(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw S3Errors.malformedXml("not a number");
        }
    }

    private static JsonNode bool(String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "true", "1" -> Json.bool(true);
            case "false", "0" -> Json.bool(false);
            default -> throw S3Errors.malformedXml("not a boolean");
        };
    }
}
