package io.letterhead.cli;

import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.ProblemRenderer;
import io.letterhead.policy.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A check as a report of tests: a suite for each file. A file that is valid passes one case; of one
 * that is not, each error is a case that fails. Warnings are what the first case of a suite
 * printed.
 */
final class JUnitReport {

  private static final ProblemRenderer RENDERER = ProblemRenderer.plain();

  private final List<Loaded> files;

  JUnitReport(List<Loaded> files) {
    this.files = files;
  }

  void print(PrintWriter out) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      write(xml);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a string takes all that is written", e);
    }
    out.print(text + "\n");
    out.flush();
  }

  private void write(XMLStreamWriter xml) throws XMLStreamException {
    line(xml, 0);
    xml.writeStartElement("testsuites");
    attribute(xml, "name", "letterhead check");
    attribute(xml, "tests", "" + files.stream().mapToLong(JUnitReport::cases).sum());
    attribute(xml, "failures", "" + files.stream().mapToLong(JUnitReport::failures).sum());
    attribute(xml, "errors", "0");
    attribute(xml, "time", "0");
    for (Loaded file : files) {
      writeSuite(xml, file);
    }
    line(xml, 0);
    xml.writeEndElement();
  }

  private static void writeSuite(XMLStreamWriter xml, Loaded file) throws XMLStreamException {
    List<Problem> errors = file.problems().stream().filter(Problem::isError).toList();
    line(xml, 1);
    xml.writeStartElement("testsuite");
    attribute(xml, "name", file.fileName());
    attribute(xml, "tests", "" + cases(file));
    attribute(xml, "failures", "" + failures(file));
    attribute(xml, "errors", "0");
    attribute(xml, "skipped", "0");
    attribute(xml, "time", "0");
    String warnings = warnings(file);
    if (errors.isEmpty()) {
      startCase(xml, file, "is valid");
      endCase(xml, warnings);
    }
    for (Problem error : errors) {
      writeFailure(xml, file, error);
      endCase(xml, warnings);
      warnings = "";
    }
    line(xml, 1);
    xml.writeEndElement();
  }

  private static void writeFailure(XMLStreamWriter xml, Loaded file, Problem error)
      throws XMLStreamException {
    String place = error.position().line() + ":" + error.position().column();
    startCase(xml, file, place + ": " + error.message() + " [" + error.name() + "]");
    line(xml, 3);
    xml.writeStartElement("failure");
    attribute(xml, "type", error.name());
    attribute(xml, "message", error.message());
    xml.writeCharacters(XmlText.legal("\n" + RENDERER.render(file, error)));
    xml.writeEndElement();
  }

  private static void startCase(XMLStreamWriter xml, Loaded file, String name)
      throws XMLStreamException {
    line(xml, 2);
    xml.writeStartElement("testcase");
    attribute(xml, "name", name);
    attribute(xml, "classname", file.fileName());
    attribute(xml, "time", "0");
  }

  private static void endCase(XMLStreamWriter xml, String printed) throws XMLStreamException {
    if (!printed.isEmpty()) {
      line(xml, 3);
      xml.writeStartElement("system-out");
      xml.writeCharacters(XmlText.legal("\n" + printed));
      xml.writeEndElement();
    }
    line(xml, 2);
    xml.writeEndElement();
  }

  private static String warnings(Loaded file) {
    return file.problems().stream()
        .filter(problem -> !problem.isError())
        .map(problem -> RENDERER.render(file, problem))
        .collect(Collectors.joining("\n"));
  }

  private static long failures(Loaded file) {
    return file.problems().stream().filter(Problem::isError).count();
  }

  private static long cases(Loaded file) {
    return Math.max(1, failures(file));
  }

  /** On one line: a parser would turn line ends of an attribute into spaces. */
  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, XmlText.legal(Escaped.line(value)));
  }

  private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
