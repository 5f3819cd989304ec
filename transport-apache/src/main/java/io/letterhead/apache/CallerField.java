package io.letterhead.apache;

import static java.util.Objects.requireNonNull;

import io.letterhead.policy.FieldName;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import java.util.Optional;

/**
 * A field that the application adds to requests.
 *
 * @param name its name
 * @param value its value; never shown
 */
record CallerField(FieldName name, String value) {

  private static final RequestTarget ROOT = RequestTarget.parse("/");

  /**
   * A field that can be sent.
   *
   * @throws IllegalArgumentException if it cannot
   */
  static CallerField of(String name, String value) {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    Optional<Rejection> malformed = malformed(name, value);
    if (malformed.isPresent()) {
      throw new IllegalArgumentException(malformed.get().message());
    }
    return new CallerField(FieldName.of(name), value);
  }

  /** What keeps a field from being sent, whatever a policy says; empty where nothing does. */
  static Optional<Rejection> malformed(String name, String value) {
    return RequestHead.builder("GET", ROOT).add(name, value).build().malformed();
  }

  /** The name alone. */
  @Override
  public String toString() {
    return name.toString();
  }
}
