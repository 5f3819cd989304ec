package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Optional;

/**
 * What the page {@code docs/problems/NAME.md} says of every problem of that name.
 *
 * @param summary what is wrong
 * @param why what would break
 */
record ProblemPage(String summary, String why) {

  /** The page; empty for a problem that has none. */
  static Optional<ProblemPage> of(String name) {
    URL page = ProblemPage.class.getResource("problems/" + name + ".md");
    if (page == null) {
      return Optional.empty();
    }
    try {
      String text = Resources.toString(page, UTF_8);
      return Optional.of(new ProblemPage(section(text, "Summary"), section(text, "Why")));
    } catch (IOException e) {
      throw new UncheckedIOException("a page of the class path cannot be read", e);
    }
  }

  private static String section(String page, String title) {
    String heading = "\n## " + title + "\n";
    int start = page.indexOf(heading);
    if (start < 0) {
      return "";
    }
    int end = page.indexOf("\n## ", start + heading.length());
    return page.substring(start + heading.length(), end < 0 ? page.length() : end).strip();
  }
}
