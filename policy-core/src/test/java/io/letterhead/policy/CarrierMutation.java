package io.letterhead.policy;

import java.util.List;
import java.util.Random;

/** A text with a few faults, of the kinds that writers of JSON by hand make. */
final class CarrierMutation {

  private static final String NAME = "`[ -~]*`";
  private static final String KIND = "(an object|an array|a text|a number|a boolean|`null`)";
  private static final String PLACE = "(`(sub|ti\\\\u00e9r|)`|" + NAME + " in `extra`)";

  /** All that a refusal may say, for the keys `sub`, `tiér`, none and `extra`. */
  static final String SENTENCES =
      String.join(
          "|",
          "is not UTF-8",
          "is nested deeper than 16 levels",
          "is empty, where a JSON object belongs",
          "is not JSON: [a-z ]+",
          "holds half of a surrogate pair, which is no character",
          "holds a key twice in one object",
          "holds (" + PLACE + "|`extra`) twice",
          "holds " + NAME + " twice in `extra`",
          "holds " + KIND + ", where a JSON object belongs",
          "holds " + KIND + " under `extra`, where an object of fields belongs",
          "holds " + KIND + " under " + PLACE + ", where a text belongs",
          "holds an empty text under " + PLACE,
          "holds a text under " + PLACE + " that begins or ends with white space");

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u",
          "\\ud83d",
          "\\ude00",
          "\\ud83d\\ude00",
          "\\n",
          " ",
          "\t",
          "\n",
          "\0",
          "0",
          "-",
          "1.",
          ".5",
          "1e5",
          "+",
          "true",
          "null",
          "nul",
          "\"sub\":",
          "\"extra\":{",
          "\"\"",
          "\"a\":1,",
          "[[[[[[[[[[",
          "{}",
          "\ufeff",
          "\u00c3",
          "\ud83d\ude00",
          "'",
          "/",
          "//",
          "NaN");

  private CarrierMutation() {}

  /** The text with up to three pieces put in, taken out or doubled; often none. */
  static String mutated(String text, long seed) {
    Random random = new Random(~seed);
    StringBuilder mutated = new StringBuilder(text);
    for (int left = random.nextInt(4); left > 0; left--) {
      int at = boundary(mutated, random.nextInt(mutated.length() + 1));
      int end = boundary(mutated, Math.min(mutated.length(), at + random.nextInt(4)));
      switch (random.nextInt(5)) {
        case 0 -> mutated.delete(at, end);
        case 1 -> mutated.insert(at, mutated.substring(at, end));
        case 2 -> mutated.setLength(random.nextInt(4) == 0 ? at : mutated.length());
        case 3 -> mutated.replace(at, end, piece(random));
        default -> mutated.insert(at, piece(random));
      }
    }
    return mutated.toString();
  }

  private static String piece(Random random) {
    return PIECES.get(random.nextInt(PIECES.size()));
  }

  /** An index that is not between the halves of a character: UTF-8 has no halves. */
  private static int boundary(StringBuilder text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
