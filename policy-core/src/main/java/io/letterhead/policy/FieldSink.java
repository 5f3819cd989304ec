package io.letterhead.policy;

/**
 * What hears, field by field, what an evaluation decides: the transport's own list, an audit, an
 * explanation.
 *
 * <p>What is heard counts only if the evaluation ends in {@link Decision.Forward}: after a
 * rejection it is to be thrown away. The caller's fields come first, in their order; then what the
 * policy writes, ordered by name.
 */
public interface FieldSink {

  /**
   * A field leaves.
   *
   * @param name the name as it goes on the wire
   * @param value its value; a credential's is secret
   * @param owner who wrote the value; {@link Owner#POLICY} for renamed fields too
   */
  void leaves(String name, String value, Owner owner);

  /**
   * A field of the caller does not leave.
   *
   * @param name the name as the caller sent it; empty where a response's name holds a credential
   * @param removal why
   */
  default void removed(String name, Removal removal) {}

  /**
   * A query parameter of the caller does not leave: it is one that providers read credentials from.
   *
   * @param name the parameter's name, decoded; what is not printable ASCII is escaped
   */
  default void parameterRemoved(String name) {}

  /**
   * The policy's {@code reject} would have rejected the request here, and the generation only
   * reports it: see {@link PolicyGeneration#reporting}.
   *
   * @param rejection what the rejection would have been
   */
  default void tolerated(Rejection rejection) {}
}
