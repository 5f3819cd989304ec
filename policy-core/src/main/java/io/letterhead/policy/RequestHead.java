package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private final String caller;
  private final String clientAddress;
  private final String scheme;
  private final String host;

  private RequestHead(Builder builder) {
    this.method = builder.method;
    this.target = builder.target;
    this.fields = builder.fields.copy();
    this.caller = builder.caller;
    this.clientAddress = builder.clientAddress;
    this.scheme = builder.scheme;
    this.host = builder.host;
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

  /**
   * A fact of the request beside its fields; empty where it is not known.
   *
   * @throws NullPointerException if {@code fact} is null
   */
  public String fact(RequestFact fact) {
    return switch (requireNonNull(fact, "fact")) {
      case CLIENT_ADDRESS -> clientAddress;
      case SCHEME -> scheme;
      case HOST -> host;
      case CALLER_ID -> caller;
    };
  }

  /**
   * What no HTTP message may hold, whatever a policy says: a method or a name that is no token, or
   * a value with a control character or one that is no byte. For heads that no provider decides; an
   * evaluation looks for these itself.
   *
   * @return the first of them in {@link Rejection}'s order; empty where there is none
   */
  public Optional<Rejection> malformed() {
    List<Rejection> found = new ArrayList<>();
    if (!Folding.isToken(method)) {
      found.add(Rejection.ofMethod());
    }
    for (int i = 0; i < fields.size(); i++) {
      if (!Folding.isToken(fields.name(i))) {
        found.add(Rejection.ofName(fields.name(i)));
      } else if (FieldValue.content(fields.value(i)) == FieldValue.Content.MALFORMED) {
        found.add(Rejection.ofValue(fields.name(i)));
      }
    }
    return found.stream().min(Rejection.ORDER);
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
    private String caller = "";
    private String clientAddress = "";
    private String scheme = "";
    private String host = "";

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

    /**
     * The id of the caller, as the gateway authenticated it; a head without one has no caller.
     *
     * @throws NullPointerException if {@code id} is null
     */
    public Builder caller(String id) {
      caller = requireNonNull(id, "id");
      return this;
    }

    /**
     * The address that the connection came from, without a port.
     *
     * @throws NullPointerException if {@code address} is null
     */
    public Builder clientAddress(String address) {
      clientAddress = requireNonNull(address, "address");
      return this;
    }

    /**
     * The scheme that the caller used.
     *
     * @throws NullPointerException if {@code used} is null
     */
    public Builder scheme(String used) {
      scheme = requireNonNull(used, "used");
      return this;
    }

    /**
     * The authority that the caller addressed: its {@code Host} or {@code :authority}.
     *
     * @throws NullPointerException if {@code addressed} is null
     */
    public Builder host(String addressed) {
      host = requireNonNull(addressed, "addressed");
      return this;
    }

    /** The head with all lines so far. */
    public RequestHead build() {
      return new RequestHead(this);
    }
  }
}
