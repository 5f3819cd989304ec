package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a caller's data holds for one provider: texts under the keys that its rules read, and the
 * object of fields. Of all other keys only the syntax is checked; nothing of them is kept.
 *
 * <p>Whether a text can be a field's value, and a name a field's name, is not judged here: both may
 * hold any character, control characters and those that are no byte included.
 */
final class CallerData {

  /** No data. */
  static final CallerData NONE = new CallerData(ImmutableMap.of(), new Fields(0));

  private final ImmutableMap<String, String> texts;
  private final Fields headers;

  /**
   * The keys that a provider's rules read. Keys are compared exactly: JSON folds nothing.
   *
   * @param texts the keys of texts
   * @param headers the key of the object of fields; empty where there is none
   */
  record Expected(ImmutableSet<String> texts, String headers) {}

  private CallerData(ImmutableMap<String, String> texts, Fields headers) {
    this.texts = texts;
    this.headers = headers;
  }

  /**
   * Reads a carrier.
   *
   * @param carrier the field's value, a character for each of its bytes, which are UTF-8
   * @throws CallerDataException if it is anything but one JSON object that holds what is expected
   */
  static CallerData read(String carrier, Expected expected) throws CallerDataException {
    JsonScanner scanner = new JsonScanner(decoded(carrier));
    if (scanner.isAtEnd()) {
      throw new CallerDataException("is empty, where a JSON object belongs");
    }
    requireKind(scanner, JsonScanner.Kind.OBJECT, "", "a JSON object");
    ImmutableMap.Builder<String, String> texts = ImmutableMap.builder();
    Fields headers = new Fields(0);
    scanner.object(
        new JsonScanner.Members() {
          @Override
          public void member(String key) throws CallerDataException {
            if (expected.texts.contains(key)) {
              texts.put(key, text(scanner, quoted(key)));
            } else if (isHeaders(key)) {
              readHeaders(scanner, quoted(key), headers);
            } else {
              scanner.skip();
            }
          }

          @Override
          public String repeated(String key) {
            return expected.texts.contains(key) || isHeaders(key)
                ? "holds " + quoted(key) + " twice"
                : JsonScanner.Members.super.repeated(key);
          }

          private boolean isHeaders(String key) {
            return !key.isEmpty() && key.equals(expected.headers);
          }
        });
    scanner.end();
    return new CallerData(texts.buildOrThrow(), headers);
  }

  /** The text under a key; null where the key is absent. */
  @Nullable String text(String key) {
    return texts.get(key);
  }

  /** The fields, in the order of the object; none where it is absent. Only to be read. */
  Fields headers() {
    return headers;
  }

  /** The policy's keys that are present, and how many fields: names are the caller's. */
  @Override
  public String toString() {
    return "CallerData[texts=" + texts.keySet() + ", headers=" + headers.size() + "]";
  }

  private static void readHeaders(JsonScanner scanner, String where, Fields headers)
      throws CallerDataException {
    requireKind(scanner, JsonScanner.Kind.OBJECT, " under " + where, "an object of fields");
    scanner.object(
        new JsonScanner.Members() {
          @Override
          public void member(String name) throws CallerDataException {
            headers.add(name, text(scanner, quoted(name) + " in " + where));
          }

          @Override
          public String repeated(String name) {
            return "holds " + quoted(name) + " twice in " + where;
          }
        });
  }

  /** A text that is the same once a recipient has taken the white space off its edges. */
  private static String text(JsonScanner scanner, String where) throws CallerDataException {
    requireKind(scanner, JsonScanner.Kind.TEXT, " under " + where, "a text");
    String text = scanner.text();
    if (text.isEmpty()) {
      throw new CallerDataException("holds an empty text under " + where);
    }
    if (isEdge(text.charAt(0)) || isEdge(text.charAt(text.length() - 1))) {
      throw new CallerDataException(
          "holds a text under " + where + " that begins or ends with white space");
    }
    return text;
  }

  private static void requireKind(
      JsonScanner scanner, JsonScanner.Kind kind, String where, String belongs)
      throws CallerDataException {
    JsonScanner.Kind found = scanner.kind();
    if (found != kind) {
      scanner.skip();
      throw new CallerDataException("holds " + found + where + ", where " + belongs + " belongs");
    }
  }

  private static boolean isEdge(char c) {
    return c == ' ' || c == '\t';
  }

  private static String quoted(String key) {
    return "`" + Rejection.printable(key) + "`";
  }

  /** The characters that the bytes stand for: whatever is not UTF-8 does not come back the same. */
  private static String decoded(String carrier) throws CallerDataException {
    byte[] bytes = carrier.getBytes(ISO_8859_1);
    String text = new String(bytes, UTF_8);
    if (!new String(bytes, ISO_8859_1).equals(carrier)
        || !Arrays.equals(text.getBytes(UTF_8), bytes)) {
      throw new CallerDataException("is not UTF-8");
    }
    return text;
  }
}
