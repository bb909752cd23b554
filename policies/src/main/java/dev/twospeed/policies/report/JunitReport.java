package dev.twospeed.policies.report;

import dev.twospeed.policies.judgement.Finding;
import dev.twospeed.policies.judgement.Finding.Outcome;
import dev.twospeed.policies.sdk.Level;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What was found, as a test report that CI systems show: a suite a stack, a test case a rule and resource.
 *
 * <p>Advice that is not followed, what is undecided and what is exempt are skipped cases, with the reason.
 */
public final class JunitReport {
    private JunitReport() {}

    /** The findings of some stacks as XML text. */
    public static String of(List<Judged> stacks) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            for (var judged : stacks) {
                suite(xml, judged);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A text could not be written as XML", e);
        }
        return text.toString();
    }

    private static void suite(XMLStreamWriter xml, Judged judged) throws XMLStreamException {
        var failures = judged.findings().stream().filter(JunitReport::fails).count();
        var kept = judged.of(Outcome.KEPT).size();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", judged.stack());
        xml.writeAttribute("tests", String.valueOf(judged.findings().size()));
        xml.writeAttribute("failures", String.valueOf(failures));
        xml.writeAttribute("skipped", String.valueOf(judged.findings().size() - failures - kept));
        for (var outcome : Outcome.values()) {
            for (var finding : judged.of(outcome)) {
                test(xml, finding);
            }
        }
        xml.writeEndElement();
    }

    private static void test(XMLStreamWriter xml, Finding finding) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", finding.rule().id());
        xml.writeAttribute("name", finding.resource().urn());
        if (fails(finding)) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", finding.rule().severity().name());
            xml.writeAttribute("message", legal(finding.message()));
            xml.writeCharacters(finding.rule().fix() + " " + finding.rule().link());
            xml.writeEndElement();
        } else if (finding.outcome() != Outcome.KEPT) {
            xml.writeStartElement("skipped");
            xml.writeAttribute("message", legal(finding.outcome() + ": " + finding.message()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static boolean fails(Finding finding) {
        return finding.outcome() == Outcome.BROKEN && finding.level() != Level.ADVISORY;
    }

    /** XML knows no control characters, not even escaped. */
    private static String legal(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "?");
    }
}
