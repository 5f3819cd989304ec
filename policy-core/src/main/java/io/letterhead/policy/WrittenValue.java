package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

/** What a {@code set} writes: a fixed value, a caller's datum, or a fact of the request. */
public sealed interface WrittenValue {

  /** The value in a few words, as explanations show it. */
  String summary();

  /**
   * A fixed value.
   *
   * @param text the value
   */
  record Fixed(Positioned text) implements WrittenValue {
    /**
     * @throws NullPointerException if {@code text} is null
     * @throws IllegalArgumentException if the value is empty, holds anything but visible ASCII and
     *     inner white space, or has white space at an edge
     */
    public Fixed {
      FieldValue.requireFixed(requireNonNull(text, "text").text());
    }

    /** A fixed value is shown with the field itself. */
    @Override
    public String summary() {
      return "";
    }
  }

  /**
   * A text of the caller's data; where it is absent, nothing is written.
   *
   * @param key the key in the carrier's object
   */
  record FromCallerData(Positioned key) implements WrittenValue {
    /**
     * @throws NullPointerException if {@code key} is null
     */
    public FromCallerData {
      requireNonNull(key, "key");
    }

    @Override
    public String summary() {
      return "from caller data " + key;
    }
  }

  /**
   * A fact of the request, as the transport or the gateway established it; where it is not known,
   * nothing is written.
   *
   * @param fact which
   */
  record FromRequest(RequestFact fact) implements WrittenValue {
    /**
     * @throws NullPointerException if {@code fact} is null
     */
    public FromRequest {
      requireNonNull(fact, "fact");
    }

    @Override
    public String summary() {
      return "from request " + fact.id();
    }
  }
}
