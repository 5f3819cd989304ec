package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that were seen, with those marked that should not be there. Immutable.
 *
 * <p>All that it shows is the suite's own: stand-ins, not secrets.
 *
 * @param what what the bytes are, such as {@code the origin received}
 * @param bytes the bytes, one character each
 * @param offending which of them are marked: wherever one of these texts stands
 */
public record Evidence(String what, String bytes, List<String> offending) {
  public Evidence {
    requireNonNull(what, "what");
    requireNonNull(bytes, "bytes");
    offending = List.copyOf(offending);
  }

  /** The lines, escaped, each with a line of carets below where something is marked. */
  public List<String> lines() {
    boolean[] marked = marked();
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    StringBuilder carets = new StringBuilder();
    for (int i = 0; i < bytes.length(); i++) {
      String shown = Shown.character(bytes.charAt(i));
      line.append(shown);
      carets.append((marked[i] ? "^" : " ").repeat(shown.length()));
      if (bytes.charAt(i) == '\n' || i == bytes.length() - 1) {
        lines.add(line.toString());
        if (carets.indexOf("^") >= 0) {
          lines.add(carets.toString().stripTrailing());
        }
        line.setLength(0);
        carets.setLength(0);
      }
    }
    return lines;
  }

  private boolean[] marked() {
    boolean[] marked = new boolean[bytes.length()];
    for (String text : offending) {
      for (int at = bytes.indexOf(text); at >= 0 && !text.isEmpty(); ) {
        for (int i = at; i < at + text.length(); i++) {
          marked[i] = true;
        }
        at = bytes.indexOf(text, at + text.length());
      }
    }
    return marked;
  }
}
