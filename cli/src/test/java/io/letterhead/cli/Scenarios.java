package io.letterhead.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks whose results every format has to bear. */
final class Scenarios {

  static final String WARNED = "src/test/resources/policies/warned.yaml";

  /** A policy whose secret stands in the file. */
  static final String SECRET = "sk-proj-Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA";

  /** What would end a command, an attribute, an element, a line or a terminal's peace. */
  private static final String HOSTILE = "a b,c;d&<\"'%41]]>\u001b\n::error::\u00e9\u2028{0}.yaml";

  private static final String BAD =
      """
      version: 1
      secrets:
        key: { env: KEY, value: %s }
      providers:
        "m]]>\uD83D\uDE00": { origin: "https://user:hunter22@model.example" }
        other:
          origin: https://other.example
          rules:
            - allow: X-Api-Key
            - allow: "{0} [link](1)"
            - allow: X-Api-Key
      """;

  private Scenarios() {}

  /** The names of files that a check is given, by what is special about them. */
  static Map<String, List<String>> in(Path folder) throws IOException {
    Path hostile = Files.writeString(folder.resolve(HOSTILE), BAD.formatted(SECRET));
    Path unreadable = folder.resolve("unreadable.yaml");
    Files.writeString(unreadable, BAD.formatted(SECRET) + "# \uFFFF\n");
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {0, 1, -1, 10, 27, 13});
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      many.add(Run.BROKEN);
    }
    return Map.of(
        "success", List.of(Run.SMALL),
        "failure", List.of(Run.BROKEN),
        "warnings only", List.of(WARNED),
        "several files", List.of(Run.SMALL, Run.BROKEN, WARNED),
        "one file many times", many,
        "a file that is missing", List.of("no-such-file.yaml"),
        "a folder", List.of("src"),
        "a hostile name and text", List.of(hostile.toString()),
        "a character that XML may not hold", List.of(unreadable.toString()),
        "no text at all", List.of(binary.toString(), Run.SMALL));
  }

  /** A run of the check in a format. */
  static Run check(String format, List<String> files) {
    List<String> arguments = new ArrayList<>(List.of("check", "--format", format));
    arguments.addAll(files);
    return Run.of(arguments.toArray(new String[0]));
  }
}
