package io.letterhead.dsl;

/** Checks a file's size and characters before its syntax is read. */
final class YamlCharacters {

  private static final int MOST_REPORTED = 20;

  private YamlCharacters() {}

  /** Whether the text can be read at all. */
  static boolean check(SourceText source, Problems problems) {
    if (source.length() > PositionedYaml.MAX_LENGTH) {
      tooLarge(source, problems);
      return false;
    }
    int before = problems.size();
    for (int i = 0; i < source.length() && problems.size() - before < MOST_REPORTED; i++) {
      if (!isReadable(source.at(i))) {
        problems.error(
            FileProblem.BAD_YAML,
            source.position(i),
            "the character " + Words.codePoint(source.at(i)) + " is not readable",
            "editors hide such a character or show a line end where others show none, so the file"
                + " could mean something else than it shows",
            "delete it; in a quoted value it can be written as an escape");
      }
    }
    return problems.size() == before;
  }

  static void tooLarge(SourceText source, Problems problems) {
    problems.error(
        FileProblem.TOO_LARGE,
        source.start(),
        "the file is larger than 1 MiB",
        "no file that people can review is; most often it is the wrong one",
        "check the path");
  }

  /** What YAML calls printable, less what editors do not show for what it is. */
  private static boolean isReadable(int c) {
    if (c < 0x20) {
      return c == '\t' || c == '\n' || c == '\r';
    }
    boolean lineEnd = c == 0x2028 || c == 0x2029;
    boolean bidirectional = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    boolean byteOrderMark = c == 0xFEFF;
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    return !((c >= 0x7F && c < 0xA0)
        || lineEnd
        || bidirectional
        || byteOrderMark
        || surrogate
        || c == 0xFFFE
        || c == 0xFFFF);
  }
}
