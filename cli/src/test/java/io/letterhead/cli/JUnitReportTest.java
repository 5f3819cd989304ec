package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.Resources;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JUnitReportTest {

  @TempDir private Path folder;

  @Test
  void everyReportIsWhatJenkinsReadsAndEverySuiteWhatSurefireWrites() throws Exception {
    Schema jenkins = schema("jenkins-junit.xsd");
    Schema surefire = schema("surefire-test-report.xsd");
    for (Map.Entry<String, List<String>> scenario : Scenarios.in(folder).entrySet()) {
      Document report = report(scenario.getValue());
      jenkins.newValidator().validate(new DOMSource(report));
      for (Element suite : elements(report.getDocumentElement(), "testsuite")) {
        surefire.newValidator().validate(new DOMSource(suite));
      }
    }
  }

  @Test
  void theSchemasRefuseWhatIsNoReport() throws Exception {
    Document report = report(List.of(Run.SMALL));
    report.getDocumentElement().appendChild(report.createElement("testcase"));

    assertThatThrownBy(
            () -> schema("jenkins-junit.xsd").newValidator().validate(new DOMSource(report)))
        .isInstanceOf(SAXException.class);
  }

  @Test
  void theCountsAreThoseOfTheCases() throws Exception {
    for (List<String> files : Scenarios.in(folder).values()) {
      Element all = report(files).getDocumentElement();
      assertThat(elements(all, "testsuite"))
          .hasSameSizeAs(files)
          .allSatisfy(suite -> counts(suite));
      counts(all);
    }
  }

  @Test
  void aWarningFailsNothingAndIsPrinted() throws Exception {
    Element all = report(List.of(Scenarios.WARNED)).getDocumentElement();

    assertThat(elements(all, "failure")).isEmpty();
    assertThat(elements(all, "system-out"))
        .singleElement()
        .satisfies(out -> assertThat(out.getTextContent()).contains("[unused-secret]"));
  }

  @Test
  void anExcerptMasksWhatTheTextMasks() throws Exception {
    List<String> hostile = Scenarios.in(folder).getOrDefault("a hostile name and text", List.of());
    Element all = report(hostile).getDocumentElement();

    assertThat(elements(all, "failure"))
        .extracting(Element::getTextContent)
        .anySatisfy(text -> assertThat(text).contains("  key: { env: KEY, value: ***"))
        .anySatisfy(text -> assertThat(text).contains("m]]>\uD83D\uDE00").doesNotContain("user:"));
  }

  @Test
  void whatNoDocumentMayHoldIsReplaced() {
    assertThat(XmlText.legal("a\u0000\u001b\uFFFE\uD800\t\n\uD83D\uDE00]]>"))
        .isEqualTo("a\uFFFD\uFFFD\uFFFD\uFFFD\t\n\uD83D\uDE00]]>");
  }

  private static void counts(Element element) {
    assertThat(element.getAttribute("tests")).isEqualTo("" + elements(element, "testcase").size());
    assertThat(element.getAttribute("failures"))
        .isEqualTo("" + elements(element, "failure").size());
    assertThat(elements(element, "testcase")).isNotEmpty();
  }

  private static Document report(List<String> files) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    String text = Scenarios.check("junit", files).out();
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static Schema schema(String name) throws SAXException {
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(Resources.getResource("schemas/" + name));
  }
}
