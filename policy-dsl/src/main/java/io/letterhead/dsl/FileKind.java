package io.letterhead.dsl;

import static java.util.Objects.requireNonNull;

/**
 * What kind of file is read: the reasons that problems of every YAML file give in its terms.
 *
 * @param whyNotEmpty what an empty one would mean
 * @param beginning how one begins, as the fix of an empty one
 * @param whyReadable what is lost without the file
 * @param whyNoSecrets what becomes of a secret that stands in it
 */
public record FileKind(
    String whyNotEmpty, String beginning, String whyReadable, String whyNoSecrets) {

  /** Policy files. */
  static final FileKind POLICY =
      new FileKind(
          "an empty policy forwards nothing; most often the file was cut off, or is the wrong one",
          "begin with `version: 1`",
          "without the file there is no policy, and nothing is forwarded",
          "a policy file is reviewed, copied and kept in version control; treat this secret as"
              + " known to others, and replace it");

  /**
   * @throws NullPointerException if an argument is null
   */
  public FileKind {
    requireNonNull(whyNotEmpty, "whyNotEmpty");
    requireNonNull(beginning, "beginning");
    requireNonNull(whyReadable, "whyReadable");
    requireNonNull(whyNoSecrets, "whyNoSecrets");
  }
}
