package io.letterhead.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** A writer of JSON that takes every liberty that RFC 8259 leaves: white space, and escapes. */
final class CarrierWriter {

  private static final String SHORT = "\"\\/\b\f\n\r\t";
  private static final String SHORT_NAMES = "\"\\/bfnrt";

  private final StringBuilder json = new StringBuilder();
  private final Random random;

  /** A number or a literal, written as it is. */
  record Verbatim(String json) {}

  private CarrierWriter(long seed) {
    random = new Random(seed);
  }

  /** The text of an object of texts, lists, objects and verbatim values. */
  static String write(Map<String, ?> document, long seed) {
    CarrierWriter writer = new CarrierWriter(seed);
    writer.value(document);
    return writer.json.toString();
  }

  /** The same, with one more key that comes twice: at any two places. */
  static String writeTwice(Map<String, ?> document, String key, long seed) {
    CarrierWriter writer = new CarrierWriter(seed);
    List<Map.Entry<String, Object>> members = new ArrayList<>();
    new LinkedHashMap<String, Object>(document)
        .forEach((name, value) -> members.add(Map.entry(name, value)));
    for (int i = 0; i < 2; i++) {
      members.add(writer.random.nextInt(members.size() + 1), Map.entry(key, new Verbatim("" + i)));
    }
    writer.members(members);
    return writer.json.toString();
  }

  private void value(Object value) {
    space();
    if (value instanceof Map<?, ?> object) {
      members(object.entrySet());
    } else if (value instanceof List<?> array) {
      String separator = "[";
      for (Object each : array) {
        json.append(separator);
        value(each);
        separator = ",";
      }
      json.append(array.isEmpty() ? "[" : "");
      space();
      json.append(']');
    } else if (value instanceof Verbatim verbatim) {
      json.append(verbatim.json);
    } else {
      text((String) value);
    }
    space();
  }

  private void members(Collection<? extends Map.Entry<?, ?>> members) {
    String separator = "{";
    for (Map.Entry<?, ?> member : members) {
      json.append(separator);
      space();
      text((String) member.getKey());
      space();
      json.append(':');
      value(member.getValue());
      separator = ",";
    }
    json.append(members.isEmpty() ? "{" : "");
    space();
    json.append('}');
  }

  private void text(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int name = SHORT.indexOf(c);
      if (name >= 0 && random.nextBoolean()) {
        json.append('\\').append(SHORT_NAMES.charAt(name));
      } else if (c < ' ' || c == '"' || c == '\\' || random.nextInt(8) == 0) {
        String digits = String.format(Locale.ROOT, random.nextBoolean() ? "%04x" : "%04X", (int) c);
        json.append("\\u").append(digits);
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  private void space() {
    while (random.nextInt(6) == 0) {
      json.append(" \t\n\r".charAt(random.nextInt(4)));
    }
  }
}
