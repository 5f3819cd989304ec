package io.letterhead.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The request reaches the origin clean: well-formed, once, with exactly one credential, the
 * provider's, and with no caller byte that it should not have.
 *
 * <p>That much holds for every instance; the components add to it. Immutable.
 *
 * @param times how many requests reach the origin; each must be clean
 * @param absent folded names of fields that must not reach the origin
 * @param present fields that must reach it, each as the one field of its folded name
 * @param target the request target behind the route's prefix, if it is told
 * @param content the decoded body, if it is told
 * @param upgraded whether the connection is upgraded to a WebSocket
 * @param status the status that the caller gets, if it is told
 * @param responseAbsent folded names of fields that must not reach the caller
 * @param responsePresent fields that must reach the caller, each as the one field of its folded
 *     name
 */
public record Forwarded(
    int times,
    Set<String> absent,
    List<WireField> present,
    Optional<String> target,
    Optional<String> content,
    boolean upgraded,
    OptionalInt status,
    Set<String> responseAbsent,
    List<WireField> responsePresent)
    implements Expectation {

  public Forwarded {
    absent = Set.copyOf(absent);
    present = List.copyOf(present);
    responseAbsent = Set.copyOf(responseAbsent);
    responsePresent = List.copyOf(responsePresent);
  }

  /** Forwarded clean, and nothing more. */
  public static Forwarded clean() {
    return new Forwarded(
        1,
        Set.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        OptionalInt.empty(),
        Set.of(),
        List.of());
  }

  /** The same, that many times. */
  Forwarded times(int count) {
    return new Forwarded(
        count, absent, present, target, content, upgraded, status, responseAbsent, responsePresent);
  }

  /** The same, without fields whose names fold to these names' folds. */
  Forwarded without(String... names) {
    return new Forwarded(
        times,
        adding(absent, names),
        present,
        target,
        content,
        upgraded,
        status,
        responseAbsent,
        responsePresent);
  }

  /** The same, with that field. */
  Forwarded with(String name, String value) {
    return new Forwarded(
        times,
        absent,
        adding(present, name, value),
        target,
        content,
        upgraded,
        status,
        responseAbsent,
        responsePresent);
  }

  /** The same, to that target behind the prefix. */
  Forwarded to(String newTarget) {
    return new Forwarded(
        times,
        absent,
        present,
        Optional.of(newTarget),
        content,
        upgraded,
        status,
        responseAbsent,
        responsePresent);
  }

  /** The same, with that decoded body. */
  Forwarded carrying(String newContent) {
    return new Forwarded(
        times,
        absent,
        present,
        target,
        Optional.of(newContent),
        upgraded,
        status,
        responseAbsent,
        responsePresent);
  }

  /** The same, and the connection becomes a WebSocket. */
  Forwarded thenUpgraded() {
    return new Forwarded(
        times,
        absent,
        present,
        target,
        content,
        true,
        OptionalInt.of(101),
        responseAbsent,
        responsePresent);
  }

  /** The same, answered with that status. */
  Forwarded answered(int newStatus) {
    return new Forwarded(
        times,
        absent,
        present,
        target,
        content,
        upgraded,
        OptionalInt.of(newStatus),
        responseAbsent,
        responsePresent);
  }

  /** The same, answered without fields whose names fold to these names' folds. */
  Forwarded answeredWithout(String... names) {
    return new Forwarded(
        times,
        absent,
        present,
        target,
        content,
        upgraded,
        status,
        adding(responseAbsent, names),
        responsePresent);
  }

  /** The same, answered with that field. */
  Forwarded answeredWith(String name, String value) {
    return new Forwarded(
        times,
        absent,
        present,
        target,
        content,
        upgraded,
        status,
        responseAbsent,
        adding(responsePresent, name, value));
  }

  private static Set<String> adding(Set<String> folded, String... names) {
    Set<String> more = new TreeSet<>(folded);
    for (String name : names) {
      more.add(WireField.fold(name));
    }
    return more;
  }

  private static List<WireField> adding(List<WireField> fields, String name, String value) {
    List<WireField> more = new ArrayList<>(fields);
    more.add(new WireField(name, value));
    return more;
  }

  @Override
  public String toString() {
    return "forwarded clean" + (times == 1 ? "" : ", " + times + " times");
  }
}
