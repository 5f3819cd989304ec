package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

/**
 * One thing that a hostile caller, or an origin that answers badly, does to a gateway.
 *
 * <p>Assumed is a provider whose policy injects {@code x-api-key} and allows {@code
 * anthropic-beta}; everything else is denied by default, save what every policy lets pass, such as
 * {@code Accept} and {@code Content-Type}.
 *
 * @param row the row of the attack catalogue, {@code A-01} to {@code A-64}
 * @param name what is done, unique in the corpus
 * @param request the bytes that the caller sends, one character each (ISO-8859-1), in which <code>
 *     {host}</code> stands for the gateway's host and port, and <code>{prefix}</code> for the path
 *     of the provider's route
 * @param origin how the origin answers; it keeps no state
 * @param expectation what a safe gateway does
 * @param why what would go wrong, or where the rule is from
 */
public record AttackCase(
    String row,
    String name,
    String request,
    Responder origin,
    Expectation expectation,
    String why) {

  /** What the caller's values in hostile slots hold: it must never reach an origin's head. */
  public static final String CANARY = "CALLER";

  public AttackCase {
    requireNonNull(row, "row");
    requireNonNull(name, "name");
    requireNonNull(request, "request");
    requireNonNull(origin, "origin");
    requireNonNull(expectation, "expectation");
    requireNonNull(why, "why");
  }

  /**
   * The bytes to send.
   *
   * @param host the gateway's host and port
   * @param prefix the path of the provider's route: empty, or with a leading slash and no last one
   */
  public byte[] bytes(String host, String prefix) {
    return request.replace("{host}", host).replace("{prefix}", prefix).getBytes(ISO_8859_1);
  }

  /** Its row and name, as in {@code A-12 underscores for hyphens}. */
  @Override
  public String toString() {
    return row + " " + name;
  }
}
