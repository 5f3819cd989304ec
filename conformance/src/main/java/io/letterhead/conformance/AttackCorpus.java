package io.letterhead.conformance;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a hostile caller, or an origin that answers badly, may do to a gateway over HTTP/1.1: the
 * rows {@code A-01} to {@code A-64} of the attack catalogue, as data.
 *
 * <p>The order is fixed. {@link AttackExchange} tries a case.
 */
public final class AttackCorpus {
  private static final int ROWS = 64;

  private AttackCorpus() {}

  /** All cases; each has a name of its own within its row. */
  public static List<AttackCase> all() {
    return Stream.of(
            CredentialAttacks.cases(),
            NameAttacks.cases(),
            ValueAttacks.cases(),
            HopByHopAttacks.cases(),
            FramingAttacks.cases(),
            TargetAttacks.cases(),
            AuthorityAttacks.cases(),
            ClaimAttacks.cases(),
            SizeAttacks.cases(),
            ResponseAttacks.cases())
        .flatMap(List::stream)
        .toList();
  }

  /** The cases of one row, such as {@code A-12}. */
  public static List<AttackCase> of(String row) {
    return all().stream().filter(c -> c.row().equals(row)).toList();
  }

  /** Names under which some provider, or a proxy before one, takes a credential. */
  public static List<String> credentialSlots() {
    return CredentialAttacks.SLOTS;
  }

  /** The ids of all rows of the catalogue. */
  public static List<String> rows() {
    return IntStream.rangeClosed(1, ROWS)
        .mapToObj(row -> String.format(Locale.ROOT, "A-%02d", row))
        .toList();
  }

  /** The rows without a case, each with the reason. */
  public static List<UncoveredRow> uncovered() {
    return UncoveredRow.all();
  }
}
