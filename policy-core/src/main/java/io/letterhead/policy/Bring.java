package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

/**
 * Where a caller may bring a credential of its own: the one way to let one in. What a caller brings
 * here serves nothing else and never leaves as it came.
 */
public sealed interface Bring {

  /** The place in a few words, as explanations show it. */
  String summary();

  /**
   * A field of the request.
   *
   * @param name the field; it may be the slot itself
   */
  record Field(Operand.Name name) implements Bring {
    /**
     * @throws NullPointerException if {@code name} is null
     */
    public Field {
      requireNonNull(name, "name");
    }

    @Override
    public String summary() {
      return "field " + name.text();
    }
  }

  /**
   * A text of the caller's data.
   *
   * @param key the key in the carrier's object
   */
  record Data(Positioned key) implements Bring {
    /**
     * @throws NullPointerException if {@code key} is null
     */
    public Data {
      requireNonNull(key, "key");
    }

    @Override
    public String summary() {
      return "caller data " + key;
    }
  }
}
