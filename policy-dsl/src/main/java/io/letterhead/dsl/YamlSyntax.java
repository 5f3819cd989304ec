package io.letterhead.dsl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says what is wrong with a YAML file's syntax, in words of its own: the library's quote the file,
 * which may hold an inline secret, and name Java types.
 */
final class YamlSyntax {

  /** What the library's text holds, what we say, and how to mend it. */
  private record Wording(String theirs, String message, String fix) {}

  private static final String NEEDS_QUOTES =
      "put quotes around the value: \"@tracing\", \"*-Token\"";

  private static final ImmutableList<Wording> WORDINGS =
      ImmutableList.of(
          new Wording(
              "character '\\t",
              "a tab cannot stand here",
              "write spaces instead of tabs, for indentation above all"),
          new Wording("character '@'", "a value that begins with `@` needs quotes", NEEDS_QUOTES),
          new Wording(
              "that cannot start any token",
              "a value that begins with this character needs quotes",
              NEEDS_QUOTES),
          new Wording(
              "scanning an alias", "a value that begins with `*` needs quotes", NEEDS_QUOTES),
          new Wording(
              "scanning an anchor",
              "a value that begins with `&` needs quotes",
              "put quotes around the value"),
          new Wording("scanning a tag", "a value that begins with `!` needs quotes", NEEDS_QUOTES),
          new Wording(
              "mapping values are not allowed",
              "a `:` cannot stand here",
              "check the indentation of this line and the one before, and put quotes around a"
                  + " value that holds `: `"),
          new Wording(
              "unknown escape",
              "an escape that YAML does not know",
              "use single quotes, where a backslash is just a backslash"),
          new Wording(
              "unexpected end of stream",
              "a quote is opened and never closed",
              "close the quote that is opened here"),
          new Wording(
              "unexpected document separator",
              "a quote is opened and not closed before the next document",
              "close the quote that is opened here"),
          new Wording(
              "flow sequence",
              "a list in `[ ]` is not closed, or lacks a comma",
              "close the list with `]`, and put a comma between its items"),
          new Wording(
              "flow mapping",
              "a mapping in `{ }` is not closed, or lacks a comma",
              "close the mapping with `}`, and put a comma between its keys"),
          new Wording(
              "could not find expected ':'",
              "a key without its `:`",
              "write `key: value`, with a space behind the colon"),
          new Wording(
              "block mapping",
              "this line does not belong to the mapping before it",
              "align it with the keys it belongs to"),
          new Wording(
              "block collection",
              "this line does not belong to the list before it",
              "align its `-` with the list's other dashes"),
          new Wording(
              "Expected a field name",
              "a key must be a single word",
              "write `key: value`; aliases, lists and mappings cannot be keys"),
          new Wording(
              "<document start>",
              "something stands behind the end of the document",
              "delete it, or align it with the keys that it belongs to"));

  private YamlSyntax() {}

  static void report(SourceText source, Exception thrown, Problems problems) {
    String theirs = thrown.getMessage() == null ? "" : thrown.getMessage();
    String opened = "";
    int index = source.length();
    if (thrown.getCause() instanceof MarkedYAMLException marked) {
      theirs = text(marked.getContext()) + "\n" + text(marked.getProblem());
      opened = opened(marked);
      index = index(marked, theirs, index);
    } else if (thrown instanceof JsonProcessingException located && located.getLocation() != null) {
      index = (int) Math.max(0, located.getLocation().getCharOffset());
    }
    report(source, Math.min(index, source.length()), theirs, opened, problems);
  }

  private static void report(
      SourceText source, int index, String theirs, String opened, Problems problems) {
    Wording wording = new Wording("", "this is not YAML", "check quotes, brackets and indentation");
    for (Wording candidate : WORDINGS) {
      if (theirs.contains(candidate.theirs())) {
        wording = candidate;
        break;
      }
    }
    problems.error(
        FileProblem.BAD_YAML,
        source.position(index),
        wording.message() + opened,
        "nothing behind this place can be read, so no other problem behind it is known yet",
        wording.fix());
  }

  /** Where the problem is; where an opened quote begins rather than the end of the file. */
  private static int index(MarkedYAMLException marked, String theirs, int otherwise) {
    boolean unclosed = theirs.contains("quoted scalar") && theirs.contains("found unexpected");
    Mark mark = unclosed ? marked.getContextMark() : marked.getProblemMark();
    return mark == null ? otherwise : mark.getIndex();
  }

  /** The line where an unclosed list or mapping begins, as the end of a message. */
  private static String opened(MarkedYAMLException marked) {
    Mark from = marked.getContextMark();
    Mark to = marked.getProblemMark();
    boolean flow = text(marked.getContext()).contains("flow");
    return flow && from != null && to != null && from.getLine() != to.getLine()
        ? "; it is opened in line " + (from.getLine() + 1)
        : "";
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
