package io.letterhead.dsl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The YAML blocks of a Markdown page, in its order. */
final class MarkdownExamples {

  private static final Pattern BLOCK =
      Pattern.compile("^```yaml\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private MarkdownExamples() {}

  static List<String> in(Path page) throws IOException {
    return BLOCK.matcher(Files.readString(page)).results().map(match -> match.group(1)).toList();
  }
}
