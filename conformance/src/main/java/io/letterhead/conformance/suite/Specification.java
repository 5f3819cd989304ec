package io.letterhead.conformance.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The requirements, read from the very {@code SPEC.md} that people read. Immutable.
 *
 * <p>A requirement is a heading such as {@code ### LH-1.1 · MUST}, or {@code ### LH-8.1 · MUST ·
 * streaming}, then paragraphs: what it asks, and those that begin with {@code Intent:}, {@code
 * Source:} and {@code Attacks:}.
 */
public final class Specification {
  private static final Pattern HEADING =
      Pattern.compile("### (LH-\\d+\\.\\d+) · (MUST|SHOULD)(?: · ([a-z0-9-]+))?");
  private static final Pattern SECTION = Pattern.compile("\n(?=#{1,3} )");
  private static final Pattern UNMEASURED =
      Pattern.compile("^- (A-\\d{2}): (.+(?:\n {2}.+)*)", Pattern.MULTILINE);
  private static final Pattern PARAGRAPH = Pattern.compile("\n\n+");
  private static final String FILE = "SPEC.md";
  private static final Specification SHIPPED = new Specification(shippedText());

  private final Map<String, Requirement> requirements = new LinkedHashMap<>();

  private final String text;

  private Specification(String text) {
    this.text = text;
    SECTION
        .splitAsStream(text)
        .filter(section -> section.startsWith("### "))
        .map(Specification::read)
        .forEach(this::add);
  }

  private void add(Requirement requirement) {
    if (requirements.put(requirement.id(), requirement) != null) {
      throw new IllegalStateException(FILE + " has " + requirement.id() + " twice");
    }
  }

  /** The specification of this version of the suite. */
  public static Specification shipped() {
    return SHIPPED;
  }

  /** The whole of {@code SPEC.md}. */
  public String text() {
    return text;
  }

  /** The requirements, in their order. */
  public List<Requirement> requirements() {
    return List.copyOf(requirements.values());
  }

  /**
   * The requirement of that id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Requirement requirement(String id) {
    Requirement found = requirements.get(id);
    if (found == null) {
      throw new IllegalArgumentException("requirement: " + id + " (expected: one of SPEC.md)");
    }
    return found;
  }

  /** The rows of the attack catalogue that no requirement answers, each with the reason. */
  public Map<String, String> unmeasured() {
    Map<String, String> reasons = new TreeMap<>();
    SECTION
        .splitAsStream(text)
        .filter(section -> section.startsWith("## What this cannot measure"))
        .flatMap(section -> UNMEASURED.matcher(section).results())
        .forEach(row -> reasons.put(row.group(1), row.group(2).replaceAll("\\s+", " ")));
    return reasons;
  }

  private static Requirement read(String section) {
    List<String> paragraphs =
        PARAGRAPH.splitAsStream(section.strip()).map(text -> text.replace('\n', ' ')).toList();
    Matcher heading = HEADING.matcher(paragraphs.get(0));
    if (!heading.matches()) {
      throw new IllegalStateException(FILE + ": no heading of a requirement: " + paragraphs.get(0));
    }
    return new Requirement(
        requireNonNull(heading.group(1)),
        Level.valueOf(requireNonNull(heading.group(2))),
        Optional.ofNullable(heading.group(3)).map(Specification::feature),
        paragraphs.get(1),
        paragraph(paragraphs, "Intent: "),
        paragraph(paragraphs, "Source: "),
        attacks(paragraph(paragraphs, "Attacks: ")));
  }

  private static List<String> attacks(String rows) {
    return rows.equals("none") ? List.of() : List.of(rows.split(", ", -1));
  }

  private static Feature feature(String id) {
    return Feature.of(id)
        .orElseThrow(() -> new IllegalStateException(FILE + ": no feature: " + id));
  }

  private static String paragraph(List<String> paragraphs, String begin) {
    return paragraphs.stream()
        .filter(paragraph -> paragraph.startsWith(begin))
        .findFirst()
        .map(paragraph -> paragraph.substring(begin.length()))
        .orElseThrow(
            () -> new IllegalStateException(FILE + ": " + paragraphs.get(0) + " has no " + begin));
  }

  private static String shippedText() {
    try (InputStream in =
        requireNonNull(Specification.class.getResourceAsStream(FILE), FILE + " is missing")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
