package io.letterhead.policy.analysis;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Cause;
import io.letterhead.policy.Owner;
import io.letterhead.policy.ProviderPolicy;
import java.util.Comparator;
import java.util.Optional;

/**
 * Every outbound field of a provider, its owner and the rules that say so: what a reviewer reads.
 *
 * <p>A row is a name, or a glob where a rule lets many names pass. Names that cannot leave have no
 * row. Rows are ordered by owner, then by name; two equal policies have equal tables.
 *
 * @param rows the rows
 */
public record OwnershipTable(ImmutableList<Row> rows) {

  /**
   * A row.
   *
   * @param name a field name as it goes on the wire, or a glob of names
   * @param owner who writes the value
   * @param causes the rules and built-in lists behind it
   */
  public record Row(String name, Owner owner, ImmutableList<Cause> causes) {

    /**
     * @throws NullPointerException if an argument is null
     */
    public Row {
      requireNonNull(name, "name");
      requireNonNull(owner, "owner");
      requireNonNull(causes, "causes");
    }
  }

  /**
   * @throws NullPointerException if {@code rows} is null
   */
  public OwnershipTable {
    requireNonNull(rows, "rows");
  }

  /**
   * Reads a provider's table off its automata.
   *
   * @throws NullPointerException if {@code policy} is null
   */
  public static OwnershipTable of(ProviderPolicy policy) {
    ImmutableList.Builder<Row> rows = ImmutableList.builder();
    for (String name : policy.mentioned()) {
      leaving(policy, name).ifPresent(leaving -> rows.add(row(policy, name, leaving)));
    }
    return new OwnershipTable(
        ImmutableList.sortedCopyOf(
            Comparator.comparing(Row::owner).thenComparing(Row::name), rows.build()));
  }

  /** Names that rules name literally have rows of their own: a glob's row is about the others. */
  private static Optional<String> leaving(ProviderPolicy policy, String name) {
    return name.indexOf('*') < 0
        ? policy.shortestLeaving(name)
        : policy.shortestLeavingUnnamed(name);
  }

  private static Row row(ProviderPolicy policy, String name, String leaving) {
    Owner owner = policy.ownerOf(leaving);
    return new Row(
        name, owner, owner == Owner.POLICY ? policy.writing(leaving) : policy.deciding(leaving));
  }
}
