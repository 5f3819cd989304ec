package io.letterhead.policy;

/**
 * The head of a response as the provider sent it: a snapshot of its status and field lines, in
 * their order. Immutable; {@link #toString} shows no value.
 */
public final class ResponseHead {

  private final int status;
  private final Fields fields;

  private ResponseHead(int status, Fields fields) {
    this.status = status;
    this.fields = fields;
  }

  /** Begins a head with this status code. */
  public static Builder builder(int status) {
    return new Builder(status);
  }

  /** The status code (RFC 9110, section 15). */
  public int status() {
    return status;
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

  /** The status and the names. */
  @Override
  public String toString() {
    return status + " " + fields;
  }

  /** Gathers the lines of a head. For one thread and one head. */
  public static final class Builder {

    private static final int USUAL_SIZE = 16;

    private final int status;
    private final Fields fields = new Fields(USUAL_SIZE);

    private Builder(int status) {
      this.status = status;
    }

    /**
     * Adds a field line.
     *
     * @throws NullPointerException if an argument is null
     */
    public Builder add(String name, String value) {
      fields.add(name, value);
      return this;
    }

    /** The head with all lines so far. */
    public ResponseHead build() {
      return new ResponseHead(status, fields.copy());
    }
  }
}
