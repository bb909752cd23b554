package dev.twospeed.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The XML in which services of the query protocol answer. */
final class QueryProtocol {
    static final String FORM = "application/x-www-form-urlencoded";

    private QueryProtocol() {}

    static RestAnswer answer(String action, ObjectNode result) {
        return document(200, action + "Response", xml -> {
            write(xml, action + "Result", result);
            xml.writeStartElement("ResponseMetadata");
            requestId(xml);
            xml.writeEndElement();
        });
    }

    static RestAnswer refusal(AwsError error) {
        return document(error.status(), "ErrorResponse", xml -> {
            xml.writeStartElement("Error");
            text(xml, "Type", error.status() < 500 ? "Sender" : "Receiver");
            text(xml, "Code", error.code());
            text(xml, "Message", String.valueOf(error.getMessage()));
            xml.writeEndElement();
            requestId(xml);
        });
    }

    private static RestAnswer document(int status, String root, Content content) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartElement(root);
            content.writeTo(xml);
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The answer " + root + " could not be written", e);
        }
        return new RestAnswer(
                status, Map.of("Content-Type", "text/xml"), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(XMLStreamWriter xml, String name, JsonNode value) throws XMLStreamException {
        xml.writeStartElement(name);
        if (value.isObject()) {
            for (var field : value.properties()) {
                write(xml, field.getKey(), field.getValue());
            }
        } else if (value.isArray()) {
            for (var element : value) {
                write(xml, "member", element);
            }
        } else {
            xml.writeCharacters(value.asText());
        }
        xml.writeEndElement();
    }

    private static void requestId(XMLStreamWriter xml) throws XMLStreamException {
        text(xml, "RequestId", UUID.randomUUID().toString());
    }

    private static void text(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }

    /** What stands in the root element. */
    private interface Content {
        void writeTo(XMLStreamWriter xml) throws XMLStreamException;
    }
}
