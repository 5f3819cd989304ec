package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

/**
 * The head of a request as the caller sent it: a snapshot of its method, target and field lines, in
 * their order, nothing merged or trimmed. Immutable; {@link #toString} shows no value.
 *
 * <p>Names and values are copied once, before anything is compared, so that an object that answers
 * differently when asked twice cannot lie to the policy.
 */
public final class RequestHead {

  private final String method;
  private final RequestTarget target;
  private final Fields fields;

  private RequestHead(String method, RequestTarget target, Fields fields) {
    this.method = method;
    this.target = target;
    this.fields = fields;
  }

  /**
   * Begins a head.
   *
   * @param method the method as sent; checked at the evaluation
   * @param target the canonical target behind the provider's route
   * @throws NullPointerException if an argument is null
   */
  public static Builder builder(String method, RequestTarget target) {
    return new Builder(requireNonNull(method, "method"), requireNonNull(target, "target"));
  }

  /** The method as sent. */
  public String method() {
    return method;
  }

  /** The target behind the provider's route. */
  public RequestTarget target() {
    return target;
  }

  /** How many field lines there are. */
  public int size() {
    return fields.size();
  }

  /**
   * The name of a field line, as sent.
   *
   * @throws IndexOutOfBoundsException if there is no such line
   */
  public String name(int index) {
    return fields.name(index);
  }

  /**
   * The value of a field line, as sent.
   *
   * @throws IndexOutOfBoundsException if there is no such line
   */
  public String value(int index) {
    return fields.value(index);
  }

  Fields fields() {
    return fields;
  }

  /** The method, the path and the names: no value, no query. */
  @Override
  public String toString() {
    return method + " " + target + " " + fields;
  }

  /** Gathers the lines of a head. For one thread and one head. */
  public static final class Builder {

    private static final int USUAL_SIZE = 24;

    private final String method;
    private final RequestTarget target;
    private final Fields fields = new Fields(USUAL_SIZE);

    private Builder(String method, RequestTarget target) {
      this.method = method;
      this.target = target;
    }

    /**
     * Adds a field line.
     *
     * @param name as sent; checked at the evaluation
     * @param value as sent, its bytes as ISO-8859-1 characters; checked at the evaluation
     * @throws NullPointerException if an argument is null
     */
    public Builder add(String name, String value) {
      fields.add(name, value);
      return this;
    }

    /** The head with all lines so far. */
    public RequestHead build() {
      return new RequestHead(method, target, fields.copy());
    }
  }
}
