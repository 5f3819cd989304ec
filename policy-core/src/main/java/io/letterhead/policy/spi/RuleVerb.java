package io.letterhead.policy.spi;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.FieldName;

/**
 * A verb of rules, named in policies by its own word: {@code - VERB: OPERAND}.
 *
 * <p>Found with {@link java.util.ServiceLoader}; has a public constructor without arguments and is
 * safe for use by several threads.
 */
public interface RuleVerb {

  /** The verb in policies: lower-case letters, digits and {@code -}; constant, no built-in verb. */
  String name();

  /** The keys that a rule of this verb takes beside {@code why} and {@code when}; constant. */
  default ImmutableSet<String> options() {
    return ImmutableSet.of();
  }

  /**
   * Makes one rule, when a policy is compiled: never during a request, so it may take its time.
   *
   * @param operand what the policy writes behind the verb
   * @param options those of {@link #options} that the policy writes
   * @return the rule, ready to serve
   * @throws IllegalArgumentException if the rule makes no sense; the message completes {@code this
   *     rule is refused: …}
   */
  Configured configure(String operand, ImmutableMap<String, String> options);

  /** One rule of the verb. Immutable, safe for use by several threads. */
  interface Configured {

    /**
     * What the rule touches; asked for once, when the policy is compiled. The policy does not load
     * where it names a field of the transport's or a reserved one, such as a credential slot, or
     * writes one that another rule writes.
     */
    Footprint footprint();

    /**
     * Writes the rule's fields into one request. Must be a pure function of its argument, and
     * quick: a call that takes longer than 100 ms, the first one longer than a second, is
     * interrupted; it rejects the request, as one that throws does. Four calls of one rule run at
     * once, each on a daemon thread of the engine; as long as four that were interrupted have not
     * ended, every request that needs the rule is rejected at once.
     *
     * <p>No secret is ever among what it is given. To reject a request, throw: the answer names the
     * exception's class and never its message.
     *
     * @param read for each name of {@link Footprint#reads} the values of the caller's fields that
     *     pass under it, in their order; empty where there are none
     * @return values for names of {@link Footprint#writes}; a name without one is not written. A
     *     value is visible ASCII, with spaces and tabs only between its characters; another rejects
     *     the request, as a name outside of the footprint does
     */
    ImmutableMap<FieldName, String> write(ImmutableMap<FieldName, ImmutableList<String>> read);
  }
}
