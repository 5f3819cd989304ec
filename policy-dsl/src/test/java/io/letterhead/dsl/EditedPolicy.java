package io.letterhead.dsl;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.google.common.base.Joiner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sample policy, which has all that the language has, after edits that a fuzzer makes: lines
 * moved, doubled and taken out, words replaced by words of the language or by any text.
 *
 * <p>Behind the edits, a secret is planted: one that looks like one, anywhere between two words;
 * one that does not, where the file declares its secrets, before all that is edited.
 */
final class EditedPolicy {

  /** What both planted secrets hold. */
  static final String MARK = "c4nary";

  private static final String SHAPED = "sk-c4nary-0123456789abcdef";
  private static final String UNSHAPED = "{ value: hunter2c4naryhunter2 }";
  private static final String DECLARED = "{ env: VLLM_API_KEY }";
  private static final List<String> SAMPLE = sample();

  private static final String[] WORDS = {
    "allow",
    "deny",
    "rename",
    "set",
    "default",
    "inject",
    "require",
    "stamp",
    "to",
    "as",
    "when",
    "otherwise",
    "methods",
    "paths",
    "callers",
    "from-secret",
    "from-caller-data",
    "from-request",
    "caller-may-bring",
    "{ data: token }",
    "{ header: X-Key }",
    "one-of",
    "max-length",
    "why",
    "\"@credential\"",
    "\"@tracing\"",
    "\"@maas\"",
    "\"*\"",
    "\"X-*\"",
    "X-Tier",
    "X-Tenant",
    "Authorization",
    "Cookie",
    "Host",
    "X-Forwarded-For",
    "vllm-token",
    "vllm",
    "acme",
    "bearer",
    "basic",
    "raw",
    "reject",
    "sealed",
    "response-rules",
    "caller-data",
    "profile",
    "profiles",
    "providers",
    "groups",
    "secrets",
    "version",
    "origin",
    "cleartext",
    "encoded-slash",
    "pass",
    "allow-query",
    "default-query",
    "[]",
    "{}",
    "null",
    "~",
    "1",
    "-1",
    "true",
    "&a",
    "*a",
    "!t",
    "|",
    ">",
    "'",
    "\"",
    "#",
    "---",
    "...",
    "? ",
    "\t",
    "<<: ",
    "\uFEFF",
    "\0",
    "/v1/*",
    "https://u:p4ssc4nary@host",
    "http://127.0.0.1",
    "https://p.example/a/../b"
  };

  private EditedPolicy() {}

  static String of(FuzzedDataProvider data) {
    boolean planted = data.consumeBoolean();
    boolean unshaped = planted && data.consumeBoolean();
    List<String> lines = new ArrayList<>(SAMPLE);
    int first = unshaped ? firstBehindSecrets(lines) : 0;
    while (data.remainingBytes() > 2 && lines.size() > first && lines.size() < 200) {
      edit(lines, data.consumeInt(first, lines.size() - 1), data);
    }
    if (unshaped) {
      lines.replaceAll(line -> line.replace(DECLARED, UNSHAPED));
    } else if (planted && !lines.isEmpty()) {
      int at = data.consumeInt(0, lines.size() - 1);
      List<String> words = words(lines.get(at));
      words.add(data.consumeInt(0, words.size()), SHAPED);
      lines.set(at, Joiner.on(' ').join(words));
    }
    return Joiner.on('\n').join(lines);
  }

  private static void edit(List<String> lines, int at, FuzzedDataProvider data) {
    String line = lines.get(at);
    switch (data.consumeInt(0, 7)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, line);
      case 2 -> lines.add(data.consumeInt(at, lines.size() - 1), line);
      case 3 -> lines.set(at, "  " + line);
      case 4 -> lines.set(at, line.startsWith("  ") ? line.substring(2) : line);
      case 5 -> lines.set(at, replaced(line, data.consumeString(8).replace(MARK, ""), data));
      default -> lines.set(at, replaced(line, data.pickValue(WORDS), data));
    }
  }

  /** The line with one of its words replaced; its indentation and its punctuation stay. */
  private static String replaced(String line, String word, FuzzedDataProvider data) {
    List<String> words = words(line);
    int at = data.consumeInt(0, words.size() - 1);
    String old = words.get(at);
    words.set(at, old.endsWith(":") ? word + ":" : word);
    return Joiner.on(' ').join(words);
  }

  private static List<String> words(String line) {
    return new ArrayList<>(List.of(line.split(" ", -1)));
  }

  private static int firstBehindSecrets(List<String> lines) {
    return lines.indexOf("groups:");
  }

  private static List<String> sample() {
    try {
      return Files.readAllLines(Path.of("src/test/resources/sample.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
