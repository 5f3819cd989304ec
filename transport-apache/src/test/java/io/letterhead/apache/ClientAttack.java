package io.letterhead.apache;

import io.letterhead.conformance.OriginAnswer;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One thing that a hostile caller, or an origin that answers badly, does to a client.
 *
 * @param row the row of the attack catalogue
 * @param name what is done, unique in its row
 * @param caller what the caller makes of a request
 * @param origin how the origin answers
 * @param expectation what a safe client does
 * @param protocols the clients that can meet it
 */
record ClientAttack(
    String row,
    String name,
    Consumer<AttackRequest> caller,
    Function<Seen, OriginAnswer> origin,
    ClientExpectation expectation,
    Set<ClientKind> protocols) {

  /** What the caller's values in hostile slots hold: it must never reach an origin's head. */
  static final String CANARY = "CALLER";

  /** Its row and name. */
  @Override
  public String toString() {
    return row + " " + name;
  }
}
